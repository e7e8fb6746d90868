"""What answers people on Slack, whatever they did: who they are, how they are spoken to, and by which way."""

from collections.abc import Awaitable
from dataclasses import dataclass, replace

import aiohttp
import structlog

from bot.cards.card import Card
from bot.cards.error import error_card
from bot.commands.call import Who
from bot.commands.command import Command, Permission, Values
from bot.commands.dispatch import Dispatcher
from bot.commands.following.place import CHANNEL
from bot.commands.form import Form
from bot.faces.slack.answering.answer import Answerer, Manner
from bot.faces.slack.answering.asked import Asked
from bot.faces.slack.answering.documents import handed_over
from bot.faces.slack.answering.reply import ByMessage, ByUrl, InModal, Reply
from bot.faces.slack.places.channels import OF_TWO
from bot.faces.slack.places.joining import Joiner
from bot.faces.slack.places.person import NotInstalledError, People
from bot.faces.slack.workspaces.clients import Clients, Installed
from bot.locale.catalogue import DEFAULT

LISTING = frozenset({"subscriptions", "export", "import", "restore", "audit", "settings", "confirm", "undo"})
"""The commands that name other places than one that is asked for as `CHANNEL`, and those that run such ones."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Answers people."""

    dispatcher: Dispatcher
    people: People
    clients: Clients
    answerer: Answerer
    session: aiohttp.ClientSession

    async def who(self, asked: Asked, *, anew: bool = False) -> Who:
        """Return who it is, where they are and what they may. Raises what a request to Slack raises.

        Args:
            asked: what they did.
            anew: whether what is known of them may be a few seconds old at most.

        """
        return await self.people.who(asked.team, asked.person, asked.channel or None, asked.channel_name, anew=anew)

    async def begin(self, asked: Asked, who: Who, line: str) -> tuple[Who, Form | None]:
        """Return what a line gives and lacks, and who it is: looked up anew where they would be refused. See `who`."""
        form = await self.dispatcher.begin(who, line)
        if form is not None and form.command.needs > who.permission:
            who = await self.who(asked, anew=True)
        return who, form

    async def seeing(self, who: Who, command: Command, values: Values) -> Who:
        """Return an admin with what is hidden from them, for a command that lists or names other places. See `who`."""
        if who.permission < Permission.ADMIN or not (command.name in LISTING or CHANNEL.name in values):
            return who
        return replace(who, hidden=await self.people.hidden(who))

    async def installed(self, asked: Asked) -> Installed:
        """Return the workspace.

        Raises:
            NotInstalledError: the app is not installed there.

        """
        installed = await self.clients.of(asked.team)
        if installed is None:
            raise NotInstalledError(asked.team)
        return installed

    async def knows(self, asked: Asked, who: Who, channel: str) -> bool:
        """Make a channel known that somebody names; False: Slack does not show it to the bot. Raises like `who`."""
        await self.people.channel(who, channel)
        return await self.people.channels.look(await self.installed(asked), channel) is not None

    async def reply(self, asked: Asked, *, same: bool = False) -> Reply:
        """Return the way to answer; `same`: where the message stands whose button was pressed."""
        if asked.response_url:
            return ByUrl(asked.response_url, self.session, asked.thread, same=same)
        installed = await self.installed(asked)
        if asked.home or asked.view:
            return InModal(installed, asked.trigger, asked.view, where=asked.channel)
        alone = asked.channel.startswith(OF_TWO)
        return ByMessage(installed, asked.channel, asked.person, asked.thread, asked.thread_aside, direct=alone)

    async def line(self, who: Who, line: str, form: Form | None) -> Card:
        """Return the answer to a line; `form` is what is known of it. What it subscribed, the bot can post in then."""
        if form is None:
            return await self.dispatcher.answer(who, line)
        who = await self.seeing(who, form.command, form.given)
        return await self._joined(who, form.command, form.given, await self.dispatcher.answer(who, line))

    async def call(self, who: Who, command: Command, values: Values) -> Card:
        """Return the answer to a command whose values were picked out; the same."""
        who = await self.seeing(who, command, values)
        return await self._joined(who, command, values, await self.dispatcher.call(who, command, values))

    async def _joined(self, who: Who, command: Command, values: Values, card: Card) -> Card:
        joiner = Joiner(self.people.places, self.clients, self.people.channels)
        return await joiner.after(who, command, values, card, await self.dispatcher.voice_of(who))

    async def answer(
        self,
        asked: Asked,
        who: Who,
        work: Awaitable[Card],
        *,
        private: bool,
        same: bool = False,
        again: str | None = None,
        page: int = 0,
    ) -> Card | None:
        """Do the work and show its card; see `Manner`. Return the card if it was shown."""
        reply = await self.reply(asked, same=same)
        errors = await self.reply(asked) if same else None
        manner = Manner(reply, private, errors, again, page, asked.team, asked.arrived)
        voice = await self.dispatcher.voice_of(who)

        async def done() -> Card:
            card = await work
            if card.document is None:
                return card
            return await handed_over(card, await self.installed(asked), self.people.directs, asked.person, voice)

        return await self.answerer.answer(done(), voice, manner, soon=isinstance(reply, InModal))

    async def tell(self, asked: Asked, who: Who, card: Card) -> None:
        """Show a card to the asker alone."""

        async def ready() -> Card:
            return card

        await self.answer(asked, who, ready(), private=True)

    async def safely(self, asked: Asked, handling: Awaitable[None]) -> None:
        """Do it; where something fails before there is an answer, say at least that it did."""
        try:
            await handling
        except NotInstalledError:
            log.warning("not installed there", team=asked.team)
        except Exception:
            log.exception("not handled", team=asked.team)
            await self._say_that_it_failed(asked)

    async def _say_that_it_failed(self, asked: Asked) -> None:
        voice = self.dispatcher.voice(DEFAULT)
        try:
            reply = await self.reply(replace(asked, home=False) if not asked.trigger else asked)
        except Exception:
            log.exception("failure not told", team=asked.team)
            return

        async def ready() -> Card:
            return error_card(voice.say("error.internal"), voice)

        await self.answerer.answer(ready(), voice, Manner(reply, private=True))
