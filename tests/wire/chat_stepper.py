"""The bot on loopback platforms, as a process of its own, its clock stepped together with the wire's.

    python -m tests.wire.chat_stepper PLAN_FILE

The file is a `Plan` as JSON. The bot posts on Discord, and posts and listens on Slack.
"""

import asyncio
import json
import sys
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from bot.config.configure import load
from bot.faces.chat import Answering
from bot.service import open_service
from feeds.clock import SteppedClock
from feeds.desks.loader import shipped_desk
from tests.wire.discord_posting import posting_to_discord
from tests.wire.slack_posting import on_slack
from tests.wire.stepping import Clocks, Grid, step
from tests.wire.wire import Wire


@dataclass(frozen=True, slots=True)
class Plan:
    """What the bot is to do."""

    wire: str
    """Where the wire is."""
    addresses: dict[str, str]
    """Where the platforms are, by name."""
    tokens: dict[str, str]
    """The app's tokens by workspace of Slack."""
    clock: str
    """The file that the platforms read their time from."""
    start: str
    until: str
    minutes: int

    def write(self, file: Path) -> None:
        """Keep it for another process."""
        file.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> Self:
        """Return what `write` kept."""
        return cls(**json.loads(file.read_text(encoding="utf-8")))


async def main(plan: Plan) -> None:
    """Run to the end."""
    wire = Wire(plan.wire)
    clocks = Clocks(Path(plan.clock), wire, SteppedClock(wire.now()))
    grid = Grid(datetime.fromisoformat(plan.start), datetime.fromisoformat(plan.until), timedelta(minutes=plan.minutes))
    settings = load()
    async with (
        posting_to_discord(plan.addresses["discord"]) as discord,
        on_slack(plan.addresses["slack"], plan.tokens) as slack,
        open_service(
            settings, shipped_desk(settings.desk), {"discord": discord, "slack": slack.face}, clocks.bot, durable=False
        ) as service,
    ):
        answering = Answering(service.dispatcher, service.database, service.desk, service.catalogue, service.clock)
        listening = asyncio.create_task(slack.chat.run(answering))
        clocks.move_to(clocks.bot.now())  # who waits for the bot to be at work sees it by this
        try:
            await step(service, clocks, grid, plan.addresses)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(main(Plan.read(Path(sys.argv[1]))))
