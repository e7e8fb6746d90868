"""The whole bot on a fresh database, with a face that remembers and a clock that stands still."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config.configure import load
from bot.config.settings import Settings
from bot.pipeline.reader import Compiled
from bot.service import Service, open_service
from feeds.clock import SteppedClock
from feeds.desks.desk import Desk
from tests.bot import shipped
from tests.bot.pipeline.polled import Polled
from tests.bot.pipeline.remembering import RememberingFace
from tests.builders import NOW
from tests.migrated import migrated
from tests.servers.feedserver import FeedServer


@pytest.fixture(scope="session")
def desk() -> Desk:
    return shipped.korea_us_visa()


@pytest.fixture(scope="session")
def compiled(desk: Desk) -> Compiled:
    """The desk, compiled once for all services: it takes as long as most of these tests."""
    return Compiled.of(desk)


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(NOW)


@pytest.fixture
def face() -> RememberingFace:
    return RememberingFace()


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(
        database_url=f"sqlite:///{migrated(tmp_path / 'bot.sqlite3')}",
        desk_feeds=False,
        allow_addresses="127.0.0.0/8",
        parse_workers=1,
        timezone="Asia/Seoul",
        locale="en",
    )


@pytest.fixture
async def service(
    settings: Settings, desk: Desk, compiled: Compiled, clock: SteppedClock, face: RememberingFace
) -> AsyncIterator[Service]:
    opened = open_service(
        settings,
        desk,
        {"terminal": face},
        clock,
        durable=False,
        compiled=compiled,
        catalogue=shipped.catalogue(),
    )
    async with opened as running:
        yield running


@pytest.fixture
def polled(service: Service, server: FeedServer, clock: SteppedClock) -> Polled:
    return Polled(service, server, clock)
