"""`visabot demo`: an invented story in a minute, on a throw-away database, every post marked DEMO."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.cards.card import Card
from bot.config.settings import Settings
from bot.faces.face import Absent, Address, Face, Found, Outcome, Posting, Refused, Unknown
from bot.playback.arrivals import Arrival
from bot.playback.replay import Played, ReplayReport
from bot.service import open_service
from feeds.clock import SteppedClock, SystemClock
from feeds.desks.demo import Scene
from feeds.desks.desk import Desk

STAMP = "DEMO"


class StampedFace:
    """A face whose every card says that it is not news."""

    def __init__(self, face: Face) -> None:
        """Stamp what goes to `face`."""
        self._face = face

    @property
    def platform(self) -> str:
        """The stamped face's own."""
        return self._face.platform

    async def send(self, to: Address, posting: Posting) -> Outcome:
        """Post the card with its stamp."""
        return await self._face.send(to, replace(posting, card=replace(posting.card, stamp=STAMP)))

    async def edit(self, to: Address, message: str, card: Card, version: int) -> Outcome:
        """Edit the post; it keeps its stamp."""
        return await self._face.edit(to, message, replace(card, stamp=STAMP), version)

    async def find(self, to: Address, posting: Posting) -> Found | Absent | Unknown | Refused:
        """Look for a post."""
        return await self._face.find(to, posting)


async def demo(settings: Settings, desk: Desk, scenes: Sequence[Scene], face: Face, *, pause: float) -> ReplayReport:
    """Play the scenes, `pause` seconds apart, and return what came of them.

    `settings` must name a database that is thrown away afterwards.
    """
    start = SystemClock().now()
    clock = SteppedClock(start)
    report = ReplayReport(entries=len(scenes))
    stamped = StampedFace(face)
    async with open_service(settings, desk, {face.platform: stamped}, clock, durable=False) as service:
        played = Played(service, clock)
        for number, scene in enumerate(scenes):
            await asyncio.sleep(pause if number else 0)
            item = scene.item(start)
            clock.move_to(item.published)
            await played.take([Arrival(scene.feed, item.entry(scene.feed))], report)
    return report
