"""The terminal's own workspace, and the person at it: the operator."""

from dataclasses import dataclass
from datetime import datetime

from bot.commands.call import Who
from bot.commands.command import Permission
from bot.config.settings import Settings
from bot.faces.terminal.words import PLATFORM
from bot.pipeline.desk_upgrade import take_up
from feeds.desks.desk import Desk
from storage import destinations, feeds, subscriptions, workspaces
from storage.engine.database import Tx

WORKSPACE = "local"
CHANNEL = "terminal"


@dataclass(frozen=True, slots=True)
class Local:
    """Our numbers for the terminal's workspace and its one destination."""

    workspace: int
    destination: int

    def person(self, settings: Settings) -> Who:
        """Return whoever sits there."""
        return Who(
            platform=PLATFORM,
            workspace=self.workspace,
            destination=self.destination,
            person="local",
            locale=settings.locale,
            timezone=settings.timezone,
            permission=Permission.OPERATOR,
        )


async def find_local(tx: Tx) -> Local | None:
    """Return the terminal's place; None: the bot never ran on this database."""
    workspace = await workspaces.by_external(tx, PLATFORM, WORKSPACE)
    destination = await destinations.by_external(tx, workspace.id, CHANNEL) if workspace else None
    return Local(workspace.id, destination.id) if workspace and destination else None


async def prepare(tx: Tx, settings: Settings, desk: Desk, now: datetime) -> Local:
    """Register what must be there before anything runs: the desk's feeds, and the terminal's place."""
    await feeds.register(tx, desk.feeds if settings.desk_feeds else (), now)
    await take_up(tx, desk, now)
    return await settle(tx, settings, now)


async def prepared(tx: Tx, settings: Settings, desk: Desk, now: datetime) -> Local:
    """Return the terminal's place; where the bot never ran on this database, prepare it as the first run would."""
    return await find_local(tx) or await prepare(tx, settings, desk, now)


async def settle(tx: Tx, settings: Settings, now: datetime) -> Local:
    """Make the terminal's place, or bring it up to date. When it is made, it follows all topics."""
    known = await find_local(tx)
    workspace = await workspaces.put(
        tx, platform=PLATFORM, external=WORKSPACE, name="Terminal", locale=settings.locale, now=now
    )
    destination = await destinations.put(
        tx,
        workspace=workspace.id,
        external=CHANNEL,
        kind="terminal",
        name="Terminal",
        locale=settings.locale,
        timezone=settings.timezone,
        notices=True,
        now=now,
    )
    if known is None:
        # Only once: who unsubscribes stays unsubscribed.
        terms = subscriptions.Terms(subscriptions.Mode.INSTANT, settings.timezone, settings.locale)
        await subscriptions.add(tx, destination.id, None, terms, next_due_at=None, now=now)
    return Local(workspace.id, destination.id)
