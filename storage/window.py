"""The entries of the last days, for trying terms and topics on: a page at a time, what was stored last first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from feeds.feed import Tier
from storage.engine.database import Tx
from storage.schema import entries, matches


@dataclass(frozen=True, slots=True)
class Tried:
    """What a term reads of a stored entry, and the topics it has."""

    id: int
    scope: int
    title: str
    summary: str
    url: str
    publisher: str
    tier: Tier
    lang: str
    published: datetime
    first_seen: datetime
    topics: frozenset[str]
    """Keys of the topics that it matched when it was stored."""


async def newest_seen(tx: Tx, *, scopes: Collection[int]) -> datetime | None:
    """Return when the entry that was stored last was first seen; None: there is none."""
    last = select(entries.c.first_seen).where(entries.c.scope.in_(scopes)).order_by(entries.c.id.desc()).limit(1)
    return await tx.scalar(last)


async def page(
    tx: Tx, *, scopes: Collection[int], since: datetime, before: int | None = None, limit: int = 500
) -> list[Tried]:
    """Return entries first seen since a moment, by id downwards from below `before` (None: from the last)."""
    wanted = select(entries).where(entries.c.scope.in_(scopes))
    if before is not None:
        wanted = wanted.where(entries.c.id < before)
    rows = (await tx.execute(wanted.order_by(entries.c.id.desc()).limit(limit))).all()
    # Ids follow the time of storing, so the first one that is too old ends the window.
    kept = [row for row in rows if row.first_seen >= since]
    topics: dict[int, set[str]] = {}
    of_these = select(matches.c.entry, matches.c.topic).where(matches.c.entry.in_([row.id for row in kept]))
    for match in await tx.execute(of_these):
        topics.setdefault(match.entry, set()).add(match.topic)
    return [
        Tried(
            row.id,
            row.scope,
            row.title,
            row.summary,
            row.url,
            row.publisher,
            Tier(row.tier),
            row.lang,
            row.published,
            row.first_seen,
            frozenset(topics.get(row.id, ())),
        )
        for row in kept
    ]
