"""Registrations: which commands a platform was last told that we have.

Platforms limit how often commands may be registered, so that is done only when the declarations changed.
"""

from datetime import datetime

from sqlalchemy import select

from storage.engine.database import Tx
from storage.engine.statements import upsert
from storage.schema import registrations


async def digest(tx: Tx, platform: str, application: str) -> str | None:
    """Return the digest of what was last registered for a platform's application; None: nothing yet."""
    mine = registrations.c.platform == platform, registrations.c.application == application
    known: str | None = await tx.scalar(select(registrations.c.digest).where(*mine))
    return known


async def note(tx: Tx, platform: str, application: str, digest: str, now: datetime) -> None:
    """Note what the platform has accepted: the digest of all declarations, as they were sent."""
    row = upsert(tx.dialect, registrations).values(platform=platform, application=application, digest=digest, at=now)
    said = {"digest": digest, "at": now}
    await tx.execute(row.on_conflict_do_update(index_elements=["platform", "application"], set_=said))
