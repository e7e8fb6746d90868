"""The bot that posts to loopback platforms, as a process of its own, its clock stepped together with the wire's.

    python -m tests.wire.chat_stepper PLAN_FILE

The file is a `Plan` as JSON.
"""

import asyncio
import json
import sys
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from bot.configure import load
from bot.faces.face import Face
from bot.service import open_service
from feeds.clock import SteppedClock
from feeds.desks.loader import shipped_desk
from tests.wire.discord_posting import posting_to_discord
from tests.wire.slack_posting import posting_to_slack
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
    clocks.move_to(clocks.bot.now())
    grid = Grid(datetime.fromisoformat(plan.start), datetime.fromisoformat(plan.until), timedelta(minutes=plan.minutes))
    settings = load()
    faces: dict[str, Face] = {}
    async with AsyncExitStack() as stack:
        if address := plan.addresses.get("discord"):
            faces["discord"] = await stack.enter_async_context(posting_to_discord(address))
        if address := plan.addresses.get("slack"):
            faces["slack"] = await stack.enter_async_context(posting_to_slack(address, plan.tokens))
        desk = shipped_desk(settings.desk)
        service = await stack.enter_async_context(open_service(settings, desk, faces, clocks.bot))
        await step(service, clocks, grid, plan.addresses)


if __name__ == "__main__":
    asyncio.run(main(Plan.read(Path(sys.argv[1]))))
