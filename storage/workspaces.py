"""Workspaces: a Discord server, a Slack workspace, or the local terminal; the unit of tenancy."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Tx
from storage.schema import destinations, outbox, subscriptions, workspaces
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
    language: str | None = None
    """ISO 639-1, chosen by its admins; None: each place has that of its platform."""
    timezone: str | None = None
    """IANA, chosen likewise."""
    blocked_at: datetime | None = None
    """Set by the operator: nothing is said there any more."""


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


async def choose(tx: Tx, workspace: int, *, language: str | None = None, timezone: str | None = None) -> None:
    """Choose the language and the zone of a workspace; None leaves what there is.

    Its places take it over at once, direct messages left alone: those are their owners' to choose. So do subscriptions,
    in their language; the zone of a digest was agreed with its time, and stays.
    """
    chosen = {name: value for name, value in (("language", language), ("timezone", timezone)) if value is not None}
    if not chosen:
        return
    await tx.execute(update(workspaces).where(workspaces.c.id == workspace).values(**chosen))
    places = select(destinations.c.id).where(destinations.c.workspace == workspace, destinations.c.kind != "direct")
    spoken = {"locale": language} if language else {}
    zoned = {"timezone": timezone} if timezone else {}
    await tx.execute(update(destinations).where(destinations.c.id.in_(places)).values(**spoken, **zoned))
    if language:
        await tx.execute(update(subscriptions).where(subscriptions.c.destination.in_(places)).values(locale=language))


async def block(tx: Tx, workspace: int, now: datetime) -> bool:
    """Say nothing in a workspace any more, what waits to be said included. False: it is blocked already."""
    blocking = update(workspaces).where(workspaces.c.id == workspace, workspaces.c.blocked_at.is_(None))
    if not (await tx.execute(blocking.values(blocked_at=now))).rowcount:
        return False
    mine = destinations.c.workspace == workspace
    await tx.execute(update(destinations).where(mine, destinations.c.state == "active").values(state="blocked"))
    waiting = (outbox.c.state == "waiting", outbox.c.destination.in_(select(destinations.c.id).where(mine)))
    dropped = {"state": "dropped", "reason": "its workspace is blocked", "settled_at": now}
    await tx.execute(update(outbox).where(*waiting).values(**dropped))
    return True


async def unblock(tx: Tx, workspace: int) -> bool:
    """Speak in a workspace again; what happened meanwhile is not told. False: it is not blocked."""
    freeing = update(workspaces).where(workspaces.c.id == workspace, workspaces.c.blocked_at.is_not(None))
    if not (await tx.execute(freeing.values(blocked_at=None))).rowcount:
        return False
    held = (destinations.c.workspace == workspace, destinations.c.state == "blocked")
    await tx.execute(update(destinations).where(*held).values(state="active"))
    return True


async def remove(tx: Tx, workspace: int) -> None:
    """Remove a workspace with its destinations, subscriptions, posts, outbox rows, private feeds, topics and terms."""
    await tx.execute(delete(workspaces).where(workspaces.c.id == workspace))
    await count_change(tx)


def _workspace(row: AnyRow) -> Workspace:
    return Workspace(
        id=row.id,
        platform=row.platform,
        external=row.external,
        name=row.name,
        locale=row.locale,
        created_at=row.created_at,
        language=row.language,
        timezone=row.timezone,
        blocked_at=row.blocked_at,
    )
