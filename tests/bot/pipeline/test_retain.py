"""What the retainer removes, and when."""

from datetime import timedelta

from feeds.clock import SteppedClock
from storage import audit, workspaces
from storage.audit import AuditLine
from storage.workspaces import Workspace
from tests.bot.pipeline.polled import Polled

DAY = timedelta(days=1)


async def left(polled: Polled) -> Workspace:
    """Return a server that the bot has just left."""
    async with polled.service.database.write() as tx:
        now = polled.clock.now()
        one = await workspaces.put(tx, platform="discord", external="1", name="Guild", locale="en", now=now)
        await audit.note(tx, AuditLine(now, one.id, "7", "subscription.add", "1"))
        await workspaces.leave(tx, one.id, now)
    return one


async def known(polled: Polled) -> list[str]:
    async with polled.service.database.read() as tx:
        return [one.external for one in await workspaces.listing(tx, platform="discord")]


async def test_a_workspace_that_the_bot_left_is_removed_thirty_days_later(polled: Polled, clock: SteppedClock) -> None:
    one = await left(polled)
    clock.move_to(clock.now() + 30 * DAY)
    await polled.service.retainer.look()
    assert await known(polled) == ["1"]
    clock.move_to(clock.now() + timedelta(hours=1))
    await polled.service.retainer.look()
    assert await known(polled) != ["1"]
    clock.move_to(clock.now() + timedelta(hours=1))
    await polled.service.retainer.look()
    assert await known(polled) == []
    async with polled.service.database.read() as tx:
        for workspace in (one.id, None):
            assert await audit.latest(tx, workspace=workspace, limit=9) == []


async def test_a_workspace_that_the_bot_came_back_to_stays(polled: Polled, clock: SteppedClock) -> None:
    one = await left(polled)
    clock.move_to(clock.now() + 29 * DAY)
    async with polled.service.database.write() as tx:
        await workspaces.rejoin(tx, one.id, clock.now())
    for _ in range(3):
        clock.move_to(clock.now() + 2 * DAY)
        await polled.service.retainer.look()
    assert await known(polled) == ["1"]
