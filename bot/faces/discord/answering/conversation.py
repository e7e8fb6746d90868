"""What people do with the bot on Discord, handed on to the dispatcher: commands, buttons, forms, messages."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import partial
from typing import Any

import discord
import structlog
from discord.app_commands import Choice

from bot.cards.card import Card
from bot.cards.error import error_card
from bot.cards.together import together
from bot.commands.call import Who
from bot.commands.command import Command, Option, OptionKind, Permission, Value
from bot.commands.dispatch import Dispatcher
from bot.commands.form import Form
from bot.commands.typed import line_of
from bot.faces.discord.answering.answer import Answerer, Into, Manner, apologise
from bot.faces.discord.answering.modal import Choices, Fields, Filled, FormModal
from bot.faces.discord.answering.picked import picked_values
from bot.faces.discord.cards.drawing import Drawer
from bot.faces.discord.commands.translate import spoken
from bot.faces.discord.places.person import People, here
from bot.faces.pressed import Ask, Page, Press, is_in_place

Interaction = discord.Interaction[discord.Client]

_CHOSEN = frozenset({OptionKind.CHOICE, OptionKind.TOPIC, OptionKind.FLAG})
"""Kinds of options that a form offers as a list."""

log = structlog.get_logger(__name__)


class Conversation:
    """Answers interactions, each as its own person in its own place. Nothing makes it raise."""

    def __init__(self, dispatcher: Dispatcher, people: People, answerer: Answerer, drawer: Drawer) -> None:
        """Take what answers, who is known, and how answers are given."""
        self._dispatcher = dispatcher
        self._people = people
        self._answerer = answerer
        self._drawer = drawer

    async def command(self, interaction: Interaction, command: Command, picked: Mapping[str, Any]) -> None:
        """Answer a slash command with its options as discord.py gives them."""
        await self._safely(interaction, self._command(interaction, command, picked))

    async def complete(
        self, interaction: Interaction, command: Command, option: Option, current: str
    ) -> list[Choice[Any]]:
        """Return what may stand in an option of which the beginning is typed."""
        try:
            who = await self._people.who(interaction)
            given = {name: _told(value) for name, value in interaction.namespace}
            found = await self._dispatcher.complete_option(who, command, option.name, current, given)
        except Exception:
            log.exception("completion failed", command=command.name, option=option.name)
            return []
        return [Choice(name=one.name, value=one.value) for one in found]

    async def press(self, interaction: Interaction, press: Press) -> None:
        """Run the line that a button stands for, as the one who pressed it; ask first for what it lacks."""
        await self._safely(interaction, self._with_line(interaction, press, self._press))

    async def open(self, interaction: Interaction, ask: Ask) -> None:
        """Open the form of the command that a line begins."""
        await self._safely(interaction, self._with_line(interaction, ask, self._open))

    async def turn(self, interaction: Interaction, page: Page) -> None:
        """Show another page of an answer: it is asked for again."""
        await self._safely(interaction, self._with_line(interaction, page, partial(self._turn, page=page.number)))

    async def why(self, interaction: Interaction, line: str | None) -> None:
        """Answer a question about a message; None: there is nothing in it that could be asked about."""
        await self._safely(interaction, self._why(interaction, line))

    async def track(self, interaction: Interaction, words: str) -> None:
        """Open the form that makes a watch term of a message's words."""
        await self._safely(interaction, self._track(interaction, words))

    async def failed(self, interaction: Interaction) -> None:
        """Say that something has changed since the command or the button was made: ask again."""
        voice = self._dispatcher.voice(spoken(interaction.locale))
        card = error_card(voice.say("discord.outdated"), voice, todo=voice.say("discord.ask-again"))
        await self._safely(interaction, self._tell(interaction, card))

    async def _command(self, interaction: Interaction, command: Command, picked: Mapping[str, Any]) -> None:
        who = await self._people.who(interaction)
        plain = {name: value for name, value in picked.items() if isinstance(value, str | int)}
        again = line_of(command, plain) if command.repeatable and len(plain) == len(picked) else None

        async def work() -> Card:
            voice = await self._dispatcher.voice_of(who)
            values = await picked_values(interaction, self._people, who, picked, voice)
            if isinstance(values, Card):
                return values
            return await self._dispatcher.call(who, command, values)

        await self._answer(interaction, work(), Manner(who, private=_private(interaction, command), again=again))

    async def _with_line(
        self,
        interaction: Interaction,
        button: Press | Page | Ask,
        then: Callable[[Interaction, Who, str], Awaitable[None]],
    ) -> None:
        line = await self._drawer.line(button.line) if button.stored else button.line
        if line is None:
            await self.failed(interaction)
            return
        await then(interaction, await self._people.who(interaction), line)

    async def _press(self, interaction: Interaction, who: Who, line: str) -> None:
        form = await self._dispatcher.begin(who, line)
        if form is not None and form.incomplete and form.command.needs <= who.permission:
            await self._ask(interaction, who, form)
            return
        again = line if form is not None and form.command.repeatable else None
        into = Into.SAME if is_in_place(line) else Into.NEW
        manner = Manner(who, private=True, into=into, again=again)
        await self._answer(interaction, self._dispatcher.answer(who, line), manner)

    async def _turn(self, interaction: Interaction, who: Who, line: str, *, page: int) -> None:
        form = await self._dispatcher.begin(who, line)
        if form is None or not form.command.repeatable:
            await self.failed(interaction)
            return
        manner = Manner(who, private=True, into=Into.SAME, again=line, page=page)
        await self._answer(interaction, self._dispatcher.answer(who, line), manner)

    async def _open(self, interaction: Interaction, who: Who, line: str) -> None:
        form = await self._dispatcher.begin(who, line)
        if form is None or form.command.needs > who.permission:
            await self._answer(interaction, self._dispatcher.answer(who, line), Manner(who, private=True))
            return
        await self._ask(interaction, who, form)

    async def _why(self, interaction: Interaction, line: str | None) -> None:
        who = await self._people.who(interaction)
        if line is not None:
            await self._answer(interaction, self._dispatcher.answer(who, line), Manner(who, private=True))
            return
        voice = await self._dispatcher.voice_of(who)
        await self._tell(
            interaction, error_card(voice.say("chats.no-link"), voice, todo=voice.say("chats.choose-another"))
        )

    async def _track(self, interaction: Interaction, words: str) -> None:
        who = await self._people.who(interaction)
        form = await self._dispatcher.begin(who, "term add")
        if form is None or who.permission < Permission.ADMIN:
            await self._answer(interaction, self._dispatcher.answer(who, "term add"), Manner(who, private=True))
            return
        await self._ask(interaction, who, form, {"expression": f'"{words}"'} if words else {})

    async def _ask(
        self, interaction: Interaction, who: Who, form: Form, filled: Mapping[str, str] | None = None
    ) -> None:
        """Open a form; `filled` is what stands in it already, by option."""
        choices: dict[str, Choices] = {}
        for option in form.asked:
            if option.kind not in _CHOSEN:
                continue
            found = await self._dispatcher.complete_option(who, form.command, option.name, "", form.given)
            if found:
                choices[option.name] = Choices(tuple((str(one.value), one.name) for one in found), option.several)
        voice = await self._dispatcher.voice_of(who)
        modal = FormModal(form, Fields(choices, filled or {}), voice, self._submit)
        await interaction.response.send_modal(modal)

    async def _submit(self, interaction: Interaction, form: Form, filled: Filled) -> None:
        """Run a form's command; where several were chosen of an option, once for each."""
        await self._safely(interaction, self._submitted(interaction, form, filled))

    async def _submitted(self, interaction: Interaction, form: Form, filled: Filled) -> None:
        who = await self._people.who(interaction)
        values: dict[str, Value] = {**form.given, **{name: given[0] for name, given in filled.items()}}
        several = [(name, one) for name, given in filled.items() if len(given) > 1 for one in given]
        runs = [{**values, name: one} for name, one in several] or [values]

        async def work() -> Card:
            cards = [await self._dispatcher.call(who, form.command, run) for run in runs]
            return together(cards, await self._dispatcher.voice_of(who))

        await self._answer(interaction, work(), Manner(who, private=_private(interaction, form.command)))

    async def _answer(self, interaction: Interaction, work: Awaitable[Card], manner: Manner) -> None:
        voice = self._dispatcher.voice(spoken(interaction.locale))
        await self._answerer.answer(interaction, work, voice, manner)

    async def _tell(self, interaction: Interaction, card: Card) -> None:
        """Show a card to the asker alone."""
        who = await self._people.who(interaction)

        async def ready() -> Card:
            return card

        await self._answer(interaction, ready(), Manner(who, private=True))

    async def _safely(self, interaction: Interaction, handling: Coroutine[Any, Any, None]) -> None:
        """Do it; where something fails before there is an answer, say at least that it did."""
        try:
            await handling
        except Exception:
            log.exception("interaction failed", interaction=interaction.type.name)
            voice = self._dispatcher.voice(spoken(interaction.locale))
            await apologise(interaction, voice)


def _private(interaction: Interaction, command: Command) -> bool:
    """Answers are the asker's alone where the command says so, and where the bot is a guest that came with them."""
    return command.private or not (here(interaction) or interaction.context.dm_channel)


def _told(value: Any) -> Value:  # noqa: ANN401 - whatever the library makes of an option
    """Return what stands in another option while one types: of channels and roles Discord tells the ids alone."""
    return value if isinstance(value, str | int) else str(value.id)
