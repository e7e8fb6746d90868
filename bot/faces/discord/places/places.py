"""Places: Discord's servers, channels and people as our workspaces and destinations.

What an interaction or an event shows is registered (`bot.faces.seen`). A person's direct messages with the bot are a
workspace and a destination of their own.
"""

from dataclasses import dataclass

from discord import ChannelType

from bot.faces.seen import DIRECT, DIRECT_NAME, Seen, registered
from feeds.clock import Clock
from storage import workspaces
from storage.engine.database import Database
from storage.people import PERSON

PLATFORM = "discord"
KINDS = {
    ChannelType.news: "announcement",
    ChannelType.forum: "forum",
    ChannelType.media: "forum",
    ChannelType.news_thread: "thread",
    ChannelType.public_thread: "thread",
    ChannelType.private_thread: "thread",
    ChannelType.private: DIRECT,
}
"""Of those not named here the text is what counts: "text"."""


@dataclass(frozen=True, slots=True)
class Places:
    """Registers where people are."""

    database: Database
    timezone: str
    """IANA: of places for which nobody chose another one."""
    clock: Clock

    async def server(self, guild: int, name: str, locale: str) -> int:
        """Return our number of a server: made, or with the name and the language that it has now.

        One that the bot left stays left: somebody may still use it there as an app of their own.
        """
        return await self._workspace(str(guild), name, locale)

    async def channel(
        self,
        workspace: int,
        channel: int,
        kind: ChannelType,
        name: str,
        locale: str,
        *,
        can_post: bool | None = None,
    ) -> int:
        """Return our number of a channel, thread or forum of a server: made, or brought up to date.

        Args:
            workspace: our number of the server.
            channel: Discord's id.
            kind: Discord's.
            name: as people see it.
            locale: ISO 639-1, of the server; a language that its admins chose goes before it.
            can_post: whether the bot may post there now; None: not known. One that was given up comes back only where
                it may, and is then tried at once.

        """
        seen = Seen(str(channel), KINDS.get(kind, "text"), name, locale, self.timezone, can_post=can_post)
        return await registered(self.database, self.clock, workspace, seen)

    async def direct(self, person: int, locale: str, *, can_post: bool = True) -> tuple[int, int]:
        """Return our numbers of a person's direct messages with the bot: (workspace, destination).

        Where they had been given up, they are back if the bot may write to the person, as when they write to it.
        """
        own = f"{PERSON}{person}"
        workspace = await self._workspace(own, DIRECT_NAME, locale)
        seen = Seen(own, DIRECT, DIRECT_NAME, locale, self.timezone, can_post=can_post)
        return workspace, await registered(self.database, self.clock, workspace, seen)

    async def _workspace(self, external: str, name: str, locale: str) -> int:
        async with self.database.read() as tx:
            known = await workspaces.by_external(tx, PLATFORM, external)
        if known is not None and (known.name, known.locale) == (name, locale):
            return known.id
        now = self.clock.now()
        async with self.database.write() as tx:
            its = await workspaces.put(tx, platform=PLATFORM, external=external, name=name, locale=locale, now=now)
            if its.locale != locale:
                await workspaces.set_locale(tx, its.id, locale)
        return its.id
