from typing import Any

import pytest

from bot.cards.feed import feed_card
from bot.cards.feeds import Health, feeds_card, health
from bot.cards.plain import plain
from bot.cards.problems import problem_words
from bot.locale.voice import Voice
from feeds.feed import FeedSpec
from feeds.fetch.result import FetchProblem
from feeds.parse.document import ParseProblem
from storage.turn.snapshot import FeedState
from tests.bot.invented import DESK, HOUR, NOW
from tests.builders import a_feed


def _feed(**changes: Any) -> FeedState:
    return a_feed(**{"asked_at": NOW, "ok_at": NOW, "next_poll_at": NOW + HOUR, "newest_at": NOW - 2 * HOUR} | changes)


@pytest.mark.parametrize(
    ("changes", "is_"),
    [
        ({}, Health.WELL),
        ({"ok_at": None}, Health.WAITING),
        ({"failures": 1}, Health.FAILING),
        ({"failures": 1, "paused_at": NOW}, Health.PAUSED),
        ({"failures": 1, "paused_at": NOW, "ended_at": NOW}, Health.ENDED),
    ],
)
def test_the_gravest_state_counts(changes: dict[str, Any], is_: Health) -> None:
    assert health(_feed(**changes)) is is_


def test_a_failing_feed_comes_first_with_its_reason_in_words_and_the_next_try(english: Voice, korean: Voice) -> None:
    failing = _feed(failures=3, problem=FetchProblem.BLOCKED, detail="403 from news.example", failing_since=NOW - HOUR)
    shown = plain(feeds_card([_feed(), failing], english, DESK, NOW)).splitlines()
    assert shown == [
        "2 feeds, 1 failing",
        "Failing:",
        "- [!] herald-en: the server refuses us (The Herald, 29 Jan 2026 10:00 KST) https://news.example/rss",
        "  403 from news.example",
        "  failed 3 times in a row; next try at 12:00 KST",
        "Well:",
        "- herald-en: newest entry 2 hours ago (The Herald, 29 Jan 2026 09:00 KST) https://news.example/rss",
    ]
    assert "서버가 접근을 거부합니다" in plain(feeds_card([failing], korean, DESK, NOW))


def test_what_is_odd_of_a_feed_that_answers_stands_first_among_those(english: Voice, korean: Voice) -> None:
    odd = _feed(silent_since=NOW - 30 * HOUR, held_since=NOW - HOUR)
    shown = plain(feeds_card([_feed(), odd], english, DESK, NOW)).splitlines()
    assert shown[2:5] == [
        "- [!] herald-en: newest entry 2 hours ago (The Herald, 29 Jan 2026 09:00 KST) https://news.example/rss",
        "  Silent against its rhythm, since 28 Jan 2026 05:00 KST",
        "  Entries are held since 29 Jan 2026 10:00 KST: all its items looked new",
    ]
    card = feed_card(odd, korean, DESK, NOW)
    assert "평소와 달리 새 소식 없음" in plain(card)
    assert [one.command for one in card.actions][:2] == ["feed tell herald-en", "feed skip herald-en"]


def test_a_try_that_is_due_or_on_another_day_is_told_so(english: Voice) -> None:
    due = _feed(failures=1, failing_since=NOW, next_poll_at=NOW)
    late = _feed(failures=1, failing_since=NOW, next_poll_at=NOW + 24 * HOUR)
    shown = plain(feeds_card([due, late], english, DESK, NOW))
    assert "next try in a moment" in shown
    assert "next try at 30 Jan 2026 11:00 KST" in shown


def test_feeds_that_rest_are_listed_apart(english: Voice) -> None:
    resting = [_feed(ok_at=None), _feed(paused_at=NOW), _feed(ended_at=NOW), _feed(newest_at=None)]
    titles = [section.title for section in feeds_card(resting, english, DESK, NOW).sections]
    assert titles == ["Well", "Not polled yet", "Paused", "Ended"]


def test_many_that_fail_for_one_reason_are_one_line_with_their_number_and_the_others_are_lines(
    english: Voice, korean: Voice
) -> None:
    lost = [
        _feed(id=n, failures=n, problem=FetchProblem.DNS, failing_since=NOW - n * HOUR, next_poll_at=NOW + n * HOUR)
        for n in range(1, 8)
    ]
    other = _feed(failures=3, problem=FetchProblem.BLOCKED, failing_since=NOW - HOUR)
    shown = plain(feeds_card([other, *lost], english, DESK, NOW)).splitlines()
    assert shown[:6] == [
        "8 feeds, 8 failing",
        "Failing:",
        "- [!] 7 feeds: the host's name cannot be resolved (visabot, 29 Jan 2026 04:00 KST)",
        "  herald-en, herald-en, herald-en, herald-en, herald-en and 2 more",
        "  If this is true of all feeds, look at the network of the machine that runs visabot.",
        "  next try at 12:00 KST",
    ]
    assert shown[6].startswith("- [!] herald-en: the server refuses us")
    assert "피드 7개: 호스트 이름을 찾을 수 없습니다" in plain(feeds_card(lost, korean, DESK, NOW))
    few = plain(feeds_card(lost[:3], english, DESK, NOW))
    assert few.count("herald-en: the host's name cannot be resolved") == 3


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"paused_by": "admin"}, "paused by an admin"),
        (
            {"paused_by": "desk", "spec": FeedSpec("gone", "https://o.example/rss", "herald")},
            "the desk has it no longer",
        ),
        ({"paused_by": "desk"}, "the operator switched off the desk's feeds (VISABOT_DESK_FEEDS)"),
        ({"paused_by": "left"}, "visabot is not in the workspace any more"),
        (
            {"paused_by": "desk", "spec": FeedSpec("off", "https://o.example/rss", "herald", on=False)},
            "switched off in the desk; it can be resumed",
        ),
    ],
)
def test_a_paused_feed_says_why(changes: dict[str, Any], why: str, english: Voice, korean: Voice) -> None:
    (section,) = feeds_card([_feed(paused_at=NOW, **changes)], english, DESK, NOW).sections
    assert section.lines[0].details == (why,)
    (section,) = feeds_card([_feed(paused_at=NOW, **changes)], korean, DESK, NOW).sections
    assert section.lines[0].details != (why,)


@pytest.mark.parametrize("problem", [*FetchProblem, *ParseProblem])
def test_every_problem_has_its_own_words(problem: str, english: Voice, korean: Voice) -> None:
    for voice in (english, korean):
        assert problem_words(problem, voice) != problem_words("of another version", voice)


def test_a_problem_of_another_version_is_still_told(english: Voice) -> None:
    assert problem_words(None, english) == "it cannot be read"
