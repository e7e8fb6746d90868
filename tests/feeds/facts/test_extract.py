import dataclasses
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.desks.desk import Desk
from feeds.entry import DatedBy, Entry, Key, KeyKind
from feeds.facts.extract import Extractor, as_json
from feeds.facts.fact import Fact
from tests.feeds.facts.conftest import Ask

TEXT = (
    "South Korea and the United States held visa talks in Seoul on Tuesday. “We wait,” Cho Hyun said.\n\n"
    "The two sides agreed to widen ESTA. The list is due by May 20. H.R. 4687 was referred. "
    "Agents detained 317 Koreans. "
)


def entry(**changes: Any) -> Entry:
    key = Key(KeyKind.URL, "https://example.org/1")
    plain = Entry(
        (key,), "", "", "", datetime(2026, 5, 6, 8, tzinfo=UTC), DatedBy.PUBLISHED, "en", "example", text=TEXT
    )
    return dataclasses.replace(plain, **changes)


def test_all_kinds_are_found_in_one_text(extractor: Extractor) -> None:
    kinds = {fact.kind for fact in extractor.extract(entry())}
    assert kinds == {"meeting", "statement", "outcome", "deadline", "bill", "figure"}


def test_the_summary_is_read_where_there_is_no_text(extractor: Extractor) -> None:
    assert extractor.extract(entry(summary=TEXT, text="")) == extractor.extract(entry())
    assert extractor.extract(entry(text="")) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Georgian officials will meet in Tbilisi next Tuesday over visa-free travel. “Checked,” John Smith said.",
        "South Korean and U.S. officials met on Tuesday over missile tests. “No daylight,” Park Yoon-joo said.",
    ],
)
def test_a_text_about_something_else_has_no_facts(ask: Ask, text: str) -> None:
    assert ask(text) == ()


def test_a_language_the_desk_does_not_speak_has_no_facts(extractor: Extractor) -> None:
    assert extractor.extract(entry(lang="fr")) == ()


def test_a_desk_without_phrases_has_no_facts(desk: Desk) -> None:
    assert Extractor(dataclasses.replace(desk, id="tiny")).extract(entry()) == ()


def test_the_same_fact_is_given_once(extractor: Extractor) -> None:
    once = extractor.extract(entry())
    assert [fact for fact in extractor.extract(entry(text=f"{TEXT}\n\n{TEXT}")) if fact not in once] == []


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from([*TEXT.split(" "), "“", "”", '"', "\n\n", "회의가", "열렸다.", "5일", "H.R."]), max_size=60
    ).map(" ".join)
)
def test_a_sentence_is_kept_as_printed_and_within_300_characters(extractor: Extractor, text: str) -> None:
    folded = " ".join(text.split())
    for fact in extractor.extract(entry(text=text)):
        assert len(fact.sentence) <= 300
        assert fact.sentence.rstrip("…") in folded


def test_a_long_sentence_is_cut(ask: Ask) -> None:
    text = "South Korea and the United States held visa talks in Seoul on Tuesday" + " and on and on" * 30 + "."
    (fact,) = ask(text, "meeting")
    assert len(fact.sentence) <= 300
    assert fact.sentence.endswith("…")


@pytest.mark.parametrize(
    "piece", ["visa Korea U.S. said ", "비자 한국 미국 말했다 ", "가", '" “ ', "Kim said. ", "1만", ". "]
)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_hostile_text_takes_no_time(ask: Ask, piece: str, lang: str) -> None:
    text = "visa Korea U.S. 비자 한국 미국 " + piece * (20_000 // len(piece))
    began = time.process_time()
    ask(text, lang=lang)
    assert time.process_time() - began < 3


def test_json_has_the_shape_of_the_labelled_set() -> None:
    meeting = Fact(
        "meeting", "They met.", {"date": "2026-05-05", "leads": ("p.a", "p.b"), "round": None}, background=True
    )
    assert as_json(meeting) == {
        "type": "meeting", "date": "2026-05-05", "leads": ["p.a", "p.b"], "round": None, "background": True,
    }  # fmt: skip
    said = Fact("statement", "“Yes,” X said.", {"speaker": "X", "side": "other"})
    assert as_json(said) == {"type": "statement", "speaker": "X", "side": "other", "sentence": "“Yes,” X said."}
