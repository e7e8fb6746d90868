"""Delivering to many channels at once: none waits for another, each keeps its order."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.faces.face import InDoubt, Outcome, RetryLater
from bot.pipeline import deliver
from bot.pipeline.deliver import STILL_WORKED_ON
from feeds.desks.desk import Desk
from storage import outbox, posts
from storage.destinations import Destination
from storage.posts import StalePost
from tests.bot.pipeline.channels import ChannelFace, Channels

MINUTE = timedelta(minutes=1)


@pytest.fixture
def discord() -> ChannelFace:
    return ChannelFace("discord")


@pytest.fixture
def terminal() -> ChannelFace:
    return ChannelFace("terminal")


@pytest.fixture
async def channels(
    tmp_path: Path,
    desk: Desk,
    discord: ChannelFace,
    terminal: ChannelFace,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Channels]:
    monkeypatch.setattr(deliver, "LOOK_EVERY", 0.02)
    opened = await Channels.open(tmp_path, desk, discord, terminal)
    yield opened
    await opened.close()


async def several(channels: Channels, count: int) -> list[Destination]:
    return [await channels.channel(f"C{number}") for number in range(count)]


async def test_a_channel_that_hangs_delays_no_other_nor_another_platform(
    channels: Channels, discord: ChannelFace, terminal: ChannelFace
) -> None:
    hanging, *others = await several(channels, 101)
    discord.slow[hanging.external] = asyncio.Event()
    await channels.say(hanging)
    await channels.say(*others)
    await channels.say(await channels.terminal())
    looking = asyncio.create_task(channels.deliverer.look())
    await discord.until(100)
    await terminal.until(1)
    assert hanging.external not in discord.said
    assert not looking.done()
    discord.slow[hanging.external].set()
    assert await looking == 102
    assert len(discord.said[hanging.external]) == 1


async def test_what_becomes_due_while_a_channel_hangs_is_told_meanwhile(
    channels: Channels, discord: ChannelFace
) -> None:
    hanging, other = await several(channels, 2)
    discord.slow[hanging.external] = asyncio.Event()
    await channels.say(hanging)
    looking = asyncio.create_task(channels.deliverer.look())
    for count in range(1, 4):
        await channels.say(other)
        await discord.until(count)
    discord.slow[hanging.external].set()
    await looking


async def test_at_most_a_window_of_rows_is_under_way(
    channels: Channels, discord: ChannelFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "AT_ONCE", 3)
    gate = asyncio.Event()
    for one in await several(channels, 7):
        discord.slow[one.external] = gate
        await channels.say(one)
    looking = asyncio.create_task(channels.deliverer.look())
    async with asyncio.timeout(5):
        while sum(discord.under_way.values()) < 3:  # noqa: ASYNC110 - nothing tells when a send begins
            await asyncio.sleep(0.01)
    async with channels.database.read() as tx:
        counts = await outbox.counts(tx)
    assert (counts.sending, counts.waiting) == (3, 4)
    gate.set()
    assert await looking == 7


async def test_a_look_that_is_over_leaves_a_hanging_row_to_the_next_and_says_it_once(
    channels: Channels, discord: ChannelFace
) -> None:
    """The clock jumps past the row's lease, as after a machine slept: it is ours all the same."""
    hanging, other = await several(channels, 2)
    discord.slow[hanging.external] = asyncio.Event()
    await channels.say(hanging)
    await channels.say(other)
    looking = asyncio.create_task(channels.deliverer.look())
    await discord.until(1)
    channels.clock.move_to(channels.clock.now() + deliver.LEASE + MINUTE)
    async with asyncio.timeout(5):
        await looking
    await channels.say(other)
    looking = asyncio.create_task(channels.deliverer.look())
    await discord.until(2)
    discord.slow[hanging.external].set()
    await looking
    assert [len(said) for said in discord.said.values()] == [2, 1]


