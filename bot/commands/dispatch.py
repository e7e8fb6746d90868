"""From a typed line, or a command with its values, to the card that answers it: the one door for every face."""

import math
from collections.abc import Awaitable, Callable
from functools import partial
from secrets import token_hex
from typing import TypeVar

import structlog

from bot.cards.card import Card
from bot.cards.clean import without_formats
from bot.cards.error import error_card
from bot.cards.small_talk import small_talk_card
from bot.commands.admin.posting import SLACK
from bot.commands.asker import Asker, read_asker
from bot.commands.call import Call, Probe, Reach, Who
from bot.commands.choice import Choice
from bot.commands.command import Command, Permission, Values
from bot.commands.complete import Suggestion
from bot.commands.completer import Completer
from bot.commands.form import Form
from bot.commands.limits import Limits, who_raises
from bot.commands.line import command_of, read_begun, read_line, words_of
from bot.commands.matching import DeskMatcher
from bot.commands.mistake import Mistake
from bot.commands.rate import Rate
from bot.commands.registry import commands
from bot.commands.small_talk import SmallTalks
from bot.commands.values import read_value, read_values
from bot.commands.vocabulary import Vocabulary, read_vocabulary
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from feeds.clock import Clock
from feeds.desks.desk import Desk
from storage.engine.database import Database
from storage.engine.errors import StorageError

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Dispatcher:
    """Answers commands. Nothing a person types makes it raise."""

    def __init__(
        self,
        *,
        database: Database,
        desk: Desk,
        clock: Clock,
        catalogue: Catalogue,
        limits: Limits | None = None,
        probe: Probe | None = None,
        reach: Reach | None = None,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        """Take what handlers may use, and how much of it.

        `vocabulary` is that of all commands, `desk` and `catalogue`, where it is at hand: dispatchers can share it.
        """
        self._probe = probe
        self._reach = reach
        self._database = database
        self._desk = desk
        self._clock = clock
        self._catalogue = catalogue
        self._limits = limits or Limits()
        self._rate = Rate(self._limits.commands_a_minute)
        self._matcher = DeskMatcher(desk)
        self._commands = commands()
        self._vocabulary = vocabulary or read_vocabulary(self._commands, desk, catalogue)
        self._small_talk = SmallTalks(catalogue)
        self._completer = Completer(database, desk, catalogue, self._vocabulary)

    @property
    def commands(self) -> tuple[Command, ...]:
        """All commands, for faces that register them."""
        return self._commands

    def commands_on(self, platform: str) -> tuple[Command, ...]:
        """Return the commands that there are on a platform, for its face to register."""
        return tuple(command.on(platform) for command in self._commands if command.is_on(platform))

    async def answer(self, who: Who, line: str) -> Card:
        """Return the answer to a typed line; to one that cannot be understood, an error card that says why."""
        return self._too_fast(who) or await self._safely(who, None, partial(self._line, who, line))

    async def show(self, who: Who, line: str) -> Card:
        """Return the answer to a line that only reads, for what a face shows unasked: nobody's commands are counted."""
        return await self._safely(who, None, partial(self._line, who, line))

    async def call(self, who: Who, command: Command, values: Values) -> Card:
        """Return the answer to a command whose values a face picked out; they are checked as typed ones are."""
        return self._too_fast(who) or await self._safely(who, None, partial(self._picked, who, command, values))

    async def complete(self, who: Who, line: str) -> list[Suggestion]:
        """Return what may follow a half-typed line, its end being where one types; only commands one may use."""
        return await _quietly(self._completer.line(who, line))

    async def complete_option(
        self, who: Who, command: Command, option_name: str, typed: str, given: Values
    ) -> list[Choice]:
        """Return what may be chosen of an option, best first, at most 25; nothing where the asker may not use it.

        Args:
            who: the one who types.
            command: the command being filled in.
            option_name: the option's name as declared.
            typed: what is typed of its value; "" for nothing yet.
            given: the other options, as far as they are there, as typed or picked.

        """
        return await _quietly(self._completer.option(who, command, option_name, typed, given))

    async def begin(self, who: Who, line: str) -> Form | None:
        """Return what a line gives and lacks, for a face that asks for the rest; None: it names no command."""
        asker = await read_asker(self._database, who)
        vocabulary = self._vocabulary.on(who.platform).with_topics(asker.own_topics, asker.dropped_topics)
        begun = read_begun(without_formats(line), vocabulary, self._voice(asker.who), self._desk)
        return begun if isinstance(begun, Form) else None

    async def mistakes(self, who: Who, command: Command, values: Values) -> dict[str, str]:
        """Return what is wrong with each value a face picked out, for a face that says so beside the option.

        What only the handler can tell, such as that there is no such story, is not among it.
        """
        asker = await read_asker(self._database, who)
        voice = self._voice(asker.who)
        vocabulary = self._vocabulary.with_topics(asker.own_topics, asker.dropped_topics)
        wrong: dict[str, str] = {}
        for option in command.options:
            if option.name in values:
                read = read_value(option, values[option.name], vocabulary, voice, self._desk)
                if isinstance(read, Mistake):
                    wrong[option.name] = " ".join(filter(None, (read.what, read.todo)))
        return wrong

    async def voice_of(self, who: Who) -> Voice:
        """Return how one asker is spoken to where they ask."""
        asker = await read_asker(self._database, who)
        return self._voice(asker.who)

    def voice(self, locale: str, timezone: str = "UTC") -> Voice:
        """Return how to speak to someone of whom only the language is known."""
        return Voice(self._catalogue.spoken(locale), timezone, self._catalogue)

    async def _line(self, who: Who, line: str, *, confirmed: bool = False) -> Card:
        asker = await read_asker(self._database, who)
        voice = self._voice(asker.who)
        if asker.blocked:
            return _blocked(voice)
        vocabulary = self._vocabulary.on(who.platform).with_topics(asker.own_topics, asker.dropped_topics)
        line = without_formats(line)
        words = words_of(line, self._desk)
        command, _ = command_of(words, vocabulary)
        if command is not None and who.permission < command.needs:
            return _not_allowed(command, who, voice)  # and not what is wrong with the rest of the line
        typed = read_line(line, vocabulary, voice, self._desk)
        if isinstance(typed, Mistake):
            said = self._small_talk.heard(" ".join(word.text for word in words))
            return small_talk_card(said, voice, self._desk) if said else typed.card(voice)
        return await self._handle(asker, typed.command, typed.values, confirmed=confirmed)

    async def _picked(self, who: Who, command: Command, values: Values) -> Card:
        asker = await read_asker(self._database, who)
        voice = self._voice(asker.who)
        if asker.blocked:
            return _blocked(voice)
        if who.permission < command.needs:
            return _not_allowed(command, who, voice)
        vocabulary = self._vocabulary.with_topics(asker.own_topics, asker.dropped_topics)
        read = read_values(command, values, vocabulary, voice, self._desk)
        if isinstance(read, Mistake):
            return read.card(voice)
        return await self._handle(asker, command, read)

    async def _handle(self, asker: Asker, command: Command, values: Values, *, confirmed: bool = False) -> Card:
        who = asker.who
        voice = self._voice(who)
        call = Call(
            who=who,
            voice=voice,
            desk=self._desk,
            database=self._database,
            clock=self._clock,
            run=partial(self._line, who, confirmed=True),
            own_topics=asker.own_topics,
            dropped_topics=asker.dropped_topics,
            matcher=self._matcher,
            confirmed=confirmed,
            limits=self._limits,
            probe=self._probe,
            reach=self._reach,
        )
        return await self._safely(who, command, partial(command.handler, call, values))

    async def _safely(self, who: Who, command: Command | None, answer: Callable[[], Awaitable[Card]]) -> Card:
        try:
            return await answer()
        except Exception as error:
            voice = self._voice(who)
            # An outage is logged once for all who meet it: `storage.engine.outage`.
            if isinstance(error, StorageError) and error.is_outage:
                return error_card(voice.say("error.database"), voice, todo=voice.say("error.database-todo"))
            # Whatever went wrong, the person gets an answer and a word to look it up by; the details stay in the log.
            reference = token_hex(4)
            name = command.name if command else None
            log.exception("command failed", command=name, reference=reference, platform=who.platform)
            return error_card(
                voice.say("error.internal"), voice, todo=voice.say("error.reference", reference=reference)
            )

    def _too_fast(self, who: Who) -> Card | None:
        """Return the answer to one command too many. The operator, at their own machine, is not counted."""
        if who.permission >= Permission.OPERATOR:
            return None
        wait = self._rate.wait((who.platform, who.workspace, who.person), self._clock.now())
        if wait is None:
            return None
        voice = self._voice(who)
        what = voice.many("error.too-fast", self._limits.commands_a_minute)
        todo = voice.many("error.wait", math.ceil(wait.total_seconds()))
        return error_card(what, voice, todo=f"{todo} {who_raises('commands_a_minute', voice)}")

    def _voice(self, who: Who) -> Voice:
        return Voice(self._catalogue.spoken(who.locale), who.timezone, self._catalogue)


async def _quietly(offered: Awaitable[list[T]]) -> list[T]:
    """Return what is offered; nothing where that fails. Commands still work, and say what is wrong."""
    try:
        return await offered
    except Exception as error:
        if not (isinstance(error, StorageError) and error.is_outage):
            log.exception("completion failed")
        return []


def _blocked(voice: Voice) -> Card:
    return error_card(voice.say("error.blocked"), voice, todo=voice.say("error.blocked-todo"))


def _not_allowed(command: Command, who: Who, voice: Voice) -> Card:
    name = voice.say(f"command.{command.key}.name")
    match command.needs:
        case Permission.OPERATOR:
            todo = voice.say("error.ask-operator")
        case Permission.ADMIN:
            todo = voice.say("error.ask-admin")
        case _ if who.platform == SLACK:  # which knows nobody by that word
            todo = voice.say("error.ask-manager-slack")
        case _:
            todo = voice.say("error.ask-manager")
    return error_card(voice.say("error.permission", command=name), voice, todo=todo)
