"""Backlogs: what waited too long to be told one by one becomes one digest. What is told in it counts as told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update

from storage.destinations import Destination, from_row, joined
from storage.engine.database import Tx
from storage.engine.types import AnyRow
from storage.outbox_rows import NewRow, put
from storage.schema import WAITING, destinations, outbox

FOLDABLE = and_(WAITING, ~outbox.c.in_doubt, outbox.c.kind != "notice")
"""Rows that tell of stories. One in doubt may have been said, and a notice is not of stories: both go their own way."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """One destination's waiting rows."""

    destination: Destination
    rows: tuple[int, ...]
    """Oldest first."""
    stories: tuple[int, ...]
    """The stories that the rows would tell of, each once, in their order."""
    oldest_due_at: datetime


async def backlog(tx: Tx, now: datetime, *, older_than: timedelta, more_than: int) -> list[Backlog]:
    """Return the backlogs of destinations that can be posted to now.

    A backlog has at least two rows, and either more than `more_than`, or one that was due over `older_than` ago.
    """
    too_old = now - older_than
    due = FOLDABLE & (outbox.c.due_at <= now)
    long = (
        select(outbox.c.destination)
        .where(due)
        .group_by(outbox.c.destination)
        .having(and_(func.count() > 1, or_(func.count() > more_than, func.min(outbox.c.due_at) < too_old)))
    )
    ready = or_(destinations.c.next_try_at.is_(None), destinations.c.next_try_at <= now)
    wanted = joined().where(destinations.c.id.in_(long), destinations.c.state == "active", ready)
    found: list[Backlog] = []
    for row in (await tx.execute(wanted.order_by(destinations.c.id))).all():
        of_one = select(outbox).where(outbox.c.destination == row.to_id, due).order_by(outbox.c.id)
        rows = (await tx.execute(of_one)).all()
        stories = dict.fromkeys(story for waiting in rows for story in _stories(waiting))
        oldest = min(waiting.due_at for waiting in rows)
        found.append(Backlog(from_row(row), tuple(waiting.id for waiting in rows), tuple(stories), oldest))
    return found


async def collapse(tx: Tx, backlog: Backlog, now: datetime) -> int | None:
    """Put one row of kind "backlog" in place of the backlog's rows, and return it.

    Rows that are not waiting any more are left alone. None: too few were left. Its payload is
    `{"stories": [ids], "since": the oldest row's due time}`.
    """
    still = (outbox.c.id.in_(backlog.rows), FOLDABLE)
    rows = (await tx.execute(select(outbox).where(*still).order_by(outbox.c.id).with_for_update())).all()
    if len(rows) < 2:  # noqa: PLR2004 - one alone is told as what it is
        return None
    stories = list(dict.fromkeys(story for row in rows for story in _stories(row)))
    told = update(outbox).where(outbox.c.id.in_([row.id for row in rows]))
    await tx.execute(told.values(state="told", settled_at=now, reason="told in a digest of what had waited"))
    payload: dict[str, Any] = {"stories": stories, "since": min(row.due_at for row in rows).isoformat()}
    key = f"backlog:{rows[-1].id}"
    made = await put(tx, [NewRow(backlog.destination.id, key, "backlog", now, payload=payload)])
    return made[0] if made else None


def _stories(row: AnyRow) -> list[int]:
    """Return the stories that a row tells of."""
    match row.kind:
        case "alert":
            return [row.story] if row.story is not None else []
        case "digest":
            return [int(item["story"]) for item in row.payload.get("items", ())]
        case _:
            return [int(story) for story in row.payload.get("stories", ())]
