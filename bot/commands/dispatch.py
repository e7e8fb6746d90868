"""From a typed line, or a command with its values, to the card that answers it: the one door for every face."""

from secrets import token_hex

import structlog

from bot.cards.card import Card
from bot.cards.error import error_card
from bot.commands.call import Call, Who
from bot.commands.command import Command, Values
from bot.commands.complete import Suggestion, suggestions
from bot.commands.line import read_line
from bot.commands.mistake import Mistake
from bot.commands.registry import commands
from bot.commands.values import read_values
from bot.commands.vocabulary import read_vocabulary
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from feeds.clock import Clock
from feeds.desks.desk import Desk
from storage.database import Database

log = structlog.get_logger(__name__)


class Dispatcher:
    """Answers commands. Nothing a person types makes it raise."""

    def __init__(self, *, database: Database, desk: Desk, clock: Clock, catalogue: Catalogue) -> None:
        """Take what handlers may use."""
        self._database = database
        self._desk = desk
        self._clock = clock
        self._catalogue = catalogue
        self._commands = commands()
        self._vocabulary = read_vocabulary(self._commands, desk, catalogue)

    @property
    def commands(self) -> tuple[Command, ...]:
        """All commands, for faces that register them."""
        return self._commands

    async def answer(self, who: Who, line: str) -> Card:
        """Return the answer to a typed line; to one that cannot be understood, an error card that says why."""
        voice = self._voice(who)
        typed = read_line(line, self._vocabulary, voice, self._desk)
        if isinstance(typed, Mistake):
            return typed.card(voice)
        return await self._handle(who, typed.command, typed.values, voice)

    async def call(self, who: Who, command: Command, values: Values) -> Card:
        """Return the answer to a command whose values a face picked out; they are checked as typed ones are."""
        voice = self._voice(who)
        read = read_values(command, values, self._vocabulary, voice, self._desk)
        if isinstance(read, Mistake):
            return read.card(voice)
        return await self._handle(who, command, read, voice)

    async def complete(self, who: Who, line: str) -> list[Suggestion]:
        """Return what may follow a half-typed line, its end being where one types."""
        return suggestions(line, self._vocabulary, self._voice(who), self._desk)

    async def _handle(self, who: Who, command: Command, values: Values, voice: Voice) -> Card:
        if who.permission < command.permission:
            name = voice.say(f"command.{command.key}.name")
            return error_card(voice.say("error.permission", command=name), voice, todo=voice.say("error.ask-manager"))
        call = Call(who=who, voice=voice, desk=self._desk, database=self._database, clock=self._clock)
        try:
            return await command.handler(call, values)
        except Exception:
            # Whatever went wrong, the person gets an answer and a word to look it up by; the details stay in the log.
            reference = token_hex(4)
            log.exception("command failed", command=command.name, reference=reference, platform=who.platform)
            return error_card(
                voice.say("error.internal"), voice, todo=voice.say("error.reference", reference=reference)
            )

    def _voice(self, who: Who) -> Voice:
        return Voice(self._catalogue.spoken(who.locale), who.timezone, self._catalogue)
