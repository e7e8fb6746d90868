"""The two ways: a workspace written as a file, and a file held against a workspace.

Reading in takes three steps, for the middle one looks up names and must not hold a transaction open::

    file = await read(text, desk, voice)
    file = await with_addresses(file, await ground(tx, side, now), voice, reach)
    plan = prepare(file, await ground(tx, side, now), voice)
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

from bot.commands.call import Reach
from bot.commands.limits import Limits
from bot.exchange.addresses import unreachable
from bot.exchange.bundle import Bundle
from bot.exchange.faults import Fault
from bot.exchange.plan import Ground, Plan, plan
from bot.exchange.read import read_bundle
from bot.exchange.state import current
from bot.exchange.write import written
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from storage import feeds
from storage.engine.database import Tx


@dataclass(frozen=True, slots=True)
class Side:
    """The workspace, and who acts for it."""

    workspace: int
    desk: Desk
    limits: Limits
    operator: bool
    """Sees and adds shared feeds, and may make places."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read."""

    bundle: Bundle
    """What it says; where something is wrong, only as far as it was understood."""
    faults: tuple[Fault, ...]


async def export(tx: Tx, side: Side, now: datetime, voice: Voice, *, hidden: frozenset[int] = frozenset()) -> str:
    """Return the workspace as a file, with a comment for the one who asked for it, who may not know of some places."""
    return written(await current(tx, side.workspace, side.desk, now, shared=side.operator, hidden=hidden), voice)


async def read(text: str, desk: Desk, voice: Voice) -> File:
    """Read a file for a desk. In a thread: a large one takes longer than the loop may be held."""
    return File(*await asyncio.to_thread(read_bundle, text, desk, voice))


async def ground(tx: Tx, side: Side, now: datetime, *, hidden: frozenset[int] = frozenset()) -> Ground:
    """Return what a file is held against. `hidden` are places that are not there for who gives it."""
    shared = await feeds.listing(tx, None)
    return Ground(
        bundle=await current(tx, side.workspace, side.desk, now, shared=side.operator, hidden=hidden),
        shared_ids=frozenset(feed.spec.id for feed in shared),
        shared_urls={feed.spec.url: feed.spec.id for feed in shared},
        desk=side.desk,
        limits=side.limits,
        operator=side.operator,
    )


async def with_addresses(file: File, there: Ground, voice: Voice, reach: Reach | None) -> File:
    """Return the file with what is wrong with the addresses of its new feeds; no `reach`: nothing can be told."""
    if reach is None:
        return file
    known = {feed.id for feed in there.bundle.feeds}
    new = [feed for feed in file.bundle.feeds if feed.id not in known and not feed.login]
    return replace(file, faults=tuple(sorted((*file.faults, *await unreachable(new, reach, voice)))))


def prepare(file: File, there: Ground, voice: Voice, *, exactly: bool = False) -> Plan | tuple[Fault, ...]:
    """Return what a file would change, or all that is wrong with it; nothing is changed.

    With `exactly`, what the workspace has beyond the file would go.
    """
    made = plan(file.bundle, there, voice, exactly=exactly)
    if not file.faults:
        return made
    # A line that was not understood is not also blamed for what it was not meant to say.
    told = {fault.line for fault in file.faults}
    others = () if isinstance(made, Plan) else (fault for fault in made if fault.line not in told)
    return tuple(sorted((*file.faults, *others)))
