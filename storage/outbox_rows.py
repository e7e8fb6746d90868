"""Writing outbox rows: each is unique by destination and key, so that saying it twice is impossible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.engine.database import Tx
from storage.engine.statements import batches, upsert
from storage.schema import destinations, outbox


@dataclass(frozen=True, slots=True)
class NewRow:
    """One thing to say to one destination."""

    destination: int
    key: str
    """`alert:STORY:REVISION`, `digest:SUBSCRIPTION:PERIOD`, `notice:SUBJECT:EPISODE`."""
    kind: str
    """"alert", "digest", "notice" or "backlog"."""
    due_at: datetime
    story: int | None = None
    revision: int | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)


async def put(tx: Tx, rows: Sequence[NewRow]) -> list[int]:
    """Write rows, and return the ids of those that were not there yet. Destinations that are gone are left out."""
    platforms: dict[int, str] = {}
    for batch in batches(sorted({row.destination for row in rows})):
        wanted = select(destinations.c.id, destinations.c.platform)
        active = wanted.where(destinations.c.id.in_(batch), destinations.c.state == "active")
        platforms.update((row.id, row.platform) for row in await tx.execute(active))
    values = [
        {
            "destination": row.destination,
            "platform": platforms[row.destination],
            "key": row.key,
            "kind": row.kind,
            "story": row.story,
            "revision": row.revision,
            "payload": dict(row.payload),
            "state": "waiting",
            "due_at": row.due_at,
            "try_at": row.due_at,
            "in_doubt": False,
        }
        for row in rows
        if row.destination in platforms
    ]
    if not values:
        return []
    unless_there = upsert(tx.dialect, outbox).on_conflict_do_nothing(index_elements=["destination", "key"])
    return list((await tx.scalars(unless_there.returning(outbox.c.id), values)).all())
