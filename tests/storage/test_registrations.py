"""Which commands were registered last is remembered by platform and application."""

from datetime import timedelta

from storage import registrations
from storage.registrations import Registration
from tests.storage.world import NOON, World


async def test_the_last_registration_of_each_application_is_remembered(world: World) -> None:
    async with world.database.write() as tx:
        assert await registrations.get(tx, "discord", "1") is None
        await registrations.put(tx, "discord", "1", "abc", NOON)
        await registrations.put(tx, "discord", "2", "abc", NOON)
        await registrations.put(tx, "discord", "1", "def", NOON + timedelta(hours=1))
        assert await registrations.get(tx, "discord", "1") == Registration("def", NOON + timedelta(hours=1))
        assert await registrations.get(tx, "discord", "2") == Registration("abc", NOON)
        assert await registrations.get(tx, "slack", "1") is None
