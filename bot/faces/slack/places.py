"""Places: Slack's workspaces, channels and direct messages as our workspaces and destinations.

    Places.team(team, name, locale)                       -> our number of a workspace
    Places.renamed(team, name)
    Places.channel(workspace, channel, locale=, …)        -> our number of a channel of it
    Places.direct(workspace, person, locale, zone)        -> our number of a person's direct messages with the bot

What a command or an event shows is registered; writing happens only where something is new or another than what is
stored. That is asked of the database each time, two rows by their keys: what somebody removed a moment ago, or another
process wrote, is never answered from memory. A person's direct messages belong to their team.

A channel's language is Slack's for it; where Slack tells none, and for its zone, those of who sets it up. Once
something is followed there, nobody changes them by the way: what they speak is theirs alone.
"""

from dataclasses import dataclass
from typing import NamedTuple

from bot.faces.slack.channels import Channel
from feeds.clock import Clock
from storage import destinations, outbox, subscriptions, workspaces
from storage.database import Database, Tx
from storage.destinations import Destination
from storage.workspaces import Workspace

PLATFORM = "slack"
PERSON = "@"
"""Before a person's id: their direct messages with the bot. The conversation's own id is found when it is needed."""
DIRECT = "direct"
DIRECT_NAME = "DM"
"""Instead of the person's name, which is not stored."""


class _Seen(NamedTuple):
    external: str
    kind: str
    name: str
    locale: str
    zone: str
    is_told: bool = True
    """Whether the language is the place's own; else it is the one of who is there."""
    chooses: bool = False
    """Whether who is there may set the place up."""


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
        seen = _Seen(channel.id, channel.kind, channel.name, spoken, stands, is_told, chooses)
        return await self._place(workspace, seen, can_post=can_post)

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
        seen = _Seen(f"{PERSON}{person}", DIRECT, DIRECT_NAME, locale, zone or self.timezone)
        return await self._place(workspace, seen, can_post=can_post)

    async def _team(self, team: str, name: str, locale: str) -> int:
        now = self.clock.now()
        async with self.database.write() as tx:
            made = await workspaces.put(tx, platform=PLATFORM, external=team, name=name, locale=locale, now=now)
        return made.id

    async def _place(self, workspace: int, seen: _Seen, *, can_post: bool | None) -> int:
        async with self.database.read() as tx:
            its = await workspaces.get(tx, workspace)
            known = await destinations.by_external(tx, workspace, seen.external)
            if known is not None:
                seen = await _kept(tx, known, seen)
        if known is not None and not _changed(its, known, seen, can_post=can_post):
            return known.id
        now = self.clock.now()
        async with self.database.write() as tx:
            if known is not None and known.refused_at is not None and can_post:
                await outbox.try_now(tx, known.id, now)
            made = await destinations.put(
                tx,
                workspace=workspace,
                external=seen.external,
                kind=seen.kind,
                name=seen.name,
                locale=seen.locale,
                timezone=seen.zone,
                now=now,
            )
        return made.id


async def _kept(tx: Tx, known: Destination, seen: _Seen) -> _Seen:
    """Return what is seen of a known place, in the language and the zone that are to stand."""
    if seen.chooses and not await subscriptions.listing(tx, destination=known.id):
        return seen
    return seen._replace(locale=seen.locale if seen.is_told else known.locale, zone=known.timezone)


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
    chosen = (its.language, its.timezone) if seen.kind != DIRECT else (None, None)
    stands = (seen.kind, seen.name, chosen[0] or seen.locale, chosen[1] or seen.zone)
    return (known.kind, known.name, known.locale, known.timezone) != stands
