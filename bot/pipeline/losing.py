"""Losing: who is told that a place, or a whole workspace, cannot be posted to any more.

A place that is gone, and one that refuses us, is told of where the workspace hears about the bot; where that is the
very place, the operator is told. Nobody is told of a person's own direct messages: that person closed them.
"""

from datetime import datetime

from bot.cards.lost_place import WORKSPACE_LOST
from storage import destinations, outbox, workspaces
from storage.destinations import Destination
from storage.engine.database import Tx
from storage.outbox import NewRow
from storage.workspaces import Workspace

_PRIVATE = "private"
"""The kind of a channel of Slack's whose name is for those who are in it; who hears of it may be others."""


async def tell_of_place(tx: Tx, lost: Destination, kind: str, now: datetime, **data: str) -> None:
    """Have a notice sent.

    Args:
        tx: a write.
        lost: the place.
        kind: one of `bot.cards.lost_place.KINDS`.
        now: UTC.
        data: what else that card takes.

    """
    hearer = await destinations.hearer_of(tx, lost)
    its = await workspaces.get(tx, lost.workspace)
    if hearer is None or its is None or lost.kind == "direct":
        return
    # Where the bot never was, its id stands for the name, which tells nobody anything.
    unknown = lost.kind == _PRIVATE and lost.name == lost.external
    told = {"kind": kind, "place": "" if unknown else lost.name} | data
    if hearer.workspace != lost.workspace:
        told["workspace"] = its.name
    elif lost.kind == _PRIVATE:
        told |= {"place": "", "channel": lost.external}
    await _put(tx, hearer, f"destination-{lost.id}", told, now)


async def tell_of_workspace(tx: Tx, lost: Workspace, now: datetime, *, reason: str) -> None:
    """Tell the operator of a workspace that the bot was removed from, if anything was set up there."""
    its = await destinations.listing(tx, lost.id)
    hearer = await destinations.hearer_of(tx, its[0]) if its else None
    if hearer is not None and hearer.workspace != lost.id:
        told = {"kind": WORKSPACE_LOST, "place": lost.name, "reason": reason}
        await _put(tx, hearer, f"workspace-{lost.id}", told, now)


async def _put(tx: Tx, hearer: Destination, subject: str, told: dict[str, str], now: datetime) -> None:
    key = f"notice:{subject}:{now:%Y%m%dT%H%M%SZ}"
    await outbox.put(tx, [NewRow(hearer.id, key, "notice", now, payload={"data": told})])
