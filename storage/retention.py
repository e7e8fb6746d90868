"""Retention: what is old enough goes, a bounded batch a transaction.

An entry's keys go with it, so an entry may only go once no feed will bring it again: to a document that still holds it,
it would be new. A feed's window is known as of `feeds.parsed_at`, when its body last changed: what was not seen within
`WINDOW_MARGIN` before that is not in the window. How long ago that was does not matter: a ministry's feed that has not
changed for a year still holds its old items, and keeps them here. An entry that another feed alone holds can still come
back; it does so with its old date, and is told to no one (`bot.pipeline.decide.STALE`).

A story goes as a whole: when its newest report and its last change are old, nothing of it is to be said or edited, and
each of its entries may go. Facts stay: they carry their own source. Messages stay in their channels; we forget them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, delete, or_, select

from storage import suggestions
from storage.engine.database import Tx
from storage.engine.statements import batches
from storage.engine.types import AnyRow
from storage.schema import OPEN, entries, feeds, outbox, posts, stories
from storage.schema.delivery import STALE
from storage.search import index

WINDOW_MARGIN = timedelta(days=30)
"""`storage.turn.record_entries.SEEN_TO_WITHIN`, and time for servers that take turns with an older copy of a feed."""

STORY_SIZE = 20
"""A batch looks at so many times fewer stories than entries: each takes its reports with it."""

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class _Days(NamedTuple):
    unmatched: int
    matched: int


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a sweep has looked."""

    entry: int | None = 0
    """The last entry looked at; None: all were."""
    story: tuple[datetime, int] | None = (_LONG_AGO, 0)
    """`changed_at` and id of the last story looked at; None: all were."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What one batch removed, and where the next begins."""

    entries: int
    stories: int
    outbox: int
    suggestions: int
    again: Cursor | None
    """None: the sweep has seen everything."""


async def sweep(
    tx: Tx,
    now: datetime,
    *,
    unmatched_days: int,
    matched_days: int,
    outbox_days: int,
    suggestion_days: int,
    batch: int,
    start: Cursor | None = None,
) -> Swept:
    """Look at up to `batch` entries, stories, outbox rows and suggestions, and remove what may go.

    Call it again with `start=swept.again`, each time in a write of its own, until that is None.

    Args:
        tx: a write.
        now: UTC.
        unmatched_days: age of entries that matched no topic and are in no story.
        matched_days: age of the others, by their story.
        outbox_days: age of rows that are sent, told or dropped; notices stay for `matched_days`.
        suggestion_days: time since an admin dealt with a suggestion; what waits stays.
        batch: bounds the transaction's length.
        start: where the last batch of this sweep ended.

    """
    start = start or Cursor()
    gone, entry = 0, start.entry
    if entry is not None:
        gone, entry = await _entries(tx, entry, now, _Days(unmatched_days, matched_days), batch)
    closed, members, story = 0, 0, start.story
    if story is not None:
        cut = now - timedelta(days=matched_days)
        closed, members, story = await _stories(tx, story, cut, max(1, batch // STORY_SIZE))
    settled = await _outbox(tx, now - timedelta(days=outbox_days), now - timedelta(days=matched_days), batch)
    dealt_with = await suggestions.forget_settled(tx, now - timedelta(days=suggestion_days), batch)
    done = entry is None and story is None and max(settled, dealt_with) < batch
    return Swept(gone + members, closed, settled, dealt_with, None if done else Cursor(entry, story))


async def _entries(tx: Tx, after: int, now: datetime, days: _Days, batch: int) -> tuple[int, int | None]:
    """Remove entries of no story. Return how many, and the last one looked at where there are more old ones."""
    rows = (await tx.execute(_with_window().where(entries.c.id > after).order_by(entries.c.id).limit(batch))).all()
    young, middle = now - timedelta(days=days.unmatched), now - timedelta(days=days.matched)
    doomed = [
        row.id
        for row in rows
        if row.story is None and row.first_seen < (middle if row.matched else young) and _outside(row)
    ]
    await _remove(tx, doomed)
    # Numbers go up with time: behind the first young one all are young.
    more = len(rows) == batch and rows[-1].first_seen < young
    return len(doomed), rows[-1].id if more else None


async def _stories(
    tx: Tx, after: tuple[datetime, int], cut: datetime, batch: int
) -> tuple[int, int, tuple[datetime, int] | None]:
    """Remove stories. Return how many, how many entries with them, and the last one looked at where there are more."""
    old = select(stories.c.id, stories.c.changed_at, stories.c.newest_at).where(stories.c.changed_at < cut)
    later = or_(stories.c.changed_at > after[0], stories.c.id > after[1])
    old = old.where(stories.c.changed_at >= after[0], later)
    rows = (await tx.execute(old.order_by(stories.c.changed_at, stories.c.id).limit(batch))).all()
    quiet = {row.id for row in rows if row.newest_at < cut}
    if quiet:
        quiet -= set(await tx.scalars(select(outbox.c.story).where(outbox.c.story.in_(quiet), OPEN)))
        quiet -= set(await tx.scalars(select(posts.c.story).where(posts.c.story.in_(quiet), STALE)))
    members = (await tx.execute(_with_window().where(entries.c.story.in_(quiet)))).all() if quiet else []
    closed = quiet - {row.story for row in members if not _outside(row)}
    doomed = [row.id for row in members if row.story in closed]
    await _remove(tx, doomed)
    if closed:
        await tx.execute(delete(stories).where(stories.c.id.in_(closed)))
    more = len(rows) == batch
    return len(closed), len(doomed), (rows[-1].changed_at, rows[-1].id) if more else None


async def _outbox(tx: Tx, cut: datetime, notices_cut: datetime, batch: int) -> int:
    """Remove settled rows, but of what still goes on: by them it is known who was told.

    That is a story that changes, or a feed that has been failing for long: at each poll its notice is put again.
    """
    changing = select(stories.c.id).where(stories.c.id == outbox.c.story, stories.c.changed_at >= cut).exists()
    old = select(outbox.c.id).where(outbox.c.settled_at.is_not(None), outbox.c.settled_at < cut, ~changing)
    old = old.where(or_(outbox.c.kind != "notice", outbox.c.settled_at < notices_cut))
    ids = (await tx.scalars(old.order_by(outbox.c.settled_at).limit(batch))).all()
    if ids:
        await tx.execute(delete(outbox).where(outbox.c.id.in_(ids)))
    return len(ids)


def _with_window() -> Select[Any]:
    """Return entries with what is known of their feed's window."""
    columns = (entries.c[name] for name in ("id", "story", "feed", "matched", "first_seen", "seen_at"))
    return select(*columns, feeds.c.parsed_at, feeds.c.ended_at).outerjoin(feeds, feeds.c.id == entries.c.feed)


def _outside(row: AnyRow) -> bool:
    """Tell whether no window holds an entry: its feed is gone for good, or dropped it."""
    if row.feed is None or row.ended_at is not None:
        return True
    return row.parsed_at is not None and row.seen_at < row.parsed_at - WINDOW_MARGIN


async def _remove(tx: Tx, doomed: Sequence[int]) -> None:
    await index.forget(tx, doomed)
    for ids in batches(doomed):
        await tx.execute(delete(entries).where(entries.c.id.in_(ids)))
