"""Deaths of the bot and of the loopback platforms that it posts to, and what is left when all have come to the end."""

import asyncio
import signal
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
from sqlalchemy import select

from storage.engine.database import Database
from storage.schema import destinations, outbox
from tests.conftest import ROOT
from tests.servers.process import LoopbackProcess
from tests.wire.replay import environment
from tests.wire.wishes import CHANNELS, Wish

CLOCK = "clock"
"""The file that the platforms read their time from, and the bot moves."""
ANOTHER_LOOK = 0.02


@dataclass(frozen=True, slots=True)
class Trouble:
    """When who is killed, in seconds after each began to work; and whether requests fail by chance."""

    bot: Sequence[float] = ()
    servers: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """By platform."""
    faults: bool = False


CALM = Trouble()


def trouble(seed: int, *, bot: int, servers: Mapping[str, int], between: tuple[float, float]) -> Trouble:
    """Return so many deaths of each at instants by chance, and requests that fail by chance."""
    random = Random(seed)
    ours = [random.uniform(*between) for _ in range(bot)]
    theirs = {}
    for platform, number in servers.items():
        # So that the last of them comes before the last of ours, whatever a start takes.
        share = 0.9 * sum(ours) / max(number, 1)
        theirs[platform] = [random.uniform(0.5, 1.5) * share for _ in range(number)]
    return Trouble(ours, theirs, faults=True)


@dataclass(frozen=True, slots=True)
class Message:
    """What a channel shows."""

    id: str
    text: str


@dataclass
class Told:
    """What a replay left behind on a platform."""

    shown: dict[Wish, list[Message]] = field(default_factory=dict)
    """In the order in which it came."""
    due: dict[Wish, list[str]] = field(default_factory=dict)
    """By what the bot noted: the ids of the messages, in the order in which they were to be told."""
    unusual: list[tuple[str, str, str | None]] = field(default_factory=list)
    """Rows that are not sent, or are no alerts: (kind, state, reason)."""
    outages: int = 0
    lost: int = 0
    """How many rows were in doubt at some time."""
    violations: list[Any] = field(default_factory=list)

    def texts(self) -> dict[str, list[str]]:
        """Return what the channels show, by their names."""
        return {wish.name: [message.text for message in messages] for wish, messages in self.shown.items()}

    def ids(self) -> dict[str, list[str]]:
        """Return the messages of the channels, by their names."""
        return {wish.name: [message.id for message in messages] for wish, messages in self.shown.items()}

    def noted(self) -> dict[str, list[str]]:
        """Return what the bot takes for the messages of the channels, by their names."""
        return {wish.name: messages for wish, messages in self.due.items()}


@dataclass
class Replayed:
    """What a replay left behind."""

    told: dict[str, Told]
    """By platform."""
    deaths: int = 0
    answers: list[int] = field(default_factory=list)
    """How many each question got that was asked on Slack meanwhile."""


async def disturbed(
    platforms: Mapping[str, LoopbackProcess],
    harm: Trouble,
    command: Sequence[str],
    *,
    folder: Path,
    database: str,
    beside: Coroutine[None, None, None],
) -> Replayed:
    """Run the bot to its end, killing it and the platforms on the way; then they stand there without faults.

    Args:
        platforms: Not started yet.
        harm: Who is killed when.
        command: Starts the bot.
        folder: Of the clock, and of the bot's log.
        database: Its URL.
        beside: What people do meanwhile, until it is cancelled.
    """
    replayed = Replayed({name: Told() for name in platforms})
    usual = {name: platform.options for name, platform in platforms.items()}
    meanwhile = [
        asyncio.create_task(_outages(platform, harm, harm.servers.get(name, ()), replayed.told[name]))
        for name, platform in platforms.items()
    ]
    meanwhile.append(asyncio.create_task(beside))
    try:
        replayed.deaths = await _bots(harm.bot, command, folder, database)
    finally:
        for one in meanwhile:
            one.cancel()
        await asyncio.gather(*meanwhile, return_exceptions=True)
    for name, platform in platforms.items():
        with suppress(aiohttp.ClientError):  # it may just have been killed
            replayed.told[name].violations += (await platform.state())["violations"]
        platform.options = usual[name]
        await platform.kill()
        await platform.start()
    return replayed


