"""What the watch terms of `docs/watch-terms.md` find in news, and what they do not."""

import pytest

from feeds.entry import DatedBy, Entry, Key, KeyKind
from feeds.feed import Tier
from feeds.terms.entry_text import EntryText
from feeds.terms.matcher import TermIndex, WatchTerm
from feeds.terms.parser import parse
from tests.builders import NOW


def hits(term: str, title: str, summary: str = "", **more: str) -> list[str] | None:
    """The texts that were found, or None where the term does not hold."""
    text = EntryText.plain(title, summary, **more)
    found = TermIndex([WatchTerm("t", parse(term))]).hits(text).get("t")
    return None if found is None else [getattr(text, e.field)[e.start : e.end] for e in found]


@pytest.mark.parametrize(
    ("term", "title", "found"),
    [
        # English: words, plurals, possessives, dashes, width, quotes
        ("visa", "New visas, the visa's fee", ["visas", "visa's"]),
        ("visas", "A VISA for ＶＩＳＡ holders", ["VISA", "ＶＩＳＡ"]),
        ("workers", "the worker’s and workers’ rights", ["worker’s", "workers’"]),
        ("company", "Korean companies", ["companies"]),
        ("B-1", "the B‑1 and B–1 visa", ["B‑1", "B–1"]),
        ('"visa waiver"', "Visa-waiver rules", ["Visa-waiver"]),
        ("visa-waiver", "visa waivers", ["visa waivers"]),
        ('"visa working group"', "Visa\u00a0Working\u200b Group meets", ["Visa\u00a0Working\u200b Group"]),
        ("H-1B", "H-1Bs cost more; H-1B비자", ["H-1Bs", "H-1B"]),
        ("R&D", "R&amp;amp;D", ["R&amp;amp;D"]),
        # Korean: particles, compounds, spacing, hanja, middle dots, decomposed
        ("비자", "취업비자를 받다", ["비자"]),
        ("비자워킹그룹", "한미 비자 워킹그룹 회의", ["비자 워킹그룹"]),
        ('"비자 워킹그룹"', "취업비자워킹그룹은", ["비자워킹그룹"]),
        ("한미", "한·미, 한-미, 韓美, 韓·美, 한ㆍ미", ["한·미", "한-미", "韓美", "韓·美", "한ㆍ미"]),
        ("미국", "美 국무부", ["美"]),
        ("대미", "對美 투자", ["對美"]),
        ("비자", "\u1107\u1175\u110c\u1161", ["\u1107\u1175\u110c\u1161"]),
        ("B-1", "B-1비자로", ["B-1"]),
        ("B-1비자", "B-1 비자로", ["B-1 비자"]),
        # covering words belong to the term
        ("비자 not 소비자, 비자금", "소비자 비자금 비자", ["비자"]),
        ('visa not "visa inc"', "Visa Inc. on visas", ["visas"]),
        # names
        ("=조현", "조현은 조현 장관, 조현장관에게, (조현)", ["조현"] * 4),
        ("=LGES", "LGES's plant", ["LGES"]),
        ("=ICE", "ICE raid on ice", ["ICE"]),
        ("=works", "the works, a work", ["works"]),
        ("=visa", "VISA", ["VISA"]),
        ('="케빈 김"', "케빈김 국무부 부차관보", ["케빈김"]),
        # prefixes, regular expressions, near
        ("e-4*", "E-4 and E-4B, the e-49", ["E-4", "E-4", "e-4"]),
        ("비자*", "비자금과 비자", ["비자", "비자"]),
        (r"/h\.?r\.? ?4687/", "H.R. 4687, HR4687", ["H.R. 4687", "HR4687"]),
        ('"B-1"~2 equipment', "equipment under B-1", ["equipment", "B-1"]),
        ("비자~1 (협의 OR 협의체)", "비자협의체", ["비자", "협의", "협의체"]),
        ("비자워킹그룹 협의", "비자 워킹그룹 첫 협의", ["비자 워킹그룹", "협의"]),
        ("(비자 OR visa)~1 협의", "비자 협의와 새 visa", ["비자", "협의"]),
    ],
)
def test_a_term_finds_what_it_should(term: str, title: str, found: list[str]) -> None:
    assert hits(term, title) == found


