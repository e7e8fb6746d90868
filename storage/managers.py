"""Managers: people whom an admin lets subscribe every channel of a workspace, on platforms that have no such rank."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storage.engine.database import Tx
from storage.engine.statements import upsert
from storage.schema import managers


@dataclass(frozen=True, slots=True)
class Manager:
    """One person."""

    person: str
    """The platform's id."""
    named_by: str
    """The platform's id of the admin."""
    at: datetime


async def put(tx: Tx, workspace: int, person: str, *, named_by: str, now: datetime) -> bool:
    """Name a person; False: they were named before, which stays as it was."""
    row = upsert(tx.dialect, managers).values(workspace=workspace, person=person, named_by=named_by, at=now)
    row = row.on_conflict_do_nothing(index_elements=["workspace", "person"])
    return await tx.scalar(row.returning(managers.c.person)) is not None


async def remove(tx: Tx, workspace: int, person: str) -> bool:
    """Name a person no more; False: they were not."""
    gone = delete(managers).where(managers.c.workspace == workspace, managers.c.person == person)
    return bool((await tx.execute(gone)).rowcount)


async def listing(tx: Tx, workspace: int) -> list[Manager]:
    """Return who is named in a workspace, the first first."""
    wanted = select(managers).where(managers.c.workspace == workspace).order_by(managers.c.at, managers.c.person)
    return [Manager(row.person, row.named_by, row.at) for row in await tx.execute(wanted)]


async def is_one(tx: Tx, workspace: int, person: str) -> bool:
    """Tell whether a person is named."""
    wanted = select(managers.c.person).where(managers.c.workspace == workspace, managers.c.person == person)
    return await tx.scalar(wanted) is not None
