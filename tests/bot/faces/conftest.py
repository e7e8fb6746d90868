"""A database with stories that every face shows."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cards.card import Card
from bot.gallery import gallery
from storage.engine.database import Database
from tests.bot import shipped
from tests.bot.invented_stories import add_stories


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


@pytest.fixture(scope="session", params=["en", "ko"])
def every_card(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, migrated: Path
) -> dict[str, Card]:
    """One of every kind of card, by its name, in each language."""
    path = Path(shutil.copy(migrated, tmp_path_factory.mktemp("faces") / "cards.sqlite3"))
    return asyncio.run(_drawn(path, str(request.param)))


async def _migrate(path: Path) -> None:
    database = await Database.open(f"sqlite:///{path}", durable=False)
    await database.upgrade()
    await database.close()


async def _drawn(path: Path, locale: str) -> dict[str, Card]:
    database = await Database.open(f"sqlite:///{path}", durable=False)
    made = {name: card async for name, card in gallery(database, shipped.korea_us_visa(), shipped.catalogue(), locale)}
    await database.close()
    return made


async def _fill(path: Path) -> None:
    database = await Database.open(f"sqlite:///{path}", durable=False)
    async with database.write() as tx:
        await add_stories(tx)
    await database.close()
