"""The greeting: one short card in a server that has just added the bot, saying what to do next.

It goes where it can be read without being sought: the server's channel for system messages, else the first text channel
that lets the bot write, else the direct messages of who added it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import discord
import structlog

from bot.cards.card import Action, Card, CardKind, Line
from bot.cards.setup import setup_card
from bot.faces.discord.cards.render import render
from bot.faces.discord.commands.translate import spoken
from bot.faces.discord.setup.permissions import SEND, VIEW, granted_in, may_post, missing
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from feeds.desks.desk import Desk

TRIES = 3
"""Channels in which the greeting is tried: where it may not be sent although it seems so, it is soon given up."""
AUDIT_LINES = 10
"""Of the audit log's newest additions of bots so many are looked at for our own."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Greeter:
    """Says hello, once a server."""

    catalogue: Catalogue
    desk: Desk

    async def greet(self, guild: discord.Guild) -> discord.abc.Messageable | None:
        """Send the card, and return where it went; None: there was nowhere."""
        voice = Voice(spoken(guild.preferred_locale), "UTC", self.catalogue)
        for channel in _open(guild):
            if await self._sent(channel, self._card(voice, lacking=missing(channel, voice))):
                log.info("greeted", server=guild.id, channel=channel.id)
                return channel
        person = await _who_added(guild)
        if person is not None and await self._sent(person, self._closed(voice, guild.name)):
            log.info("greeted whoever added the bot", server=guild.id)
            return person
        log.info("nowhere to greet", server=guild.id)
        return None

    def _card(self, voice: Voice, *, lacking: tuple[str, ...]) -> Card:
        say, command = voice.say, self.desk.command
        subscribe, status, settings = (say(f"command.{name}.name") for name in ("subscribe", "status", "settings"))
        lines = (
            say("greeting.about", about=voice.pick(self.desk.about)),
            Line(f"/{command} {subscribe}", details=(say("greeting.subscribe"),)),
            Line(f"/{command} {status}", details=(say("greeting.status"),)),
            Line(f"/{command}-admin {settings}", details=(say("greeting.settings"),)),
            say("greeting.missing", permissions=", ".join(lacking)) if lacking else "",
        )
        actions = (Action(say("action.subscribe"), "subscribe", form=True), Action(status, "status"))
        return setup_card(say("greeting.title"), lines, voice, kind=CardKind.WELCOME, actions=actions)

    def _closed(self, voice: Voice, server: str) -> Card:
        say = voice.say
        needed = ", ".join(say(one.label) for one in (VIEW, SEND))
        lines = (
            say("greeting.closed", server=server),
            say("greeting.open", permissions=needed),
            say("greeting.then", line=f"/{self.desk.command} {say('command.subscribe.name')}"),
        )
        return setup_card(say("greeting.title"), lines, voice, kind=CardKind.WELCOME)

    async def _sent(self, to: discord.abc.Messageable, card: Card) -> bool:
        """Send a card; False: it may not be sent there, or Discord would not have it."""
        drawn = render(card, self.catalogue)
        try:
            await to.send(view=drawn.view, files=list(drawn.files))
        except discord.HTTPException as error:
            log.info("greeting refused", code=error.code, status=error.status)
            return False
        return True


def _open(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """Return the channels to greet in: that of system messages, then the first in which the bot may write.

    Announcement channels are left out: they are read by others.
    """
    first = [guild.system_channel] if guild.system_channel is not None else []
    others = [channel for channel in guild.text_channels if not channel.is_news() and channel not in first]
    yield from islice((one for one in (*first, *others) if may_post(one.type, granted_in(one))), TRIES)


async def _who_added(guild: discord.Guild) -> discord.User | discord.Member | None:
    """Return who added the bot, where the audit log may be read, else the server's owner."""
    me = guild.me
    try:
        if me.guild_permissions.view_audit_log:
            async for line in guild.audit_logs(action=discord.AuditLogAction.bot_add, limit=AUDIT_LINES):
                if line.target is not None and line.target.id == me.id and line.user is not None:
                    return line.user
        return await guild.fetch_member(guild.owner_id) if guild.owner_id else None
    except discord.HTTPException as error:
        log.info("who added the bot is not known", server=guild.id, code=error.code)
        return None
