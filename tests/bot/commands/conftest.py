"""A dispatcher over a real database that holds a feed and three stories."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cards.card import Card
from bot.cards.plain import plain
from bot.commands.call import Who
from bot.commands.command import Permission
from bot.commands.dispatch import Dispatcher
from bot.commands.vocabulary import Vocabulary
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from feeds.clock import SteppedClock
from storage import audit, subscriptions, workspaces
from storage.engine.database import Database
from storage.subscriptions import Subscription
from tests.bot import shipped
from tests.bot.invented import DESK, NOW, a_voice, words_of_the_desk
from tests.bot.invented_stories import add_stories
from tests.places import a_place


@dataclass(frozen=True)
class Desk:
    """What a test speaks to."""

    dispatcher: Dispatcher
    database: Database
    who: Callable[..., Who]
    clock: SteppedClock

    async def press(self, card: Card, label: str, **who: object) -> Card:
        """Press a card's button, and return the answer."""
        (action,) = (one for one in card.actions if one.label == label)
        return await self.card(action.command, **who)

    async def subscriptions(self) -> list[Subscription]:
        """Return what is followed where `who` sits."""
        async with self.database.read() as tx:
            return await subscriptions.listing(tx, destination=self.who().destination)

    async def audited(self) -> list[str]:
        """Return the changes that the audit holds, newest first."""
        async with self.database.read() as tx:
            lines = await audit.latest(tx, workspace=self.who().workspace, limit=20)
        return [f"{line.actor} {line.action} {line.subject}" for line in lines]

    async def ask(self, line: str, **who: object) -> str:
        """Type a line, and return the answer as plain text."""
        return plain(await self.card(line, **who))

    async def card(self, line: str, **who: object) -> Card:
        """Type a line, and return the answer."""
        return await self.dispatcher.answer(self.who(**who), line)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return shipped.catalogue()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return words_of_the_desk()


@pytest.fixture(scope="session")
def english(catalogue: Catalogue) -> Voice:
    return a_voice(catalogue, "en")


@pytest.fixture(scope="session")
def korean(catalogue: Catalogue) -> Voice:
    return a_voice(catalogue, "ko")


@dataclass(frozen=True)
class Stocked:
    """A database file that holds the feeds and the stories, to be copied: filling one takes longer than most tests."""

    path: Path
    workspace: int
    destination: int


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Stocked:
    return asyncio.run(_stock(tmp_path_factory.mktemp("database") / "stocked.sqlite3"))


async def _stock(path: Path) -> Stocked:
    database = await Database.open(f"sqlite:///{path}", durable=False)
    await database.upgrade()
    async with database.write() as tx:
        workspace = await workspaces.put(tx, platform="terminal", external="local", name="here", locale="en", now=NOW)
        destination = await a_place(tx, workspace.id, "terminal", NOW, kind="terminal", timezone="Asia/Seoul")
        await add_stories(tx)
    await database.close()
    return Stocked(path, workspace.id, destination.id)


@pytest.fixture
async def database(tmp_path: Path, stocked: Stocked) -> AsyncIterator[Database]:
    mine = Path(shutil.copy(stocked.path, tmp_path / "visabot.sqlite3"))
    opened = await Database.open(f"sqlite:///{mine}", durable=False)
    yield opened
    await opened.close()


@pytest.fixture
def desk(database: Database, stocked: Stocked, catalogue: Catalogue, vocabulary: Vocabulary) -> Desk:
    def who(
        locale: str = "en",
        permission: Permission = Permission.OPERATOR,
        timezone: str = "Asia/Seoul",
        person: str = "local",
        destination: int = stocked.destination,
    ) -> Who:
        return Who("terminal", stocked.workspace, destination, person, locale, timezone, permission)

    clock = SteppedClock(NOW)
    dispatcher = Dispatcher(database=database, desk=DESK, clock=clock, catalogue=catalogue, vocabulary=vocabulary)
    return Desk(dispatcher, database, who, clock)
