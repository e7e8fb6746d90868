"""`visabot replay`: captured feeds through the whole way, with their own clock and without a silent baseline."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import structlog

from bot.config.settings import Settings
from bot.faces.face import Face
from bot.playback.arrivals import Arrival, batches, read_files
from bot.service import Service, open_service, parser_pool
from feeds.clock import SteppedClock, SystemClock
from feeds.desks.desk import Desk
from feeds.feed import FeedSpec
from feeds.parse.document import Document
from storage import feeds
from storage.turn.snapshot import FeedState

TICK = 300.0
"""Seconds of the captured time that pass as one: as often as the most eager feed is polled."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class ReplayReport:
    """What came of a replay."""

    entries: int = 0
    fresh: int = 0
    """Entries that were new to the database."""
    matched: int = 0
    told: int = 0
    """Posts."""
    problems: Sequence[str] = ()
    """Files and lines that could not be read, and why."""


async def replay(settings: Settings, desk: Desk, files: Sequence[Path], face: Face, *, durable: bool) -> ReplayReport:
    """Take the files' entries through the whole way, in the order of their dates.

    Args:
        settings: with the database to fill.
        desk: whose topics are matched.
        files: captured feeds and files of items.
        face: where posts go; the terminal's subscription follows all topics.
        durable: False for a database that is thrown away.

    Raises:
        StorageError: the database cannot be used.

    """
    async with parser_pool(settings) as parser:
        capture = await read_files(files, desk, parser, SystemClock().now())
    arrivals = capture.in_order()
    for problem in capture.problems:
        log.warning("could not be read", problem=problem)
    report = ReplayReport(entries=len(arrivals), problems=capture.problems)
    if not arrivals:
        return report
    clock = SteppedClock(arrivals[0].entry.published)
    async with open_service(settings, desk, {face.platform: face}, clock, durable=durable) as service:
        played = Played(service, clock)
        for when, by_feed in batches(arrivals, TICK):
            clock.move_to(when)
            for group in by_feed.values():
                await played.take(group, report)
    return report


class Played:
    """Feeds that are played instead of polled."""

    def __init__(self, service: Service, clock: SteppedClock) -> None:
        """Play into `service`, whose clock is `clock`."""
        self._service = service
        self._clock = clock
        self._feeds: dict[str, FeedState] = {}
        self._day = clock.now().date()

    async def take(self, group: Sequence[Arrival], report: ReplayReport) -> None:
        """Take what one feed brought at this moment, and deliver what is due."""
        feed = await self._feed(group[0].feed)
        document = Document("replay", "", tuple(arrival.entry for arrival in group))
        taken = await self._service.poller.take(feed, document)
        report.fresh += taken.fresh
        report.matched += taken.matched
        await self._service.digester.look()
        report.told += await self._service.deliverer.look()
        self._tell_progress(self._clock.now(), report)

    async def _feed(self, spec: FeedSpec) -> FeedState:
        """Return the stored feed that stands for a source: never polled, and with its baseline behind it."""
        feed = self._feeds.get(spec.id)
        if feed is None:
            now = self._clock.now()
            async with self._service.database.write() as tx:
                feed = await feeds.by_slug(tx, spec.id) or await feeds.add(tx, spec, None, now)
                await feeds.pause(tx, feed.id, now)
            feed = self._feeds[spec.id] = replace(feed, baseline_at=now)
        return feed

    def _tell_progress(self, now: datetime, report: ReplayReport) -> None:
        if now.date() != self._day:
            self._day = now.date()
            log.info("replaying", day=self._day.isoformat(), matched=report.matched, told=report.told)
