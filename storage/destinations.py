"""Destinations: where a workspace wants posts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, select, update

from storage.engine.database import Tx
from storage.engine.statements import upsert
from storage.engine.types import AnyRow
from storage.schema import destinations, subscriptions, workspaces
from storage.schema.tenants import FOR_OPERATOR, HEARS_NOTICES
from storage.workspaces import state_of_places


@dataclass(frozen=True, slots=True)
class Destination:
    """A channel, thread, forum or direct message, and how it is spoken to."""

    id: int
    workspace: int
    workspace_external: str
    """The platform's id of the server or team."""
    platform: str
    external: str
    """The platform's id of the channel."""
    kind: str
    name: str
    locale: str
    timezone: str
    notices: bool
    """Whether it hears about the bot itself."""
    mention: str | None
    """The platform's id of the role that alerts and developments mention."""
    publish: bool
    """Whether posts are passed on to those who follow the channel elsewhere."""
    gone: bool
    """Nothing can be posted there: the platform says so, or its workspace is blocked, or was left."""
    reason: str | None
    """Why it is gone, or why the last try failed."""
    refused_at: datetime | None
    """Since when the platform does not let us post there, which an admin can put right; None: it does."""
    next_try_at: datetime | None


async def put(
    tx: Tx,
    *,
    workspace: int,
    external: str,
    kind: str,
    name: str,
    locale: str,
    timezone: str,
    now: datetime,
    notices: bool = False,
) -> Destination:
    """Return the destination of that platform id: made, or brought up to date and back from being gone.

    Where we were refused, that stays, and when it is tried again (`storage.outbox.try_now` is for that). `notices` is
    only taken when it is made; `set_notices` changes it. What the workspace's admins chose goes before `locale` and
    `timezone`, but in direct messages. Where the workspace is blocked or left, so is the destination.
    """
    its = (await tx.execute(select(workspaces).where(workspaces.c.id == workspace))).one()
    chosen = (its.language, its.timezone) if kind != "direct" else (None, None)
    state = state_of_places(its)
    known = {"kind": kind, "name": name, "locale": chosen[0] or locale, "timezone": chosen[1] or timezone}
    made: dict[str, Any] = known | {
        "workspace": workspace,
        "platform": its.platform,
        "external": external,
        "notices": notices,
        "for_operator": its.platform == "terminal" and notices,
        "publish": False,
        "state": state,
        "created_at": now,
    }
    back = {"state": state, "gone_at": None, "reason": None}
    # That it was put does not say that we may post there now: who was told so is not told again.
    refused = (destinations.c.state == "active") & destinations.c.refused_at.is_not(None)
    still = {name: case((refused, destinations.c[name])) for name in ("refused_at", "next_try_at")}
    spoken = select(destinations.c.locale).where(
        destinations.c.workspace == workspace, destinations.c.external == external
    )
    before = await tx.scalar(spoken)
    row = upsert(tx.dialect, destinations).values(**made)
    row = row.on_conflict_do_update(index_elements=["workspace", "external"], set_=known | back | still)
    number = await tx.scalar(row.returning(destinations.c.id))
    if before is not None and before != known["locale"]:
        # Subscriptions in the place's language go with it; those for which another one was chosen keep theirs.
        same = (subscriptions.c.destination == number, subscriptions.c.locale == before)
        await tx.execute(update(subscriptions).where(*same).values(locale=known["locale"]))
    return await _one(tx, destinations.c.id == number)


async def moved(tx: Tx, destination: int, external: str) -> bool:
    """Give a destination the id that the platform has changed its own to, and tell whether it was done.

    Where somebody has asked there already, under the new id, that made a second destination. It changes places with the
    first, if nothing is followed in it; else nothing is done.
    """
    its = (await tx.execute(select(destinations).where(destinations.c.id == destination))).one()
    second = await by_external(tx, its.workspace, external)
    if second is not None:
        followed = select(subscriptions.c.id).where(subscriptions.c.destination == second.id).limit(1)
        if second.id == destination or await tx.scalar(followed) is not None:
            return False
        await _name(tx, second.id, f"{external} until its place is free")
    await _name(tx, destination, external)
    if second is not None:
        await _name(tx, second.id, its.external)
    return True


