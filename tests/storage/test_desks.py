"""The versions of the desk that ran here."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feeds.desks
from feeds.desks.loader import load_desk
from storage import desks
from tests.storage.world import NOON, World


async def test_a_version_is_noted_once(world: World) -> None:
    desk = load_desk(Path(next(iter(feeds.desks.__path__))) / "korea_us_visa")
    async with world.database.write() as tx:
        assert await desks.note(tx, replace(desk, version="v1"), NOON)
        assert not await desks.note(tx, replace(desk, version="v1"), NOON)
        assert await desks.note(tx, replace(desk, version="v2"), NOON)


async def test_a_topic_is_called_as_the_last_version_that_had_it_called_it(world: World) -> None:
    desk = load_desk(Path(next(iter(feeds.desks.__path__))) / "korea_us_visa")
    topic = desk.topics["kit-desk"]
    async with world.database.write() as tx:
        for age, name in ((3, "Oldest"), (2, "Older")):
            had = {"kit-desk": replace(topic, name={"en": name})}
            await desks.note(tx, replace(desk, version=name, topics=had), NOON - timedelta(days=age))
        await desks.note(tx, replace(desk, version="now", topics={}), NOON)
        assert await desks.former_names(tx, ["kit-desk", "never-was"]) == {"kit-desk": {"en": "Older"}}
        assert await desks.former_names(tx, []) == {}
