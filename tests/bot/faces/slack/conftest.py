"""A newsroom on a loopback Slack, and a database that holds three stories."""

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.faces.slack.setup.scopes import EVENTS, scopes
from storage.engine.database import Database
from tests.bot import shipped
from tests.bot.faces.slack.talking import Talk
from tests.servers.slack import NO_LIMITS, LoopbackSlack, Rank


@pytest.fixture
async def talk(tmp_path: Path, filled: Path) -> AsyncIterator[Talk]:
    """Nothing listens yet: see `Talk.listening`. The app has the scopes and hears the events of its manifest."""
    mine = Path(shutil.copy(filled, tmp_path / "visabot.sqlite3"))
    async with AsyncExitStack() as stack:
        database = await Database.open(f"sqlite:///{mine}", durable=False)
        stack.push_async_callback(database.close)
        slack = await stack.enter_async_context(LoopbackSlack(limits=NO_LIMITS, subscribed=EVENTS))
        team = slack.places.add_team("Newsroom", scopes=scopes())
        admin = slack.places.add_person(team, "mina", rank=Rank.ADMIN)
        reader = slack.places.add_person(team, "jun")
        operator = slack.places.add_person(team, "root")
        channel = slack.places.add_channel(team, "news", members=[admin, reader, operator])
        yield Talk(
            slack=slack,
            database=database,
            catalogue=shipped.catalogue(),
            team=team,
            channel=channel,
            admin=admin,
            reader=reader,
            operator=operator,
        )
