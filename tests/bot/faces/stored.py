"""What is stored of a chat's places, and what a test puts there."""

from datetime import datetime, timedelta

from storage import destinations, outbox, topics, workspaces
from storage.destinations import Destination
from storage.engine.database import Database

HOUR = timedelta(hours=1)


async def stored(database: Database, number: int) -> Destination:
    """Return a place by our number."""
    async with database.read() as tx:
        found = await destinations.get(tx, number)
    assert found is not None
    return found


async def give_up(database: Database, number: int, now: datetime) -> None:
    """Have it that a place has ended."""
    async with database.write() as tx:
        await outbox.end(tx, number, reason="deleted", now=now)


async def refuse(database: Database, number: int, platform: str, now: datetime) -> None:
    """Have the platform refuse a post there, so that it waits for an hour."""
    async with database.write() as tx:
        await outbox.put(tx, [outbox.NewRow(number, "notice:x:1", "notice", now)])
        (delivery,) = await outbox.claim(tx, now, platforms=[platform], owner="me", lease_until=now + HOUR, limit=1)
        await outbox.refused(tx, delivery, until=now + HOUR, reason="may not post there", now=now)


async def due(database: Database, platform: str, now: datetime) -> bool:
    """Tell whether something is to be posted on a platform at once."""
    async with database.read() as tx:
        return await outbox.has_due(tx, now, platforms=[platform])


async def add_terms(database: Database, platform: str, workspace: str, count: int, now: datetime) -> None:
    """Give a workspace so many long watch terms of its own."""
    async with database.write() as tx:
        its = await workspaces.put(tx, platform=platform, external=workspace, name="Newsroom", locale="en", now=now)
        for n in range(count):
            expression = f'"battery plant number {n}" OR "the same plant, said in quite other words, {n}"'
            await topics.add_term(tx, its.id, "visa-talks", expression, by="1", now=now)
