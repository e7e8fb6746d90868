"""Places: Discord's servers, channels and people as our workspaces and destinations.

What an interaction or an event shows is registered; writing happens only where something is new or another than what is
stored. That is asked of the database each time, two rows by their keys: what somebody removed a moment ago, or another
process wrote, is never answered from memory.
"""

from dataclasses import dataclass
from typing import NamedTuple

from discord import ChannelType

from feeds.clock import Clock
from storage import destinations, outbox, workspaces
from storage.database import Database, Tx
from storage.destinations import Destination
from storage.workspaces import Workspace

PLATFORM = "discord"
PERSON = "@"
"""Before a person's id: their direct messages with the bot are a workspace and a destination of their own."""
DIRECT = "direct"
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
DIRECT_NAME = "DM"
"""Instead of the person's name, which is not stored."""


class _Seen(NamedTuple):
    external: str
    kind: str
    name: str
    locale: str


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
        async with self.database.read() as tx:
            known = await workspaces.by_external(tx, PLATFORM, str(guild))
        if known is not None and (known.name, known.locale) == (name, locale):
            return known.id
        async with self.database.write() as tx:
            return await self._server(tx, str(guild), name, locale)

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
        seen = _Seen(str(channel), KINDS.get(kind, "text"), name, locale)
        async with self.database.read() as tx:
            its = await workspaces.get(tx, workspace)
            known = await destinations.by_external(tx, workspace, str(channel))
        if known is not None and not _changed(its, known, seen, can_post=can_post):
            return known.id
        async with self.database.write() as tx:
            if known is not None and known.refused_at is not None and can_post:
                await outbox.try_now(tx, known.id, self.clock.now())
            return await self._place(tx, workspace, seen, known)

    async def direct(self, person: int, locale: str, *, can_post: bool = True) -> tuple[int, int]:
        """Return our numbers of a person's direct messages with the bot: (workspace, destination).

        Where they had been given up, they are back if the bot may write to the person, as when they write to it.
        """
        seen = _Seen(f"{PERSON}{person}", DIRECT, DIRECT_NAME, locale)
        async with self.database.read() as tx:
            its = await workspaces.by_external(tx, PLATFORM, seen.external)
            known = await destinations.by_external(tx, its.id, seen.external) if its is not None else None
        if its is not None and known is not None and not _changed(its, known, seen, can_post=can_post):
            return its.id, known.id
        async with self.database.write() as tx:
            workspace = await self._server(tx, seen.external, DIRECT_NAME, locale)
            return workspace, await self._place(tx, workspace, seen, known)

    async def _server(self, tx: Tx, external: str, name: str, locale: str) -> int:
        now = self.clock.now()
        its = await workspaces.put(tx, platform=PLATFORM, external=external, name=name, locale=locale, now=now)
        if its.locale != locale:
            await workspaces.set_locale(tx, its.id, locale)
        return its.id

    async def _place(self, tx: Tx, workspace: int, seen: _Seen, known: Destination | None) -> int:
        made = await destinations.put(
            tx,
            workspace=workspace,
            external=seen.external,
            kind=seen.kind,
            name=seen.name,
            locale=seen.locale,
            timezone=known.timezone if known is not None else self.timezone,
            now=self.clock.now(),
        )
        return made.id


def _changed(its: Workspace | None, known: Destination, seen: _Seen, *, can_post: bool | None) -> bool:
    """Tell whether what is seen of a place is to be written.

    What is stored of one that was given up stays until it may be posted to: writing it would bring it back.
    """
    if its is None or its.blocked_at is not None or its.left_at is not None:
        return False
    if known.gone:
        return bool(can_post)
    if can_post and known.refused_at is not None and known.next_try_at is not None:
        return True
    spoken = seen.locale if seen.kind == DIRECT else its.language or seen.locale
    return (known.kind, known.name, known.locale) != (seen.kind, seen.name, spoken)
