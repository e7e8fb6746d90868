"""Where the talks stand."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.cards.card import Card, CardKind
from bot.cards.plain import plain
from bot.cards.status import StatusView, status_card
from bot.locale.voice import Voice
from feeds.fetch.result import FetchProblem
from storage.stories import StoryView
from storage.turn.snapshot import FeedState
from tests.bot.invented import DESK, HOUR, NOW, a_report, a_view
from tests.builders import a_feed

WELL = a_feed(asked_at=NOW - HOUR / 12, ok_at=NOW - HOUR / 12, next_poll_at=NOW + HOUR)
FAILING = a_feed(
    id=2, failures=4, problem=FetchProblem.TIMEOUT, failing_since=NOW - 3 * HOUR, asked_at=NOW - HOUR, ok_at=None
)


def _status(voice: Voice, *feeds: FeedState, topic: str | None = None, **stories: list[StoryView]) -> Card:
    asked = [topic] if topic else list(DESK.topics)
    by_topic = {one: stories.get(one.replace("-", "_"), []) for one in asked}
    names = {one: voice.pick(DESK.topics[one].name) for one in asked}
    view = StatusView(by_topic, feeds or (WELL,), names)
    return status_card(view, voice, DESK, NOW, subject=names[topic] if topic else voice.pick(DESK.name))


def test_without_entries_the_background_is_shown_and_marked_as_such(english: Voice, korean: Voice) -> None:
    shown = plain(_status(english))
    assert "No entry of the feeds is about this yet." in shown
    assert "Background, to 29 January 2026:" in shown
    assert "- [background] Step 9. (mofa.example, 1 Sep 2025) https://www.mofa.example/round" in shown
    assert shown.index("Step 10.") < shown.index("Step 9.") < shown.index("Step 7.")
    assert "배경(2026년 1월 29일까지):" in plain(_status(korean))


def test_background_goes_no_further_than_the_clock_as_a_replay_has_it(english: Voice, korean: Voice) -> None:
    then = datetime(2025, 9, 30, 16, tzinfo=UTC)
    view = StatusView(dict.fromkeys(DESK.topics, ()), (), {topic: topic for topic in DESK.topics})
    shown = plain(status_card(view, english, DESK, then, subject="all"))
    assert "Background, to 1 October 2025:" in shown, "the reader's day: it is one in the morning in Seoul"
    assert "Step 9." in shown
    assert "Step 10." in shown
    earlier = plain(status_card(view, korean, DESK, then - timedelta(hours=2), subject="all"))
    assert "배경(2025년 9월 30일까지):" in earlier
    assert "10단계" not in earlier


def test_entries_take_the_place_of_a_topics_background(english: Voice) -> None:
    shown = plain(_status(english, visa_talks=[a_view(a_report("Round two set"))]))
    assert "Visa talks:" in shown
    assert "- [s7] Round two set (Yonhap, 29 Jan 2026 09:14 KST) https://yonhap.example/1" in shown
    assert "Step 9." not in shown
    assert "Step 10." in shown


def test_it_says_how_old_the_newest_evidence_is_and_who_gave_it(english: Voice) -> None:
    story = a_view(a_report(published=NOW - 5 * HOUR), a_report(publisher="herald", n=2, published=NOW - 3 * HOUR))
    line = _status(english, visa_talks=[story]).sections[0].lines[0]
    assert line.text == "The newest evidence is from 3 hours ago."
    assert line.sources[0].publisher == "The Herald"


@pytest.mark.parametrize(
    ("age", "told"),
    [(timedelta(0), "가장 최근 보도는 방금 나왔습니다."), (3 * HOUR, "가장 최근 보도는 3시간 전 나왔습니다.")],
)
def test_how_old_it_is_reads_well_in_korean_however_new(korean: Voice, age: timedelta, told: str) -> None:
    line = _status(korean, visa_talks=[a_view(a_report(published=NOW - age))]).sections[0].lines[0]
    assert line.text == told


def test_it_names_the_last_poll_and_the_failing_feeds_with_their_reason(english: Voice) -> None:
    shown = plain(_status(english, WELL, FAILING))
    assert "Feeds were last polled 5 minutes ago; 1 feed is well. (visabot, 29 Jan 2026 10:55 KST)" in shown
    assert "[!] herald-en: the server does not answer in time (The Herald, 29 Jan 2026 08:00 KST)" in shown


def test_what_fails_comes_after_what_was_asked_for(english: Voice) -> None:
    card = _status(english, WELL, FAILING, visa_talks=[a_view(a_report("Round two set"))])
    *content, last = card.sections
    assert last.title == "Feeds that cannot be read"
    assert not any(line.mark == "!" for section in content for line in section.lines)
    assert "Feeds that cannot be read" not in [section.title for section in _status(english, WELL).sections]


def test_many_failing_feeds_are_summed_up(english: Voice) -> None:
    problems = [FetchProblem.DNS, FetchProblem.MISSING, FetchProblem.SERVER, FetchProblem.BLOCKED, FetchProblem.TLS]
    feeds = [a_feed(id=n, failures=1, failing_since=NOW, ok_at=None, problem=one) for n, one in enumerate(problems)]
    card = _status(english, *feeds)
    assert sum(line.mark == "!" for line in card.sections[-1].lines) == 4
    assert "2 more feeds are failing." in plain(card)


def test_feeds_that_fail_for_one_reason_are_one_line(english: Voice) -> None:
    feeds = [a_feed(id=n, failures=1, failing_since=NOW, problem=FetchProblem.DNS) for n in range(9)]
    (line,) = _status(english, *feeds).sections[-1].lines
    assert line.text == "9 feeds: the host's name cannot be resolved"


def test_before_the_first_poll_it_says_so(english: Voice) -> None:
    assert "No feed has been polled yet." in plain(_status(english, a_feed(asked_at=None, ok_at=None)))


def test_it_is_not_legal_advice_and_says_where_to_ask(english: Voice, korean: Voice) -> None:
    card = _status(english)
    assert card.footer == ("Not legal advice.",)
    assert (
        "- Consular call centre: +82-2-000-0000, day and night (consul.example, 5 Jan 2026) https://consul.example/"
        in plain(card)
    )
    assert "- 영사콜센터: +82-2-000-0000, 24시간" in plain(_status(korean))


@pytest.mark.parametrize("locale", ["en", "ko"])
def test_every_line_has_a_source_and_a_date(locale: str, english: Voice, korean: Voice) -> None:
    story = a_view(a_report(), a_report(publisher="herald", n=2))
    many = [a_feed(id=n, failures=1, failing_since=NOW, ok_at=None) for n in range(5)]
    voice = english if locale == "en" else korean
    for card in (_status(voice, WELL, FAILING, *many, visa_talks=[story]), _status(voice, a_feed(asked_at=None))):
        for section in card.sections:
            for line in section.lines:
                assert line.sources, line
                assert all(source.publisher and source.at and source.when for source in line.sources), line


def test_a_story_of_two_topics_is_shown_once(english: Voice) -> None:
    story = a_view(a_report("Both"))
    shown = plain(_status(english, visa_talks=[story], georgia_raid=[story]))
    assert shown.count("Both") == 1
    assert "Georgia raid:" not in shown


def test_one_topics_status_is_titled_and_backed_by_it_alone(english: Voice) -> None:
    card = _status(english, topic="kit-desk")
    assert card.kind is CardKind.STATUS
    assert card.title == "KIT Desk: status, 29 Jan 2026 11:00 KST"
    assert "Step 9." not in plain(card)


def test_newest_background_comes_first_and_at_most_five(english: Voice) -> None:
    lines = next(section for section in _status(english).sections if section.title.startswith("Background")).lines
    dates = [line.sources[0].at for line in lines]
    assert dates == sorted(dates, key=lambda at: at or NOW - timedelta(days=9999), reverse=True)
    assert len(lines) <= 5
