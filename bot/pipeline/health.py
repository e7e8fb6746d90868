"""Silence is noticed: when a feed's failing is told, and when that it is well again.

Pure. An episode is named by the moment it began, so that saying it twice is one outbox row.
"""

from datetime import datetime, timedelta

from storage.turn.intents import FeedUpdate, Notice
from storage.turn.snapshot import FeedState

TELL_AFTER_FAILURES = 3
TELL_AFTER = timedelta(hours=1)
"""A feed is reported once it failed three times in a row over at least an hour: servers do restart."""


def failure_notices(feed: FeedState, update: FeedUpdate, last_ok: datetime | None) -> tuple[Notice, ...]:
    """Return whom to tell that a feed fails.

    Args:
        feed: its state before this poll.
        update: the failed poll.
        last_ok: when any feed of the same workspace last answered well. Where none did since this feed began to fail,
            it is not the feed: that is one notice for all ("no network?").

    """
    since = feed.failing_since or update.asked_at
    long_enough = feed.failures + 1 >= TELL_AFTER_FAILURES and update.asked_at - since >= TELL_AFTER
    if not (long_enough or update.ended):
        return ()
    if not update.ended and (last_ok is None or last_ok < since):
        return (Notice("network", _episode(last_ok), {"kind": "network"}, feed.workspace),)
    data: dict[str, str | int] = {
        "kind": "feed-ended" if update.ended else "feed-failing",
        "feed": feed.spec.id,
        "problem": update.problem or "",
        "detail": update.detail or "",
        "failures": feed.failures + 1,
    }
    return (Notice(_subject(feed), _episode(since), data, feed.workspace),)


def recovery_notices(feed: FeedState, last_ok: datetime | None) -> tuple[Notice, ...]:
    """Return whom to tell that a feed which failed answered well: those who heard that it failed."""
    if feed.failing_since is None:
        return ()
    well = {"kind": "feed-well", "feed": feed.spec.id}
    began, outage = _episode(feed.failing_since), _episode(last_ok)
    return (
        Notice(_subject(feed), f"{began}:well", well, feed.workspace, began),
        Notice("network", f"{outage}:well", {"kind": "network-well"}, feed.workspace, outage),
    )


def _subject(feed: FeedState) -> str:
    return f"feed-{feed.id}"


def _episode(began: datetime | None) -> str:
    return began.strftime("%Y%m%dT%H%M%SZ") if began else "start"
