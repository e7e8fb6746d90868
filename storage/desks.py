"""The versions of the desk that ran here, and what their topics were called: a later one may have a topic no longer."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from feeds.desks.desk import Desk, Text
from storage.engine.database import Tx
from storage.engine.statements import upsert
from storage.schema import desks


async def note(tx: Tx, desk: Desk, now: datetime) -> bool:
    """Note that this version of the desk runs; True: it is the first time."""
    names = {slug: dict(topic.name) for slug, topic in desk.topics.items()}
    row = upsert(tx.dialect, desks).values(version=desk.version, desk=desk.id, topics=names, first_run_at=now)
    return await tx.scalar(row.on_conflict_do_nothing().returning(desks.c.version)) is not None


async def former_names(tx: Tx, slugs: Collection[str]) -> dict[str, Text]:
    """Return by slug what topics were called that the desk has no longer, as the last version with them had it."""
    names: dict[str, Text] = {}
    if slugs:
        for row in await tx.execute(select(desks.c.topics).order_by(desks.c.first_run_at)):
            names.update((slug, name) for slug, name in row.topics.items() if slug in slugs)
    return names
