"""The first round: the polls that are due when the bot starts, and the one card that says what they brought."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from bot.cards.card import Card
from bot.cards.notice import no_network_card
from bot.cards.read import STORIES_SHOWN, read_card, reading_line
from bot.locale.voice import Voice
from bot.pipeline.poll import PollReport
from feeds.clock import Clock
from feeds.desks.desk import Desk
from storage import feeds, stories
from storage.engine.database import Database

PATIENCE = 45.0
"""Seconds until the card comes even though a feed has not answered: longer than one request may take."""


@dataclass(slots=True)
class FirstRound:
    """Collects the reports of the first polls."""

    expected: int = 0
    """How many feeds were due at the start."""
    reports: list[PollReport] = field(default_factory=list)
    _all_heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def expect(self, database: Database, clock: Clock) -> int:
        """Count the feeds that are due now. Call it before the first look."""
        async with database.read() as tx:
            self.expected = await feeds.count_due(tx, clock.now())
        self._check()
        return self.expected

    def heard(self, report: PollReport) -> None:
        """Take the report of one poll; once all are in, no more are taken."""
        if not self._all_heard.is_set():
            self.reports.append(report)
            self._check()

    @property
    def running(self) -> bool:
        """Whether reports are still expected."""
        return not self._all_heard.is_set()

    def progress(self, voice: Voice) -> str:
        """Return the line of progress."""
        return reading_line(len(self.reports), self.expected, voice)

    async def finished(self) -> None:
        """Return once all expected feeds were heard, or patience ran out."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._all_heard.wait()
        except TimeoutError:
            self._all_heard.set()

    async def card(self, database: Database, desk: Desk, voice: Voice, clock: Clock) -> Card:
        """Return what the first round brought; or that no feed could be reached, and when we try again."""
        now = clock.now()
        well = [report for report in self.reports if report.problem is None]
        async with database.read() as tx:
            if not well:
                return no_network_card(await feeds.next_due(tx) or now + timedelta(minutes=1), voice)
            newest = await stories.latest(tx, scopes={0}, limit=STORIES_SHOWN)
        return read_card(
            newest,
            voice,
            desk,
            now,
            feeds=len(well),
            entries=sum(report.entries for report in well),
            about=sum(report.matched for report in well),
            failing=len(self.reports) - len(well),
        )

    def _check(self) -> None:
        if len(self.reports) >= self.expected:
            self._all_heard.set()
