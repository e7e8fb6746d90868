"""Deaths of the bot and of the loopback platforms that it posts to, and what is left when all have come to the end."""

import asyncio
import signal
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import aiohttp
from sqlalchemy import select

from storage.engine.database import Database
from storage.schema import destinations, outbox
from tests.conftest import ROOT
from tests.servers.process import LoopbackProcess
from tests.wire.asking import APOLOGY, PROGRESS, Deaths, Question
from tests.wire.replay import environment
from tests.wire.wishes import CHANNELS, Wish

CLOCK = "clock"
"""The file that the platforms read their time from, and the bot moves."""
ANOTHER_LOOK = 0.02
PATIENCE = 60.0
"""Seconds that an answer may take, on a machine that has much to do."""
LOST = ("chat.postMessage lost_after", "chat.postEphemeral lost_after", "chat.update lost_after")
"""Counts of what was done and not answered: it is done again."""


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


class Due(NamedTuple):
    """What the bot noted of a message."""

    moment: datetime
    """When it was decided on."""
    id: str


@dataclass
class Told:
    """What a replay left behind on a platform."""

    shown: dict[Wish, list[Message]] = field(default_factory=dict)
    """In the order in which it came."""
    due: dict[Wish, list[Due]] = field(default_factory=dict)
    """By what the bot noted, in the order in which they were to be told."""
    unusual: list[tuple[str, str, str | None]] = field(default_factory=list)
    """Rows that are not sent, or are no alerts: (kind, state, reason)."""
    outages: int = 0
    lost: int = 0
    """How many rows were in doubt at some time."""
    counts: Counter[str] = field(default_factory=Counter)
    """Of the requests that it answered, or did not, by route and result."""
    violations: list[Any] = field(default_factory=list)

    def add(self, state: Mapping[str, Any]) -> None:
        """Take what a platform tells of itself at the end of a life."""
        self.violations += state["violations"]
        self.counts.update(state["counts"])

    def texts(self) -> dict[str, list[str]]:
        """Return what the channels show, by their names."""
        return {wish.name: [message.text for message in messages] for wish, messages in self.shown.items()}

    def ids(self) -> dict[str, list[str]]:
        """Return the messages of the channels, by their names."""
        return {wish.name: [message.id for message in messages] for wish, messages in self.shown.items()}

    def noted(self) -> dict[str, list[str]]:
        """Return what the bot takes for the messages of the channels, by their names."""
        return {wish.name: [one.id for one in due] for wish, due in self.due.items()}

    def moments(self) -> dict[str, list[list[str]]]:
        """Return what the channels show, by their names: what was decided on at one moment together, in any order."""
        said = {message.id: message.text for messages in self.shown.values() for message in messages}
        return {
            wish.name: [sorted(said[one.id] for one in group) for _, group in groupby(due, lambda one: one.moment)]
            for wish, due in self.due.items()
        }


@dataclass
class Replayed:
    """What a replay left behind."""

    told: dict[str, Told]
    """By platform."""
    deaths: int = 0
    questions: list[Question] = field(default_factory=list)
    """What was asked on Slack meanwhile, and what came of it."""


