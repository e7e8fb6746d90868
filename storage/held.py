"""What a button's code stands for: a line that waits for a yes, or the lines that undo a change.

A button can hold a few characters only, and whoever presses it must not be able to change what it does: so the lines
stay here.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select

from storage.engine.database import Tx
from storage.engine.statements import upsert
from storage.schema import held


class HeldKind(StrEnum):
    """What the lines are for."""

    CONFIRM = "confirm"
    UNDO = "undo"
    LINE = "line"
    """A line that is too long for a button: whoever presses it runs it as themselves."""


@dataclass(frozen=True, slots=True)
class Held:
    """Lines that wait for their button."""

    code: str
    kind: HeldKind
    destination: int
    """Where it was asked: only there the lines mean the same."""
    person: str
    """The platform's id of who asked for it."""
    lines: tuple[str, ...]
    until: datetime


async def put(tx: Tx, one: Held, now: datetime) -> None:
    """Hold lines under a code, in the place of what it held. What is past its time goes."""
    await tx.execute(delete(held).where(held.c.until < now))
    values = {
        "kind": one.kind.value,
        "destination": one.destination,
        "person": one.person,
        "lines": list(one.lines),
        "until": one.until,
    }
    row = upsert(tx.dialect, held).values(code=one.code, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["code"], set_=values))


async def get(tx: Tx, code: str, kind: HeldKind, now: datetime) -> Held | None:
    """Return what a code stands for; None: nothing, or not any more."""
    wanted = select(held).where(held.c.code == code, held.c.kind == kind.value, held.c.until >= now)
    row = (await tx.execute(wanted)).one_or_none()
    return Held(row.code, HeldKind(row.kind), row.destination, row.person, tuple(row.lines), row.until) if row else None


async def take(tx: Tx, code: str) -> bool:
    """Let a code go, so that its lines run once; False: another press was first."""
    return bool((await tx.execute(delete(held).where(held.c.code == code))).rowcount)
