"""Joining: the bot goes into public channels by itself; into others it has to be invited, and says how.

Joiner.after(who, command, given, card, voice) -> Card    what to show instead of a command's answer
"""

from dataclasses import dataclass, replace

import structlog

from bot.cards.card import Card, CardKind, Line, Section
from bot.commands.call import Who
from bot.commands.command import Command, Values
from bot.commands.following.place import named
from bot.faces.seen import DIRECT
from bot.faces.slack.places.channels import Channel, Channels
from bot.faces.slack.places.places import Places
from bot.faces.slack.posting.outcome import reason_of
from bot.faces.slack.workspaces.clients import Clients, Installed
from bot.locale.voice import Voice
from storage import destinations
from storage.destinations import Destination

SUBSCRIBE = "subscribe"

log = structlog.get_logger(__name__)


async def join(installed: Installed, channel: str) -> bool:
    """Go into a channel, and tell whether the bot is there now. It never is where someone has to invite it."""
    try:
        await installed.client.conversations_join(channel=channel)
    except Exception as error:  # noqa: BLE001 - whatever it is, the bot is not there
        log.info("not joined", channel=channel, reason=reason_of(error))
        return False
    log.info("joined", team=installed.team, channel=channel)
    return True


@dataclass(frozen=True, slots=True)
class Joiner:
    """Sees to it that the bot can post where somebody has just subscribed a channel."""

    places: Places
    clients: Clients
    channels: Channels

    async def after(self, who: Who, command: Command, given: Values, card: Card, voice: Voice) -> Card:
        """Return a command's answer; where a channel was subscribed that the bot cannot go into, with what to do.

        Args:
            who: the asker.
            command: the command.
            given: its options, as typed or picked.
            card: its answer.
            voice: how the asker is spoken to.

        """
        if command.name != SUBSCRIBE or card.kind is not CardKind.SUBSCRIPTION:
            return card
        try:
            place = await self._place(who, given)
            if place is None or place.kind == DIRECT or await self._is_in(who, place):
                return card
        except Exception as error:  # noqa: BLE001 - it is subscribed all the same; the first post joins, or tells
            log.warning("not looked up where to join", reason=reason_of(error))
            return card
        here = place.id == who.destination  # then nobody needs its name, which Slack does not tell of a private one
        what = voice.say("slack.invite-here") if here else voice.say("slack.invite", channel=place.name)
        words = Line(what, mark="!", details=(voice.say("slack.invite-why"),))
        return replace(card, sections=(*card.sections, Section("", (words,))))

    async def _place(self, who: Who, given: Values) -> Destination | None:
        async with self.places.database.read() as tx:
            if "channel" not in given:
                return await destinations.get(tx, who.destination)
            found = named(str(given["channel"]), await destinations.listing(tx, who.workspace))
        return found[0] if len(found) == 1 else None

    async def _is_in(self, who: Who, place: Destination) -> bool:
        """Tell whether the bot can post there; go there if it may."""
        installed = await self.clients.of(place.workspace_external)
        if installed is None:
            return False
        seen: Channel | None = await self.channels.look(installed, place.external)
        if seen is None or not seen.is_member:
            self.channels.forget(installed.team, place.external)  # someone may have invited it meanwhile
            seen = await self.channels.look(installed, place.external)
        if seen is None:
            return False
        if not seen.is_member:
            if not await join(installed, place.external):
                return False
            self.channels.forget(installed.team, place.external)
            seen = replace(seen, is_member=True)
        await self.places.channel(who.workspace, seen, locale=who.locale, can_post=seen.can_post)
        return True
