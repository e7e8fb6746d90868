"""Workspaces: a Discord server, a Slack workspace, or the local terminal; the unit of tenancy."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from storage.engine.database import Tx
from storage.engine.statements import upsert
from storage.engine.types import AnyRow
from storage.schema import OPEN, WAITING, destinations, feeds, outbox, subscriptions, workspaces
from storage.topics import count_change

_BLOCKED = "its workspace is blocked"
_LEFT = "visabot is not in its workspace any more"


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
    left_at: datetime | None = None
    """The bot is not there any more since then: nothing is said there, and its private feeds rest."""


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


async def listing(tx: Tx, *, platform: str | None = None) -> list[Workspace]:
    """Return all workspaces, or those of a platform, oldest first."""
    wanted = select(workspaces).order_by(workspaces.c.id)
    if platform is not None:
        wanted = wanted.where(workspaces.c.platform == platform)
    return [_workspace(row) for row in await tx.execute(wanted)]


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
    await _silence(tx, workspace, "blocked", _BLOCKED, now)
    return True


async def unblock(tx: Tx, workspace: int, now: datetime) -> bool:
    """Speak in a workspace again; what happened meanwhile is not told. False: it is not blocked."""
    freeing = update(workspaces).where(workspaces.c.id == workspace, workspaces.c.blocked_at.is_not(None))
    if not (await tx.execute(freeing.values(blocked_at=None))).rowcount:
        return False
    await _speak(tx, workspace, "blocked", _BLOCKED, now)
    return True


async def leave(tx: Tx, workspace: int, now: datetime) -> bool:
    """The bot is not there any more: say nothing, what waits to be said included, and let its private feeds rest.

    False: it has left already.
    """
    leaving = update(workspaces).where(workspaces.c.id == workspace, workspaces.c.left_at.is_(None))
    if not (await tx.execute(leaving.values(left_at=now))).rowcount:
        return False
    await _silence(tx, workspace, "left", _LEFT, now)
    resting = update(feeds).where(feeds.c.workspace == workspace, feeds.c.paused_at.is_(None))
    await tx.execute(resting.values(paused_at=now, paused_by="left"))
    return True


async def rejoin(tx: Tx, workspace: int, now: datetime) -> bool:
    """The bot is back: go on with what was set up. Missed alerts are not told; digests reach back to the last one.

    False: it had not left.
    """
    joining = update(workspaces).where(workspaces.c.id == workspace, workspaces.c.left_at.is_not(None))
    if not (await tx.execute(joining.values(left_at=None))).rowcount:
        return False
    await _speak(tx, workspace, "left", _LEFT, now)
    rested = update(feeds).where(feeds.c.workspace == workspace, feeds.c.paused_by == "left")
    await tx.execute(rested.values(paused_at=None, paused_by=None, next_poll_at=now))
    return True


async def left_before(tx: Tx, moment: datetime) -> list[Workspace]:
    """Return the workspaces that the bot left before a moment and did not come back to, longest ago first."""
    left = select(workspaces).where(workspaces.c.left_at < moment).order_by(workspaces.c.left_at)
    return [_workspace(row) for row in await tx.execute(left)]


async def remove(tx: Tx, workspace: int) -> None:
    """Remove a workspace with its destinations, subscriptions, posts, outbox rows, private feeds, topics and terms.

    What its private feeds brought stays, seen by nobody; `storage.traces` removes that.
    """
    await tx.execute(delete(workspaces).where(workspaces.c.id == workspace))
    await count_change(tx)


async def _silence(tx: Tx, workspace: int, state: str, reason: str, now: datetime) -> None:
    """Post nothing in its places. What waits to be said is dropped; what is being said gets its answer yet."""
    mine = destinations.c.workspace == workspace
    await tx.execute(update(destinations).where(mine, destinations.c.state == "active").values(state=state))
    await _drop(tx, workspace, WAITING, reason, now)


async def _speak(tx: Tx, workspace: int, state: str, reason: str, now: datetime) -> None:
    """Post in its places again, unless there is another reason not to. What was in doubt is not looked for any more."""
    await _drop(tx, workspace, OPEN, reason, now)
    its = (await tx.execute(select(workspaces).where(workspaces.c.id == workspace))).one()
    held = (destinations.c.workspace == workspace, destinations.c.state == state)
    await tx.execute(update(destinations).where(*held).values(state=state_of_places(its), next_try_at=None))


async def _drop(tx: Tx, workspace: int, which: ColumnElement[bool], reason: str, now: datetime) -> None:
    theirs = select(destinations.c.id).where(destinations.c.workspace == workspace)
    dropped = {"state": "dropped", "reason": reason, "settled_at": now, "lease_owner": None, "lease_until": None}
    await tx.execute(update(outbox).where(which, outbox.c.destination.in_(theirs)).values(**dropped))


def state_of_places(workspace: AnyRow) -> str:
    """Return the state of the destinations of a workspace's row, where nothing is known against one itself."""
    if workspace.blocked_at is not None:
        return "blocked"
    return "active" if workspace.left_at is None else "left"


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
        left_at=row.left_at,
    )