async def test_a_look_that_is_cancelled_leaves_its_rows_in_doubt_and_nothing_running(
    channels: Channels, discord: ChannelFace
) -> None:
    (hanging,) = await several(channels, 1)
    discord.slow[hanging.external] = asyncio.Event()
    await channels.say(hanging)
    looking = asyncio.create_task(channels.deliverer.look())
    async with asyncio.timeout(5):
        while not discord.under_way[hanging.external]:  # noqa: ASYNC110 - nothing tells when a send begins
            await asyncio.sleep(0.01)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    assert discord.under_way[hanging.external] == 0
    assert await channels.deliverer.recover() == 1
    discord.slow[hanging.external].set()
    await channels.deliverer.look()
    assert not discord.said[hanging.external], "the platform may still be working on it"
    await channels.deliver(STILL_WORKED_ON)
    assert len(discord.said[hanging.external]) == 1


async def test_what_was_answered_when_a_look_is_cancelled_is_stored_and_not_in_doubt(
    channels: Channels, discord: ChannelFace
) -> None:
    """What is to be stored waits for another write when the look is cancelled."""
    gate = asyncio.Event()
    some = await several(channels, 3)
    discord.slow.update(dict.fromkeys((one.external for one in some), gate))
    await channels.say(*some)
    looking = asyncio.create_task(channels.deliverer.look())
    async with asyncio.timeout(30):
        while sum(discord.under_way.values()) < 3:  # noqa: ASYNC110 - nothing tells when a send begins
            await asyncio.sleep(0.01)
    async with channels.database.write():
        gate.set()
        while sum(discord.under_way.values()):  # noqa: ASYNC110 - nor when it ends
            await asyncio.sleep(0.01)
        looking.cancel()
        await asyncio.sleep(0.01)
    await asyncio.gather(looking, return_exceptions=True)
    assert await channels.deliverer.recover() == 0


async def test_edits_do_not_wait_for_rows_elsewhere(
    channels: Channels, discord: ChannelFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window is full of rows that hang, and a post elsewhere shows less than is wanted."""
    monkeypatch.setattr(deliver, "AT_ONCE", 1)
    hanging, other = await several(channels, 2)
    discord.slow[hanging.external] = asyncio.Event()
    await channels.say(hanging)
    stale = StalePost(1, other, 1, "m1", 2, 1)
    waiting = [stale]

    async def some(*_: object, **__: object) -> list[StalePost]:
        return [waiting.pop()] if waiting else []

    monkeypatch.setattr(posts, "stale", some)
    looking = asyncio.create_task(channels.deliverer.look())
    async with asyncio.timeout(5):
        while waiting:  # noqa: ASYNC110 - nothing tells when an edit begins
            await asyncio.sleep(0.01)
    assert not discord.said[hanging.external]
    discord.slow[hanging.external].set()
    await looking


OUTCOMES: list[tuple[Outcome, bool]] = [
    (RetryLater(MINUTE, "busy"), False),
    (RetryLater(timedelta(seconds=5), "busy"), False),
    (InDoubt("dropped before it acted"), False),
    (InDoubt("dropped after it acted"), True),
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    to=st.lists(st.integers(0, 3), min_size=1, max_size=14),
    answers=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(OUTCOMES)), max_size=10),
    died=st.booleans(),
)
def test_whatever_is_answered_each_row_is_said_once_and_each_channel_keeps_its_order(
    tmp_path: Path, desk: Desk, to: list[int], answers: list[tuple[int, tuple[Outcome, bool]]], *, died: bool
) -> None:
    async def play() -> None:
        face = ChannelFace()
        channels = await Channels.open(tmp_path, desk, face)
        names = [f"{id(face)}-{number}" for number in range(4)]
        places = [await channels.channel(name) for name in names]
        for number, answer in answers:
            face.answers[names[number]].append(answer)
        due: dict[str, list[int]] = {name: [] for name in names}
        for number in to:
            due[names[number]] += await channels.say(places[number])
        if died:
            looking = asyncio.create_task(channels.deliverer.look())
            await asyncio.sleep(0)
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)
            await channels.deliverer.recover()
        for _ in range(len(answers) + 2):
            await channels.deliver(2 * MINUTE)
        said = {name: [int(token.split("-")[1], 16) for token in face.said[name]] for name in names}
        await channels.close()
        assert said == due

    asyncio.run(play())
