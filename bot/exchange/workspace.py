"""The two ways: a workspace written as a file, and a file held against a workspace."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.commands.limits import Limits
from bot.exchange.faults import Fault
from bot.exchange.plan import Ground, Plan, plan
from bot.exchange.read import read_bundle
from bot.exchange.state import current
from bot.exchange.write import written
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from storage import feeds
from storage.database import Tx


@dataclass(frozen=True, slots=True)
class Side:
    """The workspace, and who acts for it."""

    workspace: int
    desk: Desk
    limits: Limits
    operator: bool
    """Sees and adds shared feeds, and may make places."""


async def export(tx: Tx, side: Side, now: datetime) -> str:
    """Return the workspace as a file."""
    return written(await current(tx, side.workspace, side.desk, now, shared=side.operator))


async def prepare(
    tx: Tx, text: str, side: Side, voice: Voice, now: datetime, *, exactly: bool = False
) -> Plan | tuple[Fault, ...]:
    """Return what a file would change, or all that is wrong with it; nothing is changed.

    With `exactly`, what the workspace has beyond the file would go.
    """
    # In a thread: half a million characters take the better part of a second, and others wait for their answers.
    wanted, faults = await asyncio.to_thread(read_bundle, text, side.desk, voice)
    shared = await feeds.listing(tx, None)
    ground = Ground(
        bundle=await current(tx, side.workspace, side.desk, now, shared=side.operator),
        shared_ids=frozenset(feed.spec.id for feed in shared),
        shared_urls={feed.spec.url: feed.spec.id for feed in shared},
        desk=side.desk,
        limits=side.limits,
        operator=side.operator,
    )
    made = plan(wanted, ground, voice, exactly=exactly)
    if not faults:
        return made
    # A line that was not understood is not also blamed for what it was not meant to say.
    told = {fault.line for fault in faults}
    others = () if isinstance(made, Plan) else (fault for fault in made if fault.line not in told)
    return tuple(sorted((*faults, *others)))
