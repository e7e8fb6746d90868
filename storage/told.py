"""What became of a story in one destination: its outbox rows, told alone or within a digest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from storage.engine.database import Tx
from storage.engine.types import AnyRow
from storage.schema import outbox

DIGESTS_LOOKED_AT = 10
"""Of one subscription, its last ones: older ones hold older stories."""


@dataclass(frozen=True, slots=True)
class Told:
    """One outbox row that tells, told or was to tell of a story."""

    kind: str
    """"alert" or "digest"."""
    revision: int | None
    """Of the story; None: a digest shows it as it is when sent."""
    state: str
    """"waiting", "sending", "sent", "told" (within another row) or "dropped"."""
    reason: str | None
    due_at: datetime
    try_at: datetime
    settled_at: datetime | None
    attempts: int
    in_doubt: bool


async def of_story(
    tx: Tx, *, destination: int, story: int, revision: int, subscriptions: Sequence[int] = ()
) -> list[Told]:
    """Return what a destination was to be told of a story, oldest first.

    Args:
        tx: an open transaction.
        destination: where.
        story: of which.
        revision: its newest; alerts of all up to it are looked for.
        subscriptions: those of the destination that get digests.

    """
    keys = [f"alert:{story}:{number}" for number in range(1, revision + 1)]
    mine = outbox.c.destination == destination
    rows = list(await tx.execute(select(outbox).where(mine, outbox.c.key.in_(keys))))
    for subscription in subscriptions:
        begun = select(outbox).where(mine, _begins(tx.dialect.name, f"digest:{subscription}:"))
        digests = await tx.execute(begun.order_by(outbox.c.key.desc()).limit(DIGESTS_LOOKED_AT))
        rows += [row for row in digests if _holds(row, story)]
    return [
        Told(
            row.kind,
            row.revision,
            row.state,
            row.reason,
            row.due_at,
            row.try_at,
            row.settled_at,
            row.attempts,
            row.in_doubt,
        )
        for row in sorted(rows, key=lambda row: row.id)
    ]


def _begins(engine: str, start: str) -> ColumnElement[bool]:
    """SQLite walks its index from one key to another; PostgreSQL's may be sorted by another rule than bytes."""
    if engine == "sqlite":
        return outbox.c.key.between(start, start + "\uffff")
    return outbox.c.key.startswith(start, autoescape=True)


def _holds(row: AnyRow, story: int) -> bool:
    return any(item.get("story") == story for item in row.payload.get("items", ()))
