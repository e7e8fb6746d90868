"""Who is asking: from plain ids to the person, their place, and what they may.

    People.who(team, user, channel, channel_name, locale) -> Who

    People.channel(who, channel)  makes a channel known that someone named in an option

    People.hidden(who)            the private channels that they are not in

Slack says neither language nor rights with a command, so the person and the channel are looked up; the answers are kept
five minutes (`kept`). Whoever would be refused for it is looked up anew: they may have become an admin meanwhile.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.commands.call import Who
from bot.commands.command import Permission
from bot.faces.slack.places.channels import OF_SOME, OF_TWO, PRIVATE, SHARED, Channel, Channels, language
from bot.faces.slack.places.directs import Directs
from bot.faces.slack.places.kept import AGAIN, FOR, Kept
from bot.faces.slack.places.places import PLATFORM, Places
from bot.faces.slack.posting.outcome import reason_of
from bot.faces.slack.workspaces.clients import Clients, Installed
from storage import destinations, managers, workspaces

DEFAULT = "en"
"""The language of those whose language Slack does not tell."""

log = structlog.get_logger(__name__)


class NotInstalledError(LookupError):
    """Somebody asks in a workspace that the app is not installed in."""


@dataclass(frozen=True, slots=True)
class Person:
    """What Slack tells of one."""

    locale: str = DEFAULT
    """ISO 639-1."""
    timezone: str | None = None
    """IANA."""
    is_admin: bool = False
    """Whether they are an admin or an owner of the workspace."""


@dataclass(frozen=True, slots=True)
class People:
    """Knows everyone who asks."""

    places: Places
    clients: Clients
    directs: Directs
    channels: Channels
    persons: Kept[Person]
    timezone: str
    """IANA: of those of whom Slack tells none."""
    operators: frozenset[str] = field(default_factory=frozenset)
    """Slack's ids of those who run the bot."""

    async def who(
        self,
        team: str,
        user: str,
        channel: str | None,
        channel_name: str = "",
        locale: str | None = None,
        *,
        anew: bool = False,
    ) -> Who:
        """Return the asker.

        In a conversation of people that the bot is not part of, and where there is none (App Home), they ask from their
        own direct messages with the bot.

        Args:
            team: Slack's id of the workspace that the app is installed in.
            user: Slack's id of the person.
            channel: Slack's id of the channel; None: there is none.
            channel_name: as Slack gives it with a command, which for private channels is no name.
            locale: as Slack writes it ("ko-KR"), where an event tells it.
            anew: whether what is known of the person may be a few seconds old at most.

        Raises:
            NotInstalledError: the app is not installed there.
            Exception: what a request to Slack raises, where it could not be asked whose workspace it is.

        """
        installed = await self.clients.of(team)
        if installed is None:
            raise NotInstalledError(team)
        person = await self.person(installed, user, anew=anew)
        spoken = language(locale) or person.locale
        workspace = await self.places.team(team, installed.name, spoken)
        if channel is None or channel.startswith(OF_TWO) or channel_name.startswith(OF_SOME):
            own = channel is None or await self._is_own(installed, user, channel)
            destination = await self.places.direct(workspace, user, spoken, person.timezone, can_post=own)
            least = Permission.MANAGER if own else Permission.EVERYONE
        else:
            seen = await self._channel(installed, channel, channel_name)
            least = await self._in_channel(workspace, user, seen)
            destination = await self.places.channel(
                workspace,
                seen,
                locale=spoken,
                zone=person.timezone,
                chooses=self._permission(user, person, least) >= Permission.MANAGER,
                can_post=seen.can_post,
            )
        return Who(
            platform=PLATFORM,
            workspace=workspace,
            destination=destination,
            person=user,
            locale=spoken,
            timezone=person.timezone or self.timezone,
            permission=self._permission(user, person, least),
        )

    async def hidden(self, who: Who) -> frozenset[int]:
        """Return our numbers of the private channels that somebody is not in, wherever they ask.

        On Slack not even an admin sees those. What Slack does not show of one is taken for no.
        """
        if who.permission >= Permission.OPERATOR:
            return frozenset()
        async with self.places.database.read() as tx:
            its = await workspaces.get(tx, who.workspace)
            known = await destinations.listing(tx, who.workspace)
        places = [one for one in known if one.kind in {PRIVATE, SHARED} and one.id != who.destination]
        installed = await self.clients.of(its.external) if its is not None and places else None
        if installed is None:
            return frozenset(one.id for one in places)
        seen = await asyncio.gather(*(self._may_see(installed, who.person, one.external) for one in places))
        return frozenset(one.id for one, is_seen in zip(places, seen, strict=True) if not is_seen)

    async def channel(self, who: Who, channel: str) -> None:
        """Make a channel known that someone named in an option, as far as Slack shows it to the bot."""
        async with self.places.database.read() as tx:
            its = await workspaces.get(tx, who.workspace)
        installed = await self.clients.of(its.external) if its is not None else None
        seen = await self.channels.look(installed, channel) if installed is not None else None
        if seen is not None:
            await self.places.channel(
                who.workspace,
                seen,
                locale=who.locale,
                zone=who.timezone,
                chooses=who.permission >= Permission.ADMIN,
                can_post=seen.can_post,
            )

    async def person(self, installed: Installed, user: str, *, anew: bool = False) -> Person:
        """Return a person; one that Slack does not tell of may do what everyone may. `anew`: see `who`."""

        async def ask() -> Person:
            told = await installed.client.users_info(user=user, include_locale=True)
            return person_of(told.get("user") or {}, installed.team)

        try:
            return await self.persons.get(installed.team, user, ask, within=AGAIN if anew else FOR)
        except Exception as error:  # noqa: BLE001 - the answer must not wait for it
            log.warning("person not looked up", team=installed.team, reason=reason_of(error))
            return Person()

    def _permission(self, user: str, person: Person, least: Permission) -> Permission:
        if user in self.operators:
            return Permission.OPERATOR
        return Permission.ADMIN if person.is_admin else least

    async def _in_channel(self, workspace: int, user: str, seen: Channel) -> Permission:
        """Return what one may do in a channel who is no admin: who made it, and whom an admin named, subscribe it."""
        if seen.creator == user:
            return Permission.MANAGER
        async with self.places.database.read() as tx:
            named = await managers.is_one(tx, workspace, user)
        return Permission.MANAGER if named else Permission.EVERYONE

    async def _is_own(self, installed: Installed, user: str, channel: str) -> bool:
        """Tell whether a conversation is the person's with the bot, not with somebody else."""
        try:
            return await self.directs.channel(installed, user) == channel
        except Exception as error:  # noqa: BLE001 - who cannot be written to has no conversation with the bot
            log.info("direct messages not opened", team=installed.team, reason=reason_of(error))
            return False

    async def _may_see(self, installed: Installed, user: str, channel: str) -> bool:
        """Tell whether a person may know of a channel."""
        try:
            shown = await self.channels.look(installed, channel)
            if shown is not None and not shown.is_private:
                return True
            return user in await self.channels.members(installed, channel)
        except Exception as error:  # noqa: BLE001 - the answer must not wait for it
            log.info("members not looked up", team=installed.team, channel=channel, reason=reason_of(error))
            return False

    async def _channel(self, installed: Installed, channel: str, name: str) -> Channel:
        """Return a channel; of one that Slack does not show no more than its id is known."""
        try:
            seen = await self.channels.look(installed, channel)
        except Exception as error:  # noqa: BLE001 - the answer must not wait for it
            log.warning("channel not looked up", team=installed.team, reason=reason_of(error))
            seen = None
        return seen or Channel(channel, channel if name in {"", "privategroup"} else name, PRIVATE)


def person_of(told: Mapping[str, Any], team: str) -> Person:
    """Return what Slack's user object tells. Who is an admin elsewhere, in a shared channel, is none here."""
    grid = told.get("enterprise_user") or {}
    homes = {told.get("team_id"), grid.get("enterprise_id"), *(grid.get("teams") or ())}
    ranks = ("is_admin", "is_owner", "is_primary_owner")
    return Person(
        locale=language(told.get("locale")) or DEFAULT,
        timezone=_zone(told.get("tz")),
        is_admin=team in homes and not told.get("is_stranger") and any(told.get(rank) for rank in ranks),
    )


def _zone(name: str | None) -> str | None:
    """Return a time zone that there is."""
    try:
        return ZoneInfo(name).key if name else None
    except (LookupError, ValueError, OSError):
        return None