async def disturbed(
    platforms: Mapping[str, LoopbackProcess],
    harm: Trouble,
    command: Sequence[str],
    *,
    folder: Path,
    database: str,
    beside: Callable[[Deaths], Awaitable[None]],
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
    replayed, deaths = Replayed({name: Told() for name in platforms}), Deaths()
    usual = {name: platform.options for name, platform in platforms.items()}
    meanwhile = [
        asyncio.create_task(_outages(platform, harm, harm.servers.get(name, ()), replayed.told[name], deaths))
        for name, platform in platforms.items()
    ]
    meanwhile.append(asyncio.ensure_future(beside(deaths)))
    try:
        replayed.deaths = await _bots(harm.bot, command, folder, database, deaths)
    finally:
        for one in meanwhile:
            one.cancel()
        await asyncio.gather(*meanwhile, return_exceptions=True)
    for name, platform in platforms.items():
        with suppress(aiohttp.ClientError):  # it may just have been killed
            replayed.told[name].add(await platform.state())
        platform.options = usual[name]
        if harm.faults:
            await platform.kill()
            await platform.start()
    return replayed


async def _outages(
    platform: LoopbackProcess, harm: Trouble, lives: Sequence[float], told: Told, deaths: Deaths
) -> None:
    """Start the platform, kill it and start it again. Each life has its own chance."""
    usual = platform.options
    for number, after in enumerate([*lives, None]):
        platform.options = (*usual, "--seed", str(number), *(["--faults"] if harm.faults else []))
        await platform.start()
        if number:
            deaths.note()
        if after is None:
            return
        await asyncio.sleep(after)
        told.add(await platform.state())
        await platform.kill()
        told.outages += 1


async def _bots(lives: Sequence[float], command: Sequence[str], folder: Path, database: str, deaths: Deaths) -> int:
    """Start the bot, kill it and start it again, to its end. Return how often it was killed.

    It is killed at any instant; every second time only when nobody waits for an answer.
    """
    for died, after in enumerate([*lives, None]):
        before = _moved(folder)
        with (folder / "log").open("ab") as file:
            bot = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=environment(database), stdout=file, stderr=file
            )
        try:
            # Its start takes longer the more the machine has to do: it is to be killed at its work.
            while bot.returncode is None and _moved(folder) == before:  # noqa: ASYNC110 - another process moves it
                await asyncio.sleep(ANOTHER_LOOK)
            if died:
                deaths.note()  # not sooner: Slack may only now have read what the dead one acknowledged
            code = await asyncio.wait_for(bot.wait(), after)
        except TimeoutError:
            code = await _kill(bot, deaths if died % 2 else None)
        except asyncio.CancelledError:
            bot.kill()
            raise
        if code == 0:
            return died
        assert code == -signal.SIGKILL, f"the bot ended by itself: {folder / 'log'}"
    return len(lives)


async def _kill(bot: asyncio.subprocess.Process, deaths: Deaths | None) -> int:
    """Kill the bot, at a moment when nobody waits for an answer if `deaths` is given; return how it ended."""
    if deaths is None:
        bot.kill()
        return await bot.wait()
    async with asyncio.timeout(PATIENCE), deaths.quiet:
        if bot.returncode is None:
            bot.kill()
        return await bot.wait()


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
        told.due[channels[row.external]].append(Due(row.due_at, row.message.rpartition("/")[2]))


def check(undisturbed: Replayed, harmed: Replayed, harm: Trouble) -> None:
    """Compare two replays: every channel shows the same, each alert once, in order; who asked was answered."""
    assert harmed.deaths == len(harm.bot)
    check_calm_answers(undisturbed)
    check_answers(harmed, harm)
    for platform, deaths in harm.servers.items():
        calm, told = undisturbed.told[platform], harmed.told[platform]
        assert told.outages == len(deaths), platform
        assert told.lost, f"no answer of {platform} was lost: nothing was tried"
        for one in (calm, told):
            assert not one.violations
            assert not one.unusual
            assert one.ids() == one.noted()
        assert len(calm.texts()) == CHANNELS
        # Feeds that are polled at one moment bring their news as they answer: the order of what is told of one moment
        # is each run's own (channels show it in the order in which it was noted: see above). Between moments it is not.
        assert told.moments() == calm.moments()


def check_calm_answers(undisturbed: Replayed) -> None:
    """Where nobody dies, each question is answered once, though Slack sends one in four again."""
    assert len(undisturbed.questions) > 1
    for one in undisturbed.questions:
        assert (one.right, len(one.answers)) == (1, 1), one


def check_answers(harmed: Replayed, harm: Trouble) -> None:
    """Every question that the bot heard is answered, if nobody died meanwhile, and once, but for what Slack made it do.

    One that was asked while the bot was dead is heard by the next life. No one is left with a word of progress.
    """
    *earlier, last = harmed.questions
    assert all(one.heard for one in earlier), "a question was never heard"
    struck = [one for one in harmed.questions if one.struck]
    # Every second death of the bot waited until nobody waited for an answer.
    assert len(struck) <= (len(harm.bot) + 1) // 2 + len(harm.servers.get("slack", ()))
    lived = [one for one in (*earlier, last) if one.heard and not one.struck]
    for one in lived:
        assert one.right or one.shows(APOLOGY), one
        assert not one.shows(PROGRESS), one
    # Requests fail by chance: where three in a row did, or the answer to the last was lost, the bot apologises.
    assert sum(one.shows(APOLOGY) for one in lived) <= max(1, len(lived) // 25)
    lost = sum(harmed.told["slack"].counts[what] for what in LOST)
    doubled = sum(max(len(one.answers) - 1, 0) for one in harmed.questions)
    assert doubled <= lost + sum(len(one.heard) - 1 for one in harmed.questions if one.heard)
