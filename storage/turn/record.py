"""Recording: what was decided, written in the transaction that read the snapshot.

All or nothing: the entries, the stories they make, whom to tell, and the feed's own state are committed together. So a
process killed at any instant finds its feed as it was, and reads the same document again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import TextClause, insert, select

from storage import feeds as stored_feeds
from storage.engine.database import Tx
from storage.engine.errors import StorageError, StorageProblem
from storage.outbox_rows import NewRow, put
from storage.schema import destinations, developments, outbox
from storage.schema.tenants import FOR_OPERATOR, HEARS_NOTICES
from storage.turn.candidates import snapshot
from storage.turn.intents import EntryIntent, Intents, Notice
from storage.turn.record_entries import record_entries, touch
from storage.turn.record_stories import record_stories
from storage.turn.snapshot import FeedState

__all__ = ["Recorded", "record", "snapshot"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written."""

    entries: tuple[int, ...]
    """The stored entry of each intent: those of `Intents.entries`, then those of each story."""
    stories: tuple[int, ...]
    """The story of each of `Intents.stories`."""
    outbox: tuple[int, ...]
    """Rows that were not there before."""


async def record(tx: Tx, intents: Intents, *, desk_version: str, now: datetime) -> Recorded:
    """Write intents.

    Args:
        tx: the turn that read the snapshot they were decided on.
        intents: see `storage.turn.intents`.
        desk_version: the version of the desk whose terms matched.
        now: UTC.

    Raises:
        StorageError: the feed was removed meanwhile, and there are entries to store.

    """
    wanted: list[EntryIntent] = [*intents.entries, *(entry for story in intents.stories for entry in story.entries)]
    entry_ids: list[int] = []
    story_ids: list[int] = []
    rows: list[NewRow] = []
    if wanted or intents.stories:
        feed = await _feed(tx, intents.feed.feed)
        story_ids, alerts = await record_stories(tx, intents.stories, scope=feed.scope, now=now)
        story_of: list[int | None] = [None] * len(intents.entries)
        for story, number in zip(intents.stories, story_ids, strict=True):
            story_of += [number] * len(story.entries)
        entry_ids = await record_entries(tx, wanted, story_of, feed=feed, desk_version=desk_version, now=now)
        await _developments(tx, intents, story_ids, entry_ids, now)
        rows += alerts
    for notice in intents.notices:
        rows += await _notice(tx, notice, now)
    await touch(tx, intents.feed.seen, now)
    await stored_feeds.apply(tx, intents.feed)
    return Recorded(tuple(entry_ids), tuple(story_ids), tuple(await put(tx, rows)))


async def tell(tx: Tx, notices: Sequence[Notice], now: datetime) -> int:
    """Write notices that come of no poll; return how many outbox rows were not there before."""
    rows = [row for notice in notices for row in await _notice(tx, notice, now)]
    return len(await put(tx, rows))


async def _feed(tx: Tx, feed: int) -> FeedState:
    state = await stored_feeds.get(tx, feed)
    if state is None:
        raise StorageError(StorageProblem.CONFLICT, f"feed {feed} was removed while it was being read")
    return state


async def _developments(
    tx: Tx, intents: Intents, story_ids: Sequence[int], entry_ids: Sequence[int], now: datetime
) -> None:
    """Store what changed in stories, with the entry that brought it."""
    rows: list[dict[str, object]] = []
    first = len(intents.entries)
    for story, number in zip(intents.stories, story_ids, strict=True):
        rows += [
            {
                "story": number,
                "revision": development.revision,
                "kind": development.kind,
                "reason": development.reason,
                "entry": entry_ids[first + development.entry],
                "at": now,
            }
            for development in story.developments
        ]
        first += len(story.entries)
    if rows:
        await tx.execute(insert(developments), rows)


async def _notice(tx: Tx, notice: Notice, now: datetime) -> list[NewRow]:
    """Return the rows that tell those concerned; a notice that follows another, only where that one was told.

    What concerns every workspace is the operator's, too.
    """
    hearers: set[int] = set()
    for concerned in _concerned(notice):
        wanted = select(destinations.c.id).where(concerned, destinations.c.state == "active")
        if notice.workspace is not None and not notice.operator:
            wanted = wanted.where(destinations.c.workspace == notice.workspace)
        if notice.follows is not None:
            earlier = outbox.c.key == f"notice:{notice.subject}:{notice.follows}"
            wanted = wanted.join(outbox, (outbox.c.destination == destinations.c.id) & earlier)
        hearers.update(await tx.scalars(wanted))
    payload = {"subject": notice.subject, "episode": notice.episode, "data": dict(notice.data)}
    key = f"notice:{notice.subject}:{notice.episode}"
    return [NewRow(number, key, "notice", now, payload=payload) for number in sorted(hearers)]


def _concerned(notice: Notice) -> tuple[TextClause, ...]:
    """Return the conditions of those who hear a notice, each with an index of its own."""
    if notice.operator:
        return (FOR_OPERATOR,)
    return (HEARS_NOTICES,) if notice.workspace is not None else (HEARS_NOTICES, FOR_OPERATOR)