async def get(tx: Tx, destination: int) -> Destination | None:
    """Return one destination."""
    row = (await tx.execute(joined().where(destinations.c.id == destination))).one_or_none()
    return from_row(row) if row else None


async def by_external(tx: Tx, workspace: int, external: str) -> Destination | None:
    """Return the destination with the platform's id, in a workspace."""
    wanted = joined().where(destinations.c.workspace == workspace, destinations.c.external == external)
    row = (await tx.execute(wanted)).one_or_none()
    return from_row(row) if row else None


async def listing(tx: Tx, workspace: int) -> list[Destination]:
    """Return a workspace's destinations, gone ones too, by name."""
    wanted = joined().where(destinations.c.workspace == workspace)
    return [from_row(row) for row in await tx.execute(wanted.order_by(destinations.c.name, destinations.c.id))]


async def set_notices(tx: Tx, destination: int, *, notices: bool) -> None:
    """Choose whether a destination hears about the bot itself."""
    await tx.execute(update(destinations).where(destinations.c.id == destination).values(notices=notices))


async def set_posting_options(tx: Tx, destination: int, *, mention: str | None, publish: bool) -> None:
    """Choose which role alerts and developments mention there (None: none), and whether posts are passed on."""
    chosen = {"mention": mention, "publish": publish}
    await tx.execute(update(destinations).where(destinations.c.id == destination).values(**chosen))


async def hearer_of(tx: Tx, lost: Destination) -> Destination | None:
    """Return who is told of a lost place: another of its workspace that hears notices, else the operator's."""
    its = destinations.c.workspace == lost.workspace
    works = its & destinations.c.refused_at.is_(None)
    others = joined().where(destinations.c.state == "active", destinations.c.id != lost.id)
    theirs = (FOR_OPERATOR, destinations.c.platform != "terminal", destinations.c.refused_at.is_(None))
    for mine in (others.where(HEARS_NOTICES, works), others.where(*theirs)):
        row = (await tx.execute(mine.order_by(destinations.c.id).limit(1))).one_or_none()
        if row:
            return from_row(row)
    row = (await tx.execute(others.where(FOR_OPERATOR).order_by(destinations.c.id).limit(1))).one_or_none()
    return from_row(row) if row else None


async def set_for_operator(tx: Tx, destination: int, *, hears: bool) -> None:
    """Choose whether a destination hears what is for the operator; the terminal always does."""
    chosen = update(destinations).where(destinations.c.id == destination, destinations.c.platform != "terminal")
    await tx.execute(chosen.values(for_operator=hears))


async def for_operator(tx: Tx) -> list[Destination]:
    """Return the destinations that hear what is for the operator, those that work."""
    wanted = joined().where(FOR_OPERATOR, destinations.c.state == "active").order_by(destinations.c.id)
    return [from_row(row) for row in await tx.execute(wanted)]


def joined() -> Select[Any]:
    """Return the SELECT whose rows `from_row` reads; its columns begin with "to_"."""
    columns = [column.label(f"to_{column.name}") for column in destinations.c]
    return select(*columns, workspaces.c.external.label("to_workspace_external")).join(
        workspaces, workspaces.c.id == destinations.c.workspace
    )


def from_row(row: AnyRow) -> Destination:
    """Return the destination in a row of `joined`."""
    return Destination(
        id=row.to_id,
        workspace=row.to_workspace,
        workspace_external=row.to_workspace_external,
        platform=row.to_platform,
        external=row.to_external,
        kind=row.to_kind,
        name=row.to_name,
        locale=row.to_locale,
        timezone=row.to_timezone,
        notices=row.to_notices,
        mention=row.to_mention,
        publish=row.to_publish,
        gone=row.to_state != "active",
        reason=row.to_reason,
        refused_at=row.to_refused_at,
        next_try_at=row.to_next_try_at,
    )


async def _one(tx: Tx, condition: Any) -> Destination:  # noqa: ANN401 - an SQL condition
    return from_row((await tx.execute(joined().where(condition))).one())


async def _name(tx: Tx, destination: int, external: str) -> None:
    await tx.execute(update(destinations).where(destinations.c.id == destination).values(external=external))
