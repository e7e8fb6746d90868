"""A bot in this process that has lived through part of the wire, and the person at its terminal."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.cards.card import Card, CardKind
from bot.cards.plain import plain
from bot.commands.call import Who
from bot.commands.line import command_of, words_of
from bot.commands.vocabulary import Vocabulary, read_vocabulary
from bot.config.configure import load
from bot.faces.terminal.headless import HeadlessFace
from bot.faces.terminal.render import Look, render
from bot.faces.terminal.words import PLATFORM
from bot.service import Service, open_service
from feeds.clock import SteppedClock
from feeds.desks.loader import shipped_desk
from storage import stories
from storage.stories import StoryView
from tests.wire.replay import SETTINGS, Outcome, Span, environment, follow
from tests.wire.stepper import step
from tests.wire.wire import Wire, serving


@dataclass
class Conversation:
    """What a scene speaks to. Time stands still but where a scene moves it on."""

    service: Service
    who: Who
    wire: Wire
    clock: SteppedClock
    every: timedelta
    """From one look at the feeds to the next."""
    posts: Path
    vocabulary: Vocabulary
    typed: set[tuple[str, str]] = field(default_factory=set)
    """Commands that were typed and answered, with the language of the one who typed."""

    async def card(self, line: str, locale: str = "en") -> Card:
        """Type a line, and return the answer; it must not be an error."""
        card = await self.try_(line, locale)
        assert card.kind is not CardKind.ERROR, f"{line!r}: {plain(card)}"
        return card

    async def ask(self, line: str, locale: str = "en") -> str:
        """Type a line, and return the answer as lines."""
        return plain(await self.card(line, locale))

    async def refused(self, line: str, locale: str = "en") -> str:
        """Type a line that must be refused, and return why."""
        card = await self.try_(line, locale)
        assert card.kind is CardKind.ERROR, f"{line!r}: {plain(card)}"
        return plain(card)

    async def try_(self, line: str, locale: str = "en") -> Card:
        """Type a line, and return the answer, whatever it is."""
        command, _ = command_of(words_of(line, self.service.desk), self.vocabulary)
        assert command is not None, f"{line!r} names no command"
        card = await self.service.dispatcher.answer(replace(self.who, locale=locale), line)
        assert render(card, Look(styled=False, coloured=False)).strip()
        if card.kind is not CardKind.ERROR:
            self.typed.add((command.name, locale))
        return card

    async def press(self, card: Card, number: int = 0, locale: str = "en") -> Card:
        """Press one of a card's buttons, and return the answer."""
        return await self.card(card.actions[number].command, locale)

    async def sure(self, line: str, locale: str = "en") -> Card:
        """Type a line that must ask first, and say yes."""
        asked = await self.card(line, locale)
        assert asked.kind is CardKind.CONFIRM, f"{line!r}: {plain(asked)}"
        return await self.press(asked, locale=locale)

    async def story(self, reports: int = 1) -> StoryView:
        """Return the newest story of at least so many reports."""
        async with self.service.database.read() as tx:
            newest = await stories.latest(tx, scopes=(0, self.service.local.workspace), limit=500)
        return next(story for story in newest if len(story.members) >= reports)

    async def move_to(self, when: datetime) -> None:
        """Let the bot live on until then."""
        await step(self.service, self.wire, self.clock, when, int(self.every.total_seconds() // 60))

    def outcome(self) -> Outcome:
        """Return what was left behind so far, for another process to look at."""
        return Outcome(self.posts, environment(self.service.settings.database_url.get_secret_value()), deaths=0)

    def told(self) -> list[dict[str, Any]]:
        """Return the cards that were posted so far, edits left out."""
        return [record["card"] for record in self.outcome().records() if record["action"] == "post"]


@contextmanager
def conversing(test_data: Path, folder: Path, span: Span) -> Iterator[tuple[asyncio.Runner, Conversation]]:
    """Let a bot live through `span`, with a fresh database in `folder`; give it, and the loop that it lives in."""
    database = f"sqlite:///{folder / 'wire.sqlite3'}"
    settings = load(None, database_url=database, **SETTINGS)
    desk, clock = shipped_desk(settings.desk), SteppedClock(span.start)
    with ExitStack() as stack:
        wire = stack.enter_context(serving(test_data, span.start))
        posts = stack.enter_context((folder / "posts").open("wb"))
        runner = stack.enter_context(asyncio.Runner())
        runner.run(follow(wire, database, span))
        opened = open_service(settings, desk, {"terminal": HeadlessFace(posts.fileno(), "json")}, clock, durable=False)
        service = runner.run(opened.__aenter__())
        stack.callback(lambda: runner.run(opened.__aexit__(None, None, None)))
        vocabulary = read_vocabulary(service.dispatcher.commands, desk, service.catalogue).on(PLATFORM)
        conversation = Conversation(service, service.who, wire, clock, span.step, folder / "posts", vocabulary)
        runner.run(conversation.move_to(span.until))
        yield runner, conversation


def numbers(text: str) -> list[int]:
    """Return the stories that an answer names: s12."""
    return [int(number) for number in re.findall(r"\[s(\d+)\]", text)]
