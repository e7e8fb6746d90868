"""Replays the wire into a loopback Discord, killing the bot and Discord on the way, and reads what channels show."""

import asyncio
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from storage.database import Database
from storage.schema import destinations, outbox
from tests.conftest import ROOT
from tests.servers.discord import DiscordProcess
from tests.servers.discord.places import said
from tests.wire.discord_places import Wish, settle_in
from tests.wire.replay import Span, environment, follow
from tests.wire.wire import Wire, serving

SERVER = "tests.wire.discord_server"


@dataclass(frozen=True, slots=True)
class Trouble:
    """When who is killed, in seconds after each start; and whether requests fail by chance."""

    bot: Sequence[float] = ()
    discord: Sequence[float] = ()
    faults: bool = False


CALM = Trouble()


def trouble(seed: int, *, bot: int, discord: int, between: tuple[float, float]) -> Trouble:
    """Return so many deaths of each at instants by chance, and requests that fail by chance."""
    random = Random(seed)
    ours = [random.uniform(*between) for _ in range(bot)]
    # So that the last of them comes before the last of ours, whatever a start takes.
    share = 0.9 * sum(ours) / max(discord, 1)
    return Trouble(ours, [random.uniform(0.5, 1.5) * share for _ in range(discord)], faults=True)


@dataclass(frozen=True, slots=True)
class Message:
    """What a channel shows."""

    id: str
    text: str


@dataclass
class Told:
    """What a replay left behind."""

    shown: dict[Wish, list[Message]] = field(default_factory=dict)
    """In the order in which it came."""
    due: dict[Wish, list[str]] = field(default_factory=dict)
    """By what the bot noted: the ids of the messages, in the order in which they were to be told."""
    unusual: list[tuple[str, str, str | None]] = field(default_factory=list)
    """Rows that are not sent, or are no alerts: (kind, state, reason)."""
    deaths: int = 0
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


def replay_on_discord(test_data: Path, folder: Path, span: Span, harm: Trouble = CALM) -> Told:
    """Replay part of the wire into `folder`, with a fresh database and a fresh Discord."""
    with serving(test_data, span.start) as wire:
        return asyncio.run(_replay(wire, folder, span, harm))


async def _replay(wire: Wire, folder: Path, span: Span, harm: Trouble) -> Told:
    database = f"sqlite:///{folder / 'wire.sqlite3'}"
    clock = folder / "clock"
    clock.write_text(str(span.start.timestamp()))
    await follow(wire, database, span)
    told = Told()
    async with DiscordProcess(folder / "discord.jsonl", "--clock", str(clock), module=SERVER) as discord:
        opened = await Database.open(database)
        channels = await settle_in(discord, opened, span.start)
        await opened.close()
        await discord.kill()
        outages = asyncio.create_task(_outages(discord, harm, told))
        try:
            told.deaths = await _bots(harm.bot, _command(wire, discord, clock, span), folder / "log", database)
        finally:
            outages.cancel()
            await asyncio.gather(outages, return_exceptions=True)
        await _calm(discord)
        for wish, channel in channels.items():
            told.shown[wish] = await _shown(discord, wish, channel)
        told.violations += (await discord.state())["violations"]
    await _read(database, channels, told)
    return told


async def _outages(discord: DiscordProcess, harm: Trouble, told: Told) -> None:
    """Start Discord, kill it and start it again. Each has its own chance."""
    usual = discord.options
    for number, after in enumerate([*harm.discord, None]):
        discord.options = (*usual, "--seed", str(number), *(["--faults"] if harm.faults else []))
        await discord.start()
        if after is None:
            discord.options = usual
            return
        await asyncio.sleep(after)
        told.violations += (await discord.state())["violations"]
        await discord.kill()
        told.outages += 1


async def _calm(discord: DiscordProcess) -> None:
    """Start Discord once more, whatever it was doing: without faults, to read what it shows."""
    await discord.kill()
    await discord.start()


def _command(wire: Wire, discord: DiscordProcess, clock: Path, span: Span) -> list[str]:
    moments = (span.start.isoformat(), span.until.isoformat(), str(int(span.step.total_seconds() // 60)))
    return [sys.executable, "-m", "tests.wire.discord_stepper", wire.url, discord.address, str(clock), *moments]


async def _bots(deaths: Sequence[float], command: Sequence[str], log: Path, database: str) -> int:
    """Start the bot, kill it and start it again, to its end. Return how often it was killed."""
    for died, after in enumerate([*deaths, None]):
        with log.open("ab") as file:
            bot = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=environment(database), stdout=file, stderr=file
            )
        try:
            code = await asyncio.wait_for(bot.wait(), after)
        except TimeoutError:
            bot.kill()
            code = await bot.wait()
        except asyncio.CancelledError:
            bot.kill()
            raise
        if code == 0:
            return died
        assert code == -signal.SIGKILL, f"the bot ended by itself: {log}"
    return len(deaths)


async def _shown(discord: DiscordProcess, wish: Wish, channel: int) -> list[Message]:
    """Return what a channel shows; of a forum what its posts do, all by their time."""
    places = [channel]
    if wish.kind == "forum":
        places = [int(post["id"]) for post in await discord.call("places.posts", channel)]
    found = [message for place in places for message in await discord.call("places.messages", place)]
    return [Message(message["id"], said(message)) for message in sorted(found, key=lambda one: int(one["id"]))]


async def _read(url: str, channels: dict[Wish, int], told: Told) -> None:
    """Read what the bot noted."""
    names = {str(channel): wish for wish, channel in channels.items()}
    told.due = {wish: [] for wish in channels}
    wanted = select(outbox, destinations.c.external).join(destinations, destinations.c.id == outbox.c.destination)
    database = await Database.open(url)
    async with database.read() as tx:
        rows = (await tx.execute(wanted.where(outbox.c.platform == "discord").order_by(outbox.c.id))).all()
    await database.close()
    for row in rows:
        told.lost += row.in_doubt
        if (row.kind, row.state) != ("alert", "sent"):
            told.unusual.append((row.kind, row.state, row.reason))
            continue
        told.due[names[row.external]].append(row.message.rpartition("/")[2])
