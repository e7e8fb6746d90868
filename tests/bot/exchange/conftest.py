"""A database to read files into, made once: workspaces in it do not meet."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.commands.limits import Limits
from bot.exchange.workspace import Side
from bot.locale.voice import Voice
from storage import workspaces
from storage.engine.database import Database
from tests.bot import shipped
from tests.bot.invented import DESK, NOW, a_voice
from tests.migrated import migrated

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def english() -> Voice:
    return a_voice(shipped.catalogue(), "en")


@pytest.fixture(scope="session")
def korean() -> Voice:
    return a_voice(shipped.catalogue(), "ko")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with _installed(tmp_path / "bot.sqlite3") as opened:
        yield opened


@pytest.fixture
async def elsewhere(tmp_path: Path) -> AsyncIterator[Database]:
    """The database of another installation."""
    async with _installed(tmp_path / "other.sqlite3") as opened:
        yield opened


@asynccontextmanager
async def _installed(path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(f"sqlite:///{migrated(path)}", durable=False)
    yield opened
    await opened.close()


async def a_side(database: Database, *, operator: bool = True, limits: Limits | None = None) -> Side:
    """A workspace with nothing in it, and who acts for it."""
    async with database.write() as tx:
        made = await workspaces.put(
            tx, platform="discord", external=f"guild-{next(_numbers)}", name="Guild", locale="en", now=NOW
        )
    return Side(made.id, DESK, limits or Limits(), operator)
