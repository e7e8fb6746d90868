"""Registrations: which commands a platform was last told that we have.

Platforms limit how often commands may be registered, so that is done only when the declarations changed.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Tx
from storage.schema import registrations
from storage.statements import upsert


@dataclass(frozen=True, slots=True)
class Registration:
    """What was last registered for an application."""

    digest: str
    """Of all declarations, as they were sent."""
    at: datetime


async def get(tx: Tx, platform: str, application: str) -> Registration | None:
    """Return what was last registered for a platform's application; None: nothing yet."""
    mine = registrations.c.platform == platform, registrations.c.application == application
    row = (await tx.execute(select(registrations).where(*mine))).one_or_none()
    return Registration(row.digest, row.at) if row else None


async def put(tx: Tx, platform: str, application: str, digest: str, now: datetime) -> None:
    """Note what the platform has accepted."""
    row = upsert(tx.dialect, registrations).values(platform=platform, application=application, digest=digest, at=now)
    said = {"digest": digest, "at": now}
    await tx.execute(row.on_conflict_do_update(index_elements=["platform", "application"], set_=said))
