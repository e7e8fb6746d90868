"""Places: Slack's workspaces, channels and direct messages as our workspaces and destinations.

    Places.team(team, name, locale)                       -> our number of a workspace
    Places.renamed(team, name)
    Places.channel(workspace, channel, locale=, …)        -> our number of a channel of it
    Places.direct(workspace, person, locale, zone)        -> our number of a person's direct messages with the bot

What a command or an event shows is registered (`bot.faces.seen`). A person's direct messages belong to their team.

A channel's language is Slack's for it; where Slack tells none, and for its zone, those of who sets it up. Once
something is followed there, nobody changes them by the way: what they speak is theirs alone.
"""

from dataclasses import dataclass

from bot.faces.seen import DIRECT, DIRECT_NAME, Seen, registered
from bot.faces.slack.places.channels import Channel
from feeds.clock import Clock
from storage import workspaces
from storage.engine.database import Database
from storage.people import PERSON

PLATFORM = "slack"


@dataclass(frozen=True, slots=True)
class Places:
    """Registers where people are."""

    database: Database
    timezone: str
    """IANA: of channels for which nobody chose another one."""
    clock: Clock

    async def team(self, team: str, name: str, locale: str) -> int:
        """Return our number of a workspace, made where it is new.

        It keeps its name until it hears of another one (`renamed`), and the language it was first spoken to in, for
        Slack tells none. One that the bot left stays left, until the app is installed again.
        """
        async with self.database.read() as tx:
            known = await workspaces.by_external(tx, PLATFORM, team)
        return known.id if known is not None else await self._team(team, name, locale)

    async def renamed(self, team: str, name: str) -> None:
        """Note a workspace's name; of one that is not known nothing is."""
        async with self.database.read() as tx:
            known = await workspaces.by_external(tx, PLATFORM, team)
        if known is not None and known.name != name:
            await self._team(team, name, known.locale)

    async def channel(
        self,
        workspace: int,
        channel: Channel,
        *,
        locale: str,
        zone: str | None = None,
        chooses: bool = False,
        can_post: bool | None = None,
    ) -> int:
        """Return our number of a channel: made, or brought up to date.

        Args:
            workspace: our number of its workspace.
            channel: as Slack shows it.
            locale: ISO 639-1, of who is there, where Slack tells none of the channel; a language that admins chose goes
                before it.
            zone: IANA, of who is there; None: not known. A zone that admins chose goes before it.
            chooses: whether who is there may set the channel up. Then their language and zone are its own, as long as
                nothing is followed there.
            can_post: whether the bot may post there now; None: not known. One that was given up comes back only where
                it may, and is then tried at once.

        """
        spoken, is_told = channel.locale or locale, channel.locale is not None
        stands = (zone if chooses else None) or self.timezone
        seen = Seen(channel.id, channel.kind, channel.name, spoken, stands, is_told, chooses, can_post)
        return await registered(self.database, self.clock, workspace, seen)

    async def direct(
        self, workspace: int, person: str, locale: str, zone: str | None = None, *, can_post: bool = True
    ) -> int:
        """Return our number of a person's direct messages with the bot.

        Args:
            workspace: our number of the person's workspace.
            person: Slack's id.
            locale: ISO 639-1.
            zone: IANA, of the person; None: not known. What they chose since goes before it.
            can_post: whether the bot may write to them, as when they write to it: then they are back if given up.

        """
        stands = zone or self.timezone
        seen = Seen(f"{PERSON}{person}", DIRECT, DIRECT_NAME, locale, stands, can_post=can_post)
        return await registered(self.database, self.clock, workspace, seen)

    async def _team(self, team: str, name: str, locale: str) -> int:
        now = self.clock.now()
        async with self.database.write() as tx:
            made = await workspaces.put(tx, platform=PLATFORM, external=team, name=name, locale=locale, now=now)
        return made.id
