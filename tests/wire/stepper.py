"""The bot as a process of its own: headless, its clock stepped together with the wire's.

    python -m tests.wire.stepper WIRE_URL UNTIL STEP_MINUTES [CRASH]

It goes on from where the wire's clock stands, so that it can be killed at any instant and started again. Posts go to
standard output as JSON lines. CRASH makes the process kill itself at a place that chance seldom finds: `claimed:N`
before the Nth post is written, `torn:N` in the middle of writing it, `written:N` after it is written and before it is
settled.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime, timedelta

from bot.cards.card import Card
from bot.config.configure import load
from bot.faces.face import Absent, Address, Found, Outcome, Posting, Unknown
from bot.faces.terminal.headless import HeadlessFace
from bot.service import Service, open_service
from feeds.clock import SteppedClock
from feeds.desks.loader import shipped_desk
from tests.wire.wire import Wire


class DyingFace:
    """The headless face, until it dies."""

    platform = "terminal"

    def __init__(self, face: HeadlessFace, crash: str) -> None:
        self._face = face
        self._where, _, count = crash.partition(":")
        self._left = int(count or 0)

    async def send(self, to: Address, posting: Posting) -> Outcome:
        self._left -= 1
        if self._left == 0 and self._where == "claimed":
            die()
        if self._left == 0 and self._where == "torn":
            os.write(1, b'{"action": "post", "tok')
            die()
        outcome = await self._face.send(to, posting)
        if self._left == 0 and self._where == "written":
            die()
        return outcome

    async def edit(self, to: Address, message: str, card: Card, version: int) -> Outcome:
        return await self._face.edit(to, message, card, version)

    async def find(self, to: Address, posting: Posting) -> Found | Absent | Unknown:
        return await self._face.find(to, posting)


def die() -> None:
    """Die as if the power had failed: nothing is flushed, nobody is told."""
    os.kill(os.getpid(), signal.SIGKILL)


async def step(service: Service, wire: Wire, clock: SteppedClock, until: datetime, minutes: int) -> None:
    """Poll, digest and deliver at each stand of the clock, then move both clocks, until the end."""
    while True:
        await service.poller.drain()
        await service.digester.look()
        await service.deliverer.look()
        if clock.now() >= until:
            return
        then = min(clock.now() + timedelta(minutes=minutes), until)
        wire.move_to(then)
        clock.move_to(then)


async def main(url: str, until: str, minutes: str, crash: str = "") -> None:
    """Run to the end."""
    wire = Wire(url)
    clock = SteppedClock(wire.now())
    settings = load()
    face = DyingFace(HeadlessFace(1, "json"), crash)
    async with open_service(settings, shipped_desk(settings.desk), {"terminal": face}, clock, durable=False) as service:
        await step(service, wire, clock, datetime.fromisoformat(until), int(minutes))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