async def _outages(platform: LoopbackProcess, harm: Trouble, deaths: Sequence[float], told: Told) -> None:
    """Start the platform, kill it and start it again. Each life has its own chance."""
    usual = platform.options
    for number, after in enumerate([*deaths, None]):
        platform.options = (*usual, "--seed", str(number), *(["--faults"] if harm.faults else []))
        await platform.start()
        if after is None:
            return
        await asyncio.sleep(after)
        told.violations += (await platform.state())["violations"]
        await platform.kill()
        told.outages += 1


async def _bots(deaths: Sequence[float], command: Sequence[str], folder: Path, database: str) -> int:
    """Start the bot, kill it and start it again, to its end. Return how often it was killed."""
    for died, after in enumerate([*deaths, None]):
        before = _moved(folder)
        with (folder / "log").open("ab") as file:
            bot = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=environment(database), stdout=file, stderr=file
            )
        try:
            # Its start takes longer the more the machine has to do: it is to be killed at its work.
            while bot.returncode is None and _moved(folder) == before:  # noqa: ASYNC110 - another process moves it
                await asyncio.sleep(ANOTHER_LOOK)
            code = await asyncio.wait_for(bot.wait(), after)
        except TimeoutError:
            bot.kill()
            code = await bot.wait()
        except asyncio.CancelledError:
            bot.kill()
            raise
        if code == 0:
            return died
        assert code == -signal.SIGKILL, f"the bot ended by itself: {folder / 'log'}"
    return len(deaths)


def _moved(folder: Path) -> int:
    """Return when the clock was last moved: the first thing that the bot does once all is open."""
    return (folder / CLOCK).stat().st_mtime_ns


async def read_noted(url: str, platform: str, channels: Mapping[str, Wish], told: Told) -> None:
    """Read what the bot noted of a platform's channels, which are given by the ids that it knows them by."""
    told.due = {wish: [] for wish in channels.values()}
    wanted = select(outbox, destinations.c.external).join(destinations, destinations.c.id == outbox.c.destination)
    database = await Database.open(url)
    async with database.read() as tx:
        rows = (await tx.execute(wanted.where(outbox.c.platform == platform).order_by(outbox.c.id))).all()
    await database.close()
    for row in rows:
        told.lost += row.in_doubt
        if (row.kind, row.state) != ("alert", "sent"):
            told.unusual.append((row.kind, row.state, row.reason))
            continue
        told.due[channels[row.external]].append(row.message.rpartition("/")[2])


def check(undisturbed: Replayed, harmed: Replayed, harm: Trouble) -> None:
    """Compare two replays: every channel shows the same, each alert once, and in the order that the bot noted."""
    assert harmed.deaths == len(harm.bot)
    assert max(undisturbed.answers) == 1, "a question was answered twice, or none at all"
    assert any(harmed.answers)  # one whose answer was lost is answered again: twice is better than not at all
    for platform, deaths in harm.servers.items():
        calm, told = undisturbed.told[platform], harmed.told[platform]
        assert told.outages == len(deaths), platform
        assert told.lost, f"no answer of {platform} was lost: nothing was tried"
        for one in (calm, told):
            assert not one.violations
            assert not one.unusual
            assert one.ids() == one.noted()
        assert len(calm.texts()) == CHANNELS
        # Feeds that are polled at one moment bring their news as they answer: the order of what is told then is each
        # run's own. That channels show it in the order in which it was noted is asserted above.
        assert _sorted(told.texts()) == _sorted(calm.texts())


def _sorted(texts: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: sorted(shown) for name, shown in texts.items()}
