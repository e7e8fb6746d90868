"""Workspaces: a Discord server, a Slack workspace, or the local terminal; the unit of tenancy."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Tx
from storage.schema import workspaces
from storage.statements import upsert
from storage.topics import count_change
from storage.types import AnyRow


@dataclass(frozen=True, slots=True)
class Workspace:
    """One workspace."""

    id: int
    platform: str
    """"discord", "slack" or "terminal"."""
    external: str
    """The platform's id of it."""
    name: str
    locale: str
    created_at: datetime


async def put(tx: Tx, *, platform: str, external: str, name: str, locale: str, now: datetime) -> Workspace:
    """Return the workspace of that platform id: made, or with its name brought up to date. Its locale is kept."""
    row = upsert(tx.dialect, workspaces).values(
        platform=platform, external=external, name=name, locale=locale, created_at=now
    )
    row = row.on_conflict_do_update(index_elements=["platform", "external"], set_={"name": name})
    return _workspace((await tx.execute(row.returning(*workspaces.c))).one())


async def get(tx: Tx, workspace: int) -> Workspace | None:
    """Return one workspace."""
    row = (await tx.execute(select(workspaces).where(workspaces.c.id == workspace))).one_or_none()
    return _workspace(row) if row else None


async def by_external(tx: Tx, platform: str, external: str) -> Workspace | None:
    """Return the workspace with the platform's id."""
    wanted = select(workspaces).where(workspaces.c.platform == platform, workspaces.c.external == external)
    row = (await tx.execute(wanted)).one_or_none()
    return _workspace(row) if row else None


async def listing(tx: Tx) -> list[Workspace]:
    """Return all workspaces, oldest first."""
    return [_workspace(row) for row in await tx.execute(select(workspaces).order_by(workspaces.c.id))]


async def set_locale(tx: Tx, workspace: int, locale: str) -> None:
    """Choose the language a workspace is spoken to in, where a destination has none of its own."""
    await tx.execute(update(workspaces).where(workspaces.c.id == workspace).values(locale=locale))


async def remove(tx: Tx, workspace: int) -> None:
    """Remove a workspace with its destinations, subscriptions, posts, outbox rows, private feeds, topics and terms."""
    await tx.execute(delete(workspaces).where(workspaces.c.id == workspace))
    await count_change(tx)


def _workspace(row: AnyRow) -> Workspace:
    return Workspace(row.id, row.platform, row.external, row.name, row.locale, row.created_at)
