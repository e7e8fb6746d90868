"""Outcomes: from what came of a poll to the feed's own state after it. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.pipeline.rhythm import Rhythm
from bot.pipeline.sighting import Sighting
from feeds.entry import DatedBy, Entry
from feeds.fetch.moving import is_believed, seen_moving
from feeds.fetch.politeness import well_delay
from feeds.fetch.result import Fetched, NotModified
from feeds.parse.document import Document
from storage.turn.intents import FeedUpdate, News
from storage.turn.snapshot import FeedState

GIVE_UP_MOVE = timedelta(days=1)
"""An address learnt from redirects that fails for so long is forgotten: the feed's own may lead elsewhere now."""


def unchanged(feed: FeedState, now: datetime, answer: Fetched | NotModified) -> FeedUpdate:
    """Return that nothing is new. The same body may still come with another ETag, or from another address."""
    fetched = answer if isinstance(answer, Fetched) else None
    return replace(_well(feed, now, answer, feed.ttl), validators=fetched.validators if fetched else None)


def read(
    feed: FeedState,
    now: datetime,
    document: Document,
    answer: Fetched | None,
    digest: bytes | None,
    *,
    unknown: Sequence[Entry],
    seen: tuple[int, ...],
) -> FeedUpdate:
    """Return what a document that was read leaves.

    Args:
        feed: its state before.
        now: UTC.
        document: what was read.
        answer: where it came from; None: from nowhere (a replay).
        digest: of the body; None: not known.
        unknown: its entries that are stored of no feed.
        seen: the stored entries that it holds again.

    """
    dates = [entry.published for entry in document.entries]
    news = _news(feed, now, document, unknown, Sighting(len(document.entries), len(seen)))
    return replace(
        _well(feed, now, answer, document.ttl, news),
        validators=answer.validators if answer else None,
        body_digest=digest,
        newest_at=max(dates, default=None),
        baseline=feed.baseline_at is None,
        seen=seen,
    )


def failed(feed: FeedState, now: datetime, delay: timedelta, problem: str, detail: str, *, gone: bool) -> FeedUpdate:
    """Return what a poll that failed leaves. `gone`: the server says that this is for good."""
    for_long = feed.failing_since is not None and now - feed.failing_since >= GIVE_UP_MOVE
    back_home = feed.moved and (gone or for_long)
    return FeedUpdate(
        feed.id,
        asked_at=now,
        next_poll_at=now + delay,
        ok=False,
        problem=problem,
        detail=detail,
        ended=gone and not back_home,
        back_home=back_home,
    )


def is_overdue(feed: FeedState) -> bool:
    """Tell whether a feed that has nothing new is silent: it answered before, when its patience had ended already.

    The first answer after a time in which nobody asked, or could, is no proof yet: what the others have is not known.
    """
    return feed.quiet_after is not None and feed.ok_at is not None and feed.ok_at >= feed.quiet_after


def _well(
    feed: FeedState,
    now: datetime,
    answer: Fetched | NotModified | None,
    ttl: timedelta | None,
    news: News | None = None,
) -> FeedUpdate:
    moving = seen_moving(feed.moving, answer.moved_to if answer else None, now)
    believed = moving is not None and is_believed(moving, now)
    return FeedUpdate(
        feed.id,
        asked_at=now,
        next_poll_at=now + well_delay(feed.spec.every, answer.fresh_for if answer else None, ttl),
        ok=True,
        moving=None if believed else moving,
        moved_to=moving.to if moving and believed else None,
        ttl=ttl,
        news=news,
        silent=news is None and is_overdue(feed),
    )


def _news(
    feed: FeedState, now: datetime, document: Document, unknown: Sequence[Entry], sighting: Sighting
) -> News | None:
    """Return that the feed had something that it had not before: unknown to all feeds, or newer than all it had.

    The second, since what another feed of its publisher brought first is no less a sign of life. Items that all changed
    identity are none.
    """
    newer = any(_is_dated(entry) and _is_newer(entry, feed) for entry in document.entries)
    if not newer and (not unknown or sighting.nothing_known):
        return None
    before = feed.ok_at
    # What came between two polls has its own hour; what is older says nothing of when the feed had it.
    dated = [entry.published for entry in document.entries if _is_dated(entry) and entry.published <= now]
    between = [moment for moment in dated if before is None or moment > before]
    rhythm = Rhythm.read(feed.rhythm).noted([*between, now])
    patience = rhythm.patience()
    return News(rhythm.stored(), None if patience is None else now + patience)


def _is_dated(entry: Entry) -> bool:
    return entry.dated_by is not DatedBy.FIRST_SEEN


def _is_newer(entry: Entry, feed: FeedState) -> bool:
    return feed.newest_at is None or entry.published > feed.newest_at
