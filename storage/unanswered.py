"""Unanswered: private feeds that need somebody, and about which no admin of their workspace did anything."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from storage.engine.database import Tx
from storage.engine.types import AnyRow
from storage.schema import feeds, workspaces

TROUBLES = ("ended", "failing", "silent", "held")


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One feed."""

    feed: int
    slug: str
    workspace: int
    workspace_name: str
    trouble: str
    """One of `TROUBLES`."""
    since: datetime


async def unanswered(tx: Tx, now: datetime, *, after: timedelta) -> list[Unanswered]:
    """Return private feeds that were in trouble for `after`, and of which nothing was changed since it began.

    A workspace that is blocked, or that the bot has left, has nobody to answer. A paused feed was answered.
    """
    before = now - after
    in_trouble = or_(
        feeds.c.ended_at <= before,
        feeds.c.failing_since <= before,
        (feeds.c.silent_since.is_not(None)) & (feeds.c.quiet_after <= before),
        feeds.c.held_since <= before,
    )
    wanted = (
        select(feeds, workspaces.c.name)
        .join(workspaces, workspaces.c.id == feeds.c.workspace)
        .where(in_trouble, feeds.c.paused_at.is_(None))
        .where(workspaces.c.blocked_at.is_(None), workspaces.c.left_at.is_(None))
        .order_by(feeds.c.id)
    )
    return [one for row in await tx.execute(wanted) if (one := _unanswered(row, before)) is not None]


def _unanswered(row: AnyRow, before: datetime) -> Unanswered | None:
    began = {
        "ended": row.ended_at,
        "failing": row.failing_since if row.failures else None,
        "silent": row.quiet_after if row.silent_since else None,
        "held": row.held_since,
    }
    for trouble in TROUBLES:
        since = began[trouble]
        if since is not None and since <= before and (row.answered_at is None or row.answered_at < since):
            return Unanswered(row.id, row.slug, row.workspace, row.name, trouble, since)
    return None
