"""Which commands were registered last is remembered by platform and application."""

from storage import registrations
from tests.storage.world import NOON, World


async def test_the_last_registration_of_each_application_is_remembered(world: World) -> None:
    async with world.database.write() as tx:
        assert await registrations.digest(tx, "discord", "1") is None
        await registrations.note(tx, "discord", "1", "abc", NOON)
        await registrations.note(tx, "discord", "2", "abc", NOON)
        await registrations.note(tx, "discord", "1", "def", NOON)
        assert await registrations.digest(tx, "discord", "1") == "def"
        assert await registrations.digest(tx, "discord", "2") == "abc"
        assert await registrations.digest(tx, "slack", "1") is None
