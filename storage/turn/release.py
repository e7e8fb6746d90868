"""Releasing: stories whose entries were held back, read and told in one turn."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update

from storage.engine.database import Tx
from storage.outbox_rows import put
from storage.schema import entries, revisions
from storage.turn.candidates import of_stories
from storage.turn.intents import StoryIntent
from storage.turn.record_stories import record_stories
from storage.turn.snapshot import FeedState, Snapshot


async def held_back(tx: Tx, feed: FeedState, *, silent: str, now: datetime) -> Snapshot:
    """Return the stories of the entries that a feed's question is about, and who would hear of them.

    Args:
        tx: a turn.
        feed: whose `held_since` is set.
        silent: why they are held.
        now: subscriptions paused beyond it are left out.

    """
    wanted = select(entries.c.story).where(*_held(feed, silent), entries.c.story.is_not(None)).distinct()
    return await of_stories(tx, feed, sorted(await tx.scalars(wanted)), now)


async def record_told(tx: Tx, feed: FeedState, told: Sequence[StoryIntent], *, silent: str, now: datetime) -> None:
    """Tell stories, and hold their entries back no more."""
    await tx.execute(update(entries).where(*_held(feed, silent)).values(silent=None))
    _, alerts = await record_stories(tx, told, scope=feed.scope, now=now)
    await put(tx, alerts)


def _held(feed: FeedState, silent: str) -> tuple[ColumnElement[bool], ...]:
    assert feed.held_since is not None, "nothing is held"  # noqa: S101 - for the type
    # A new wording tells nobody, and leaves only in what it replaced why the entry is held.
    earlier = select(revisions.c.entry).where(revisions.c.entry == entries.c.id, revisions.c.silent == silent)
    held = or_(entries.c.silent == silent, earlier.correlate(entries).exists())
    return (entries.c.feed == feed.id, held, entries.c.first_seen >= feed.held_since)
