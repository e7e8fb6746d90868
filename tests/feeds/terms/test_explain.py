"""Why a term did not hold, as data and in words."""

import pytest

from feeds.terms.entry_text import EntryText
from feeds.terms.explain import explain, explain_topic
from feeds.terms.parser import parse
from feeds.terms.reasons import Absent, Covered, Excluded, InsideWord, OtherField, TooFar, WrongAttribute

TEXT = EntryText.plain(
    "소비자 단체와 조현범 회장", "advisable cards for B-1 and new heavy equipment", "yonhap", "ko", "wire"
)


@pytest.mark.parametrize(
    ("term", "kind", "says"),
    [
        ("zebra", Absent, "no zebra"),
        ("비자 not 소비자", Covered, "hit 비자 but inside 소비자"),
        ("card -단체", Excluded, "excluded by -단체"),
        ("card -(단체 OR 회장)", Excluded, "excluded by -(단체 OR 회장)"),
        ("=조현", InsideWord, "=조현 only inside “조현범”"),
        ("visa", InsideWord, "visa only inside “advisable”"),
        ("title:card", OtherField, "title:card only in the summary"),
        ("yonhap", OtherField, "yonhap only in the source"),
        ("B-1~2 equipment", TooFar, "4 words apart, at most 2 wanted"),
        ("단체~2 card", TooFar, "not in one field"),
        ("B-1~2 zebra", Absent, "no zebra"),
        ("card lang:en", WrongAttribute, "lang:en, but the entry is ko"),
        ("tier:official", WrongAttribute, "tier:official, but the entry is wire"),
        ("zebra OR title:card", OtherField, "no zebra; title:card only in the summary"),
        ("/zebras?/", Absent, "no /zebras?/"),
    ],
)
def test_a_term_that_does_not_hold_says_why(term: str, kind: type, says: str) -> None:
    explanation = explain(parse(term), TEXT)
    assert not explanation.holds
    assert kind in map(type, explanation.reasons)
    assert says in str(explanation)


def test_where_a_word_is_covered_or_stands_within_another_is_told() -> None:
    (covered,) = explain(parse("비자 not 소비자"), TEXT).reasons
    assert isinstance(covered, Covered)
    assert (covered.cover, covered.where.field, covered.where.start, covered.where.end) == ("소비자", "title", 0, 3)
    (inside,) = explain(parse("visa"), TEXT).reasons
    assert isinstance(inside, InsideWord)
    assert TEXT.summary[inside.where.start : inside.where.end] == "visa"


def test_what_was_left_out_is_told_with_its_place() -> None:
    (excluded,) = explain(parse("card -단체"), TEXT).reasons
    assert isinstance(excluded, Excluded)
    assert [TEXT.title[e.start : e.end] for e in excluded.where] == ["단체"]


def test_a_term_that_holds_shows_its_evidence_and_one_that_does_not_what_was_found_all_the_same() -> None:
    holds = explain(parse("card B-1"), TEXT)
    assert (holds.holds, holds.reasons, len(holds.evidence)) == (True, (), 2)
    assert str(holds) == "card B-1: hit"
    fails = explain(parse("card zebra -단체"), TEXT)
    assert [e.term for e in fails.evidence] == ["card"]
    assert fails.is_near


def test_a_topic_shows_the_terms_that_came_near_first_or_says_that_none_hit() -> None:
    topic = explain_topic([parse("zebra"), parse("card zebra"), parse("card")], TEXT)
    assert topic.holds
    assert [str(term.holds) for term in topic.terms] == ["True", "False", "False"]
    assert str(topic) == "card: hit"
    near = explain_topic([parse("zebra"), parse("비자 not 소비자")], TEXT)
    assert [term.is_near for term in near.terms] == [True, False]
    assert str(near) == "비자 not 소비자: hit 비자 but inside 소비자"
    assert str(explain_topic([parse("zebra"), parse("lion")], TEXT)) == "no term of this topic hit"