@pytest.mark.parametrize(
    ("term", "title"),
    [
        ("visa", "Visage, advisable"),
        ("news", "a new rule"),
        ("customs", "an old custom"),
        ("B-1", "the B-1B bomber"),
        ("E-4", "the E-40"),
        ("us", "a focus"),
        ("비자 not 소비자", "소비자 물가"),
        ("비자", "준비 자료"),
        ("한미", "유한 미디어"),
        ('"한 미"', "대한 미국의"),
        ('"새 비자"', "요새 비자"),
        ('"케빈 김"', "케빈 김치"),
        ("=조현", "조현범 회장, 조현준, 외조현"),
        ("=ICE", "ice and Ice"),
        ("=LGE", "LGES"),
        ("=LGES", "LGE"),
        ("비자*", "소비자"),
        ("e-4*", "the re-4"),
        ('"B-1"~2 equipment', "B-1 for new equipment"),
        ("visa visa2", "visa"),
        ('visa -"Visa Inc"', "Visa Inc. and visas"),
        ("visa (a OR b)", "visa"),
        ("title:visa", "none"),
        ("중국", "작업中 5日 中国"),
        ("source:visa", "visa"),
    ],
)
def test_a_term_does_not_find_what_it_should_not(term: str, title: str) -> None:
    assert hits(term, title) is None


def test_an_entry_may_hold_both_a_word_and_what_covers_it() -> None:
    assert hits("비자 not 소비자", "소비자 단체, 비자 협의") == ["비자"]


def test_title_summary_and_source_are_told_apart() -> None:
    assert hits("title:visa", "no", "visa") is None
    assert hits("summary:visa", "visa", "a visa!") == ["visa"]
    assert hits("source:yonhap", "no", source="Yonhap News") == ["Yonhap"]
    assert hits("yonhap", "no", source="yonhap") is None


def test_language_and_tier_are_what_the_entry_is_and_point_at_nothing() -> None:
    assert hits("lang:ko", "비자", lang="ko") == [""]
    assert hits("lang:ko 비자", "비자", lang="ko") == ["비자"]
    assert hits("lang:en 비자", "비자", lang="ko") is None
    assert hits("tier:official -비자", "회의", tier="official") == [""]
    assert hits("tier:official", "회의", tier="wire") is None


def test_nothing_is_found_across_fields() -> None:
    assert hits('"visa talks"', "a visa", "talks go on") is None
    assert hits("비자협의", "비자", "협의") is None
    assert hits("/visa.+talks/", "a visa", "talks go on") is None
    assert hits("visa~1 talks", "a visa", "talks go on") is None


def test_near_wants_two_places_that_do_not_overlap() -> None:
    assert hits("비자~3 소비자", "소비자") is None
    assert hits("비자~3 소비자", "소비자 비자") == ["소비자", "비자"]


def test_an_entry_is_read_with_its_publisher_or_the_name_given() -> None:
    entry = Entry((Key(KeyKind.URL, "u"),), "비자", "", "", NOW, DatedBy.PUBLISHED, "ko", "yonhap")
    assert EntryText.of(entry, Tier.WIRE).source == "yonhap"
    text = EntryText.of(entry, Tier.WIRE, "yonhap 연합뉴스")
    assert (text.source, text.tier, text.lang, text.title) == ("yonhap 연합뉴스", "wire", "ko", "비자")


def test_characters_that_no_matcher_takes_do_no_harm() -> None:
    assert hits("visa", "\ud800visa\0 visa \udfff", "\u0301") == ["visa", "visa"]
