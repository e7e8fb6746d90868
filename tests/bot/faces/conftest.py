"""A database with stories that every face shows."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import feeds
from storage.engine.database import Database
from storage.turn import record
from tests.bot.commands.conftest import _intents
from tests.bot.invented import DESK, NOW


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database: migrating takes longer than copying."""
    path = tmp_path_factory.mktemp("faces") / "migrated.sqlite3"
    asyncio.run(_migrate(path))
    return path


@pytest.fixture
async def database(tmp_path: Path, migrated: Path) -> AsyncIterator[Database]:
    """A copy of it."""
    mine = shutil.copy(migrated, tmp_path / "visabot.sqlite3")
    opened = await Database.open(f"sqlite:///{mine}", durable=False)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Path:
    """A database with three stories."""
    path = Path(shutil.copy(migrated, tmp_path_factory.mktemp("faces") / "filled.sqlite3"))
    asyncio.run(_fill(path))
    return path


async def _migrate(path: Path) -> None:
    database = await Database.open(f"sqlite:///{path}", durable=False)
    await database.upgrade()
    await database.close()


async def _fill(path: Path) -> None:
    database = await Database.open(f"sqlite:///{path}", durable=False)
    async with database.write() as tx:
        await feeds.register(tx, DESK.feeds, NOW)
        feed = (await feeds.listing(tx, None))[0].id
        await record.record(tx, _intents(feed), desk_version="1", now=NOW)
    await database.close()
