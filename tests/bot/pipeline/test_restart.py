"""Starting again after a death: what the dead process had under way is taken up at once, and nothing is said twice."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any

import pytest

from bot.faces.face import Outcome
from bot.pipeline.deliver import STILL_WORKED_ON
from bot.pipeline.reader import Compiled
from bot.service import Service, open_service
from feeds.clock import SteppedClock
from feeds.desks.desk import Desk
from storage import outbox
from tests.bot.pipeline.polled import QUARTER, TALKS, Polled
from tests.bot.pipeline.remembering import RememberingFace
from tests.bot.pipeline.rss import OLD, item, rss
from tests.servers.feedserver import FeedServer, hang, page

Restart = Callable[[], AbstractAsyncContextManager[Service]]


@pytest.fixture
def restart(service: Service, desk: Desk, compiled: Compiled, clock: SteppedClock, face: RememberingFace) -> Restart:
    """Open the bot on the database of one that says nothing any more, at the same instant."""
    return lambda: open_service(
        service.settings,
        desk,
        {"terminal": face},
        clock,
        durable=False,
        compiled=compiled,
        catalogue=service.catalogue,
    )


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_post_that_was_under_way_is_said_once(
    polled: Polled,
    server: FeedServer,
    face: RememberingFace,
    restart: Restart,
    monkeypatch: pytest.MonkeyPatch,
    *,
    arrived: bool,
) -> None:
    send = face.send

    async def die(*args: Any, **named: Any) -> Outcome:
        if arrived:
            await send(*args, **named)
        raise asyncio.CancelledError

    server.answer("/herald", page(rss(OLD)), page(rss(item(TALKS, 2), OLD)))
    await polled.follow()
    await polled.round(timedelta())
    with monkeypatch.context() as dying:
        dying.setattr(face, "send", die)
        await polled.round()
    assert face.titles() == [TALKS] * arrived
    async with restart() as again:
        polled.clock.move_to(polled.clock.now() + STILL_WORKED_ON)
        await again.deliverer.look()
        async with again.database.read() as tx:
            assert (await outbox.counts(tx)).sending == 0
    assert (face.titles(), len(face.sends)) == ([TALKS], 1)


async def test_a_feed_that_was_being_polled_is_polled(
    polled: Polled, server: FeedServer, service: Service, restart: Restart
) -> None:
    server.answer("/herald", hang(), page(rss(OLD)))
    await polled.follow()
    polled.clock.move_to(polled.clock.now() + QUARTER)
    await service.poller.look()
    await server.until(lambda: server.running == 1)
    async with restart() as again:
        await again.poller.drain()
    assert (await polled.state()).ok_at == polled.clock.now()
