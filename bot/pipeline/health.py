"""Silence is noticed: when a feed's failing, its silence or a change of all its items is told, and its being well.

Pure. An episode is named by the moment it began, so that saying it twice is one outbox row.
"""

from datetime import datetime, timedelta

from bot.pipeline.rhythm import SHORTEST
from storage.feeds import LastNews
from storage.turn.intents import FeedUpdate, Notice
from storage.turn.snapshot import FeedState

TELL_AFTER_FAILURES = 3
TELL_AFTER = timedelta(hours=1)
"""A feed is reported once it failed three times in a row over at least an hour: servers do restart."""

SILENT = timedelta(hours=SHORTEST)
"""So long a feed had nothing new when its news may be the end of a silence that was told of it."""

ALL_SILENT = SILENT / 2
"""So long no feed had anything new when the end of it may be the end of a silence that was told of all: that is told
where it fills the latter half of a feed's own."""

ASK_AGAIN = timedelta(days=7)
"""A feed whose items change identity again and again is asked about once a week."""


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
    return (Notice(subject_of(feed), _episode(since), data, feed.workspace),)


def may_be_well_again(feed: FeedState, now: datetime) -> bool:
    """Tell whether a good answer may end what was told: that the feed failed, or that none answered.

    The feed itself need not have failed: it may have rested all the while. Then it has not answered for as long as an
    outage must last to be told.
    """
    return feed.failures > 0 or feed.ok_at is None or now - feed.ok_at >= TELL_AFTER


def recovery_notices(feed: FeedState, update: FeedUpdate, last_ok: datetime | None) -> tuple[Notice, ...]:
    """Return whom to tell that a feed answered well: those who heard that it failed, or that none answered.

    Args:
        feed: its state before this poll.
        update: the good poll.
        last_ok: when any feed of the same workspace last answered well before it.

    """
    notices: list[Notice] = []
    if feed.failing_since is not None:
        well, began = {"kind": "feed-well", "feed": feed.spec.id}, _episode(feed.failing_since)
        notices.append(Notice(subject_of(feed), f"{began}:well", well, feed.workspace, began))
    if last_ok is None or update.asked_at - last_ok >= TELL_AFTER:
        outage = _episode(last_ok)
        notices.append(Notice("network", f"{outage}:well", {"kind": "network-well"}, feed.workspace, outage))
    return tuple(notices)


def silence_notices(feed: FeedState, update: FeedUpdate, last: LastNews) -> tuple[Notice, ...]:
    """Return whom to tell that a feed, though it answers, has had nothing new for longer than is its way.

    Args:
        feed: its state before this poll.
        update: the poll, which brought nothing.
        last: of the feeds of the same workspace. Where for the latter half of this feed's silence none of several had
            anything new, it is not the feed: that is one notice for all.

    """
    if not update.silent or feed.brought_at is None:
        return ()
    silence = update.asked_at - feed.brought_at
    if last.feeds > 1 and last.at is not None and update.asked_at - last.at >= silence / 2:
        return (Notice("silence", _episode(last.at), {"kind": "silence"}, feed.workspace),)
    data: dict[str, str | int] = {
        "kind": "feed-silent",
        "feed": feed.spec.id,
        "since": feed.brought_at.isoformat(),
    }
    return (Notice(subject_of(feed), _silent(feed.brought_at), data, feed.workspace),)


def sound_notices(feed: FeedState, update: FeedUpdate, last: LastNews) -> tuple[Notice, ...]:
    """Return whom to tell that a feed has something new again: those who heard that it, or all, had fallen silent."""
    if update.news is None:
        return ()
    notices: list[Notice] = []
    # Not `silent_since`: where a silence of all ended meanwhile, that is forgotten (`storage.feed_outcome`).
    if feed.brought_at is not None and update.asked_at - feed.brought_at >= SILENT:
        sound = {"kind": "feed-sound", "feed": feed.spec.id}
        began = _silent(feed.brought_at)
        notices.append(Notice(subject_of(feed), f"{began}:well", sound, feed.workspace, began))
    if last.at is not None and update.asked_at - last.at >= ALL_SILENT:
        began = _episode(last.at)
        notices.append(Notice("silence", f"{began}:well", {"kind": "silence-over"}, feed.workspace, began))
    return tuple(notices)


def held_notices(feed: FeedState, now: datetime, entries: int) -> tuple[Notice, ...]:
    """Return who is asked what to do with `entries` held ones: whoever manages the feed, unless they were just asked.

    A shared feed is the operator's.
    """
    answered = feed.answered_at is not None and feed.answered_at > now - ASK_AGAIN
    if not entries or feed.held_since is not None or answered:
        return ()
    data: dict[str, str | int] = {"kind": "feed-held", "feed": feed.spec.id, "entries": entries}
    shared = feed.workspace is None
    return (Notice(subject_of(feed), f"held-{_episode(now)}", data, feed.workspace, operator=shared),)


def subject_of(feed: FeedState) -> str:
    """Return what a feed's notices are about, in their keys."""
    return f"feed-{feed.id}"


def _silent(since: datetime) -> str:
    return f"silent-{_episode(since)}"


def _episode(began: datetime | None) -> str:
    return began.strftime("%Y%m%dT%H%M%SZ") if began else "start"
