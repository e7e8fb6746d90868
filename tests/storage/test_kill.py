"""A process killed in the middle of a turn leaves nothing of it, and all of those before."""

import subprocess
import sys
from pathlib import Path

import pytest

from storage import entries, feeds, outbox
from storage.engine.database import Database
from tests.storage.world import NOON

ROOT = Path(__file__).resolve().parents[2]

TURNS = """
import asyncio
import sys
from storage.engine.database import Database
from storage.turn.intents import Intents
from tests.storage.world import DESK, World, entry
from storage.turn.record import record
import tests.storage.world as world_module

async def main(url):
    database = await Database.open(url)
    world = await World.make(database)
    await world.open_story()
    from storage.turn.intents import Alert, EntryIntent, StoryIntent
    async with database.turn(DESK) as tx:
        many = tuple(EntryIntent(entry()) for _ in range(3000))
        story = StoryIntent(None, frozenset({"visa-talks"}), 1, 1, True, many, alerts=(Alert(world.channel.id, 1),))
        update = world.update(body_digest=b"x" * 16)
        await record(tx, Intents(update, stories=(story,)), desk_version="v1", now=world.now)
        print("inside", flush=True)
        await asyncio.Event().wait()

asyncio.run(main(sys.argv[1]))
"""


@pytest.fixture
def after_a_kill(sqlite_url: str) -> str:
    """URL of a database whose writer was killed in the middle of its second turn."""
    process = subprocess.Popen([sys.executable, "-c", TURNS, sqlite_url], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    with process:
        assert process.stdout
        assert process.stdout.readline() == "inside\n"
        process.kill()
    return sqlite_url


async def test_a_killed_turn_never_was(after_a_kill: str) -> None:
    database = await Database.open(after_a_kill)
    async with database.read() as tx:
        assert len(await entries.recent(tx, scopes={0}, limit=5)) == 1
        feed = await feeds.by_slug(tx, "wire")
        assert (await outbox.counts(tx)).waiting == 1
        assert (await tx.exec_driver_sql("PRAGMA integrity_check")).scalar_one() == "ok"
    assert feed is not None
    assert feed.body_digest is None  # so the document is read again
    async with database.write() as tx:
        claimed = await outbox.claim(tx, NOON, platforms=["discord"], owner="next", lease_until=NOON, limit=9)
    assert len(claimed) == 1
    await database.close()
