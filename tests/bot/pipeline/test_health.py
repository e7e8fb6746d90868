"""When the bot says that a feed fails, and that it is well again."""

from datetime import timedelta
from typing import Any

from bot.pipeline.health import failure_notices, recovery_notices
from storage.turn.intents import FeedUpdate
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
    assert recovery_notices(a_feed(), NOW) == ()
    notices = recovery_notices(failing(), NOW - 3 * HOUR)
    assert [(one.subject, one.episode, one.follows) for one in notices] == [
        ("feed-1", "20250928T100000Z:well", "20250928T100000Z"),
        ("network", "20250928T090000Z:well", "20250928T090000Z"),
    ]
