"""From a typed line, or a command with its values, to the card that answers it: the one door for every face."""

import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from secrets import token_hex

import structlog

from bot.cards.card import Card
from bot.cards.error import error_card
from bot.commands.call import Call, Probe, Who
from bot.commands.command import Command, Permission, Values
from bot.commands.complete import Suggestion, suggestions
from bot.commands.limits import Limits, who_raises
from bot.commands.line import read_line
from bot.commands.matching import DeskMatcher
from bot.commands.mistake import Mistake
from bot.commands.rate import Rate
from bot.commands.registry import commands
from bot.commands.values import read_values
from bot.commands.vocabulary import read_vocabulary
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from feeds.clock import Clock
from feeds.desks.desk import Desk, Text
from storage import destinations, topics, workspaces
from storage.database import Database

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
    ) -> None:
        """Take what handlers may use, and how much of it."""
        self._probe = probe
        self._database = database
        self._desk = desk
        self._clock = clock
        self._catalogue = catalogue
        self._limits = limits or Limits()
        self._rate = Rate(self._limits.commands_a_minute)
        self._matcher = DeskMatcher(desk)
        self._commands = commands()
        self._vocabulary = read_vocabulary(self._commands, desk, catalogue)

    @property
    def commands(self) -> tuple[Command, ...]:
        """All commands, for faces that register them."""
        return self._commands

    async def answer(self, who: Who, line: str) -> Card:
        """Return the answer to a typed line; to one that cannot be understood, an error card that says why."""
        return self._too_fast(who) or await self._safely(who, None, partial(self._line, who, line))

    async def call(self, who: Who, command: Command, values: Values) -> Card:
        """Return the answer to a command whose values a face picked out; they are checked as typed ones are."""
        return self._too_fast(who) or await self._safely(who, None, partial(self._picked, who, command, values))

    async def complete(self, who: Who, line: str) -> list[Suggestion]:
        """Return what may follow a half-typed line, its end being where one types."""
        try:
            who, _ = await self._as_chosen(who)
            vocabulary = self._vocabulary.with_topics(await self._own_topics(who))
        except Exception:
            # A prompt without suggestions still takes commands; those will say what is wrong with the database.
            log.exception("completion failed")
            return []
        return suggestions(line, vocabulary, self._voice(who), self._desk)

    async def _line(self, who: Who, line: str, *, confirmed: bool = False) -> Card:
        who, blocked = await self._as_chosen(who)
        voice, own = self._voice(who), await self._own_topics(who)
        if blocked:
            return _blocked(voice)
        typed = read_line(line, self._vocabulary.with_topics(own), voice, self._desk)
        if isinstance(typed, Mistake):
            return typed.card(voice)
        return await self._handle(who, typed.command, typed.values, own, confirmed=confirmed)

    async def _picked(self, who: Who, command: Command, values: Values) -> Card:
        who, blocked = await self._as_chosen(who)
        voice, own = self._voice(who), await self._own_topics(who)
        if blocked:
            return _blocked(voice)
        read = read_values(command, values, self._vocabulary.with_topics(own), voice, self._desk)
        if isinstance(read, Mistake):
            return read.card(voice)
        return await self._handle(who, command, read, own)

    async def _handle(
        self, who: Who, command: Command, values: Values, own: Mapping[str, Text], *, confirmed: bool = False
    ) -> Card:
        voice = self._voice(who)
        if who.permission < command.needs:
            return _not_allowed(command, voice)
        call = Call(
            who=who,
            voice=voice,
            desk=self._desk,
            database=self._database,
            clock=self._clock,
            run=partial(self._line, who, confirmed=True),
            own_topics=own,
            matcher=self._matcher,
            confirmed=confirmed,
            limits=self._limits,
            probe=self._probe,
        )
        return await self._safely(who, command, partial(command.handler, call, values))

    async def _safely(self, who: Who, command: Command | None, answer: Callable[[], Awaitable[Card]]) -> Card:
        try:
            return await answer()
        except Exception:
            # Whatever went wrong, the person gets an answer and a word to look it up by; the details stay in the log.
            reference = token_hex(4)
            voice = self._voice(who)
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

    async def _as_chosen(self, who: Who) -> tuple[Who, bool]:
        """Return the asker, in the language and zone that the place's workspace chose, and whether it is blocked."""
        async with self._database.read() as tx:
            its = await workspaces.get(tx, who.workspace)
            place = await destinations.get(tx, who.destination)
        if its is None or place is None or place.kind == "direct":
            return who, its is not None and its.blocked_at is not None
        chosen = replace(who, locale=its.language or who.locale, timezone=its.timezone or who.timezone)
        return chosen, its.blocked_at is not None

    async def _own_topics(self, who: Who) -> Mapping[str, Text]:
        async with self._database.read() as tx:
            return {topic.slug: topic.name for topic in await topics.listing(tx, who.workspace)}

    def _voice(self, who: Who) -> Voice:
        return Voice(self._catalogue.spoken(who.locale), who.timezone, self._catalogue)


def _blocked(voice: Voice) -> Card:
    return error_card(voice.say("error.blocked"), voice, todo=voice.say("error.blocked-todo"))


def _not_allowed(command: Command, voice: Voice) -> Card:
    name = voice.say(f"command.{command.key}.name")
    match command.needs:
        case Permission.OPERATOR:
            todo = voice.say("error.ask-operator")
        case Permission.ADMIN:
            todo = voice.say("error.ask-admin")
        case _:
            todo = voice.say("error.ask-manager")
    return error_card(voice.say("error.permission", command=name), voice, todo=todo)
