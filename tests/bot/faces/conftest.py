"""A database with stories that every face shows."""

import asyncio
from pathlib import Path

import pytest

from storage import feeds, record
from storage.database import Database
from tests.bot.commands.conftest import _intents
from tests.bot.invented import DESK, NOW


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with three stories: migrating takes longer than copying."""
    path = tmp_path_factory.mktemp("faces") / "filled.sqlite3"
    asyncio.run(_fill(path))
    return path


async def _fill(path: Path) -> None:
    database = await Database.open(f"sqlite:///{path}", durable=False)
    await database.upgrade()
    async with database.write() as tx:
        await feeds.register(tx, DESK.feeds, NOW)
        feed = (await feeds.listing(tx, None))[0].id
        await record.record(tx, _intents(feed), desk_version="1", now=NOW)
    await database.close()
