"""Replays the wire into loopback platforms at once, killing the bot and them, and reads what channels show."""

import asyncio
import sys
from pathlib import Path

from storage.engine.database import Database
from tests.wire.chat_stepper import Plan
from tests.wire.discord_side import DiscordSide
from tests.wire.killing import CALM, CLOCK, Replayed, Trouble, disturbed, read_noted
from tests.wire.replay import Span, follow
from tests.wire.slack_side import SlackSide
from tests.wire.wire import Wire, serving


def replay_on_chats(test_data: Path, folder: Path, span: Span, harm: Trouble = CALM) -> Replayed:
    """Replay part of the wire into `folder`, with a fresh database, a fresh Discord and a fresh Slack."""
    folder.mkdir()
    with serving(test_data, span.start) as wire:
        return asyncio.run(_replay(wire, folder, span, harm))


async def _replay(wire: Wire, folder: Path, span: Span, harm: Trouble) -> Replayed:
    database = f"sqlite:///{folder / 'wire.sqlite3'}"
    clock = _clock(folder, span)
    await follow(wire, database, span)
    discord, slack = DiscordSide(folder, clock), SlackSide(folder, clock)
    async with discord.server, slack.server:
        opened = await Database.open(database)
        for side in (discord, slack):
            await side.settle_in(opened, span.start)
            await side.server.kill()
        await opened.close()
        plan = Plan(
            wire=wire.url,
            addresses={side.platform: side.server.address for side in (discord, slack)},
            tokens=slack.tokens,
            clock=str(clock),
            start=span.start.isoformat(),
            until=span.until.isoformat(),
            minutes=int(span.step.total_seconds() // 60),
        )
        plan.write(folder / "plan")
        servers = {side.platform: side.server for side in (discord, slack)}
        command = [sys.executable, "-m", "tests.wire.chat_stepper", str(folder / "plan")]
        replayed = await disturbed(servers, harm, command, folder=folder, database=database, beside=slack.asker.ask)
        replayed.questions = await slack.asker.answers()
        for side in (discord, slack):
            told = replayed.told[side.platform]
            told.shown = {one: await side.shown(one) for one in side.spots}
            channels = {spot.channel: one for one, spot in side.spots.items()}
            await read_noted(database, side.platform, channels, told)
    return replayed


def _clock(folder: Path, span: Span) -> Path:
    clock = folder / CLOCK
    clock.write_text(str(span.start.timestamp()))
    return clock
