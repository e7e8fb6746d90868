"""Mutes: stories that a destination wants to hear no more of, neither at once nor in digests."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from storage.engine.database import Tx
from storage.engine.statements import batches, upsert
from storage.schema import mutes, quiet_alerts


async def put(tx: Tx, destination: int, story: int, *, by: str, now: datetime) -> bool:
    """Mute a story in a destination, and drop what is held of it there; False: it was muted, and nothing changes."""
    row = upsert(tx.dialect, mutes).values(destination=destination, story=story, by=by, at=now)
    made = await tx.execute(row.on_conflict_do_nothing(index_elements=["destination", "story"]))
    await tx.execute(
        delete(quiet_alerts).where(quiet_alerts.c.destination == destination, quiet_alerts.c.story == story)
    )
    return bool(made.rowcount)


async def remove(tx: Tx, destination: int, story: int) -> bool:
    """End a mute; False: there was none. What happened meanwhile is not told afterwards."""
    gone = delete(mutes).where(mutes.c.destination == destination, mutes.c.story == story)
    return bool((await tx.execute(gone)).rowcount)


async def of_destination(tx: Tx, destination: int) -> list[int]:
    """Return the stories muted in a destination, last muted first."""
    wanted = select(mutes.c.story).where(mutes.c.destination == destination)
    return list(await tx.scalars(wanted.order_by(mutes.c.at.desc(), mutes.c.story.desc())))


async def muted(tx: Tx, stories: Collection[int]) -> frozenset[tuple[int, int]]:
    """Return destination and story of all mutes of these stories."""
    found: set[tuple[int, int]] = set()
    for batch in batches(list(stories)):
        rows = await tx.execute(select(mutes.c.destination, mutes.c.story).where(mutes.c.story.in_(batch)))
        found.update((row.destination, row.story) for row in rows)
    return frozenset(found)
