"""When the bot says that a feed fails, and that it is well again."""

from datetime import timedelta
from typing import Any

from bot.pipeline.health import (
    failure_notices,
    held_notices,
    may_be_well_again,
    recovery_notices,
    silence_notices,
    sound_notices,
)
from bot.pipeline.rhythm import SHORTEST
from storage.feeds import LastNews
from storage.turn.intents import FeedUpdate, News
from storage.turn.snapshot import FeedState
from tests.builders import NOW, a_feed, an_update

HOUR = timedelta(hours=1)


def failing(**changes: Any) -> FeedState:
    return a_feed(**({"failures": 4, "failing_since": NOW - 2 * HOUR, "ok_at": NOW - 3 * HOUR} | changes))


def failed(**changes: Any) -> FeedUpdate:
    return an_update(**({"ok": False, "problem": "timeout", "detail": "No answer."} | changes))


def test_a_short_failure_is_not_told() -> None:
    assert failure_notices(a_feed(), failed(), NOW) == ()
    assert failure_notices(failing(failing_since=NOW - HOUR / 2), failed(), NOW) == ()


def test_a_lasting_failure_is_told_under_one_name_while_it_lasts() -> None:
    first = failure_notices(failing(), failed(), NOW)
    later = failure_notices(failing(failures=9), failed(asked_at=NOW + HOUR), NOW)
    assert [(one.subject, one.episode) for one in first] == [("feed-1", "20250928T100000Z")]
    assert [(one.subject, one.episode) for one in later] == [("feed-1", "20250928T100000Z")]
    assert first[0].data["detail"] == "No answer."


def test_all_feeds_failing_is_one_notice_about_the_network() -> None:
    last_ok = NOW - 3 * HOUR
    notices = {
        (one.subject, one.episode)
        for number in range(20)
        for one in failure_notices(failing(id=number, failing_since=NOW - 2 * HOUR), failed(), last_ok)
    }
    assert notices == {("network", "20250928T090000Z")}


def test_a_feed_that_has_ended_is_told_at_once() -> None:
    (notice,) = failure_notices(a_feed(), failed(ended=True), NOW)
    assert notice.subject == "feed-1"


def test_well_again_follows_only_what_was_told() -> None:
    notices = recovery_notices(failing(), an_update(), NOW - 3 * HOUR)
    assert [(one.subject, one.episode, one.follows) for one in notices] == [
        ("feed-1", "20250928T100000Z:well", "20250928T100000Z"),
        ("network", "20250928T090000Z:well", "20250928T090000Z"),
    ]


def test_a_feed_that_rested_while_none_answered_ends_the_outage_by_its_answer() -> None:
    assert not may_be_well_again(a_feed(ok_at=NOW - HOUR / 2), NOW)
    rested = a_feed(ok_at=NOW - 3 * HOUR)
    assert may_be_well_again(rested, NOW)
    (notice,) = recovery_notices(rested, an_update(), NOW - 3 * HOUR)
    assert (notice.subject, notice.follows) == ("network", "20250928T090000Z")
    assert recovery_notices(rested, an_update(), NOW - HOUR / 2) == ()


def silent(hours: int = 40, **changes: Any) -> FeedState:
    return a_feed(**({"brought_at": NOW - hours * HOUR, "quiet_after": NOW - HOUR} | changes))


NOTHING = an_update(silent=True)
SOMETHING = an_update(news=News(b"", None))


def test_a_silence_is_told_under_one_name_while_it_lasts() -> None:
    last = LastNews(NOW - HOUR, 5)
    (first,) = silence_notices(silent(), NOTHING, last)
    (later,) = silence_notices(silent(), an_update(silent=True, asked_at=NOW + HOUR), last)
    assert (first.subject, first.episode) == (later.subject, later.episode) == ("feed-1", "silent-20250926T200000Z")
    assert first.data["kind"] == "feed-silent"
    assert silence_notices(silent(), an_update(), last) == ()


def test_the_silence_of_all_is_one_notice_and_that_of_an_only_feed_its_own() -> None:
    last = NOW - 30 * HOUR
    notices = {
        (one.subject, one.episode)
        for number, hours in enumerate((30, 33, 40, 55))
        for one in silence_notices(silent(hours, id=number), NOTHING, LastNews(last, 4))
    }
    assert notices == {("silence", "20250927T060000Z")}
    (alone,) = silence_notices(silent(), NOTHING, LastNews(NOW - 40 * HOUR, 1))
    assert alone.subject == "feed-1"


def test_a_feed_that_is_silent_for_days_is_itself_also_in_a_night_in_which_all_are() -> None:
    (notice,) = silence_notices(silent(hours=90), NOTHING, LastNews(NOW - 9 * HOUR, 30))
    assert notice.subject == "feed-1"


def test_sound_again_follows_only_what_was_told() -> None:
    last = LastNews(NOW - 30 * HOUR, 4)
    notices = sound_notices(silent(), SOMETHING, last)
    assert [(one.subject, one.episode, one.follows) for one in notices] == [
        ("feed-1", "silent-20250926T200000Z:well", "silent-20250926T200000Z"),
        ("silence", "20250927T060000Z:well", "20250927T060000Z"),
    ]
    assert sound_notices(silent(), NOTHING, last) == ()
    assert sound_notices(silent(5), SOMETHING, LastNews(NOW - HOUR, 4)) == ()
    assert sound_notices(a_feed(), SOMETHING, LastNews(NOW - HOUR, 4)) == ()


def test_the_shortest_silence_of_all_that_is_told_is_told_to_be_over() -> None:
    last = LastNews(NOW - SHORTEST * HOUR / 2, 4)
    (told,) = silence_notices(silent(SHORTEST), NOTHING, last)
    (over,) = sound_notices(a_feed(), SOMETHING, last)
    assert (told.subject, over.subject, over.follows) == ("silence", "silence", told.episode)


def test_who_manages_a_feed_is_asked_about_held_entries_unless_just_asked_or_answered() -> None:
    (shared,) = held_notices(a_feed(), NOW, 12)
    (private,) = held_notices(a_feed(workspace=3), NOW, 12)
    assert (shared.operator, shared.workspace) == (True, None)
    assert (private.operator, private.workspace) == (False, 3)
    assert held_notices(a_feed(), NOW, 0) == ()
    assert held_notices(a_feed(held_since=NOW - HOUR), NOW, 12) == ()
    assert held_notices(a_feed(answered_at=NOW - 24 * HOUR), NOW, 12) == ()
    assert held_notices(a_feed(answered_at=NOW - 8 * 24 * HOUR), NOW, 12) != ()
