"""Polling: from a due feed to what is stored and who will be told.

::

    due feeds - claim -> fetch -> parse -> match, extract      in parallel, per feed
                                           |
                            group -> decide -> record          one at a time per desk, in one transaction

A feed's failure is its own: it is stored with its reason, and the others go on.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from random import Random

import structlog

from bot.pipeline import outcome
from bot.pipeline.decide import decide, is_news
from bot.pipeline.health import (
    ALL_SILENT,
    failure_notices,
    may_be_well_again,
    recovery_notices,
    silence_notices,
    sound_notices,
)
from bot.pipeline.reader import Reader
from bot.pipeline.reading import Reading
from bot.pipeline.sighting import Sighting
from feeds.clock import Clock
from feeds.entry import Entry, Known
from feeds.fetch.fetcher import Fetcher
from feeds.fetch.politeness import next_delay
from feeds.fetch.result import Fetched, FetchError, FetchProblem, FetchRequest, NotModified
from feeds.parse.document import Document, ParseError, ParseJob
from feeds.parse.hashing import body_digest
from feeds.parse.identity import recognise
from feeds.parse.workers import ParserPool
from feeds.stories.grouping import REFILE_WINDOW, TITLE_WINDOW, lookup_keys
from storage import entries as stored_entries
from storage import feeds as stored_feeds
from storage.engine.database import Database, Tx
from storage.feed_claims import PER_SERVER
from storage.turn.candidates import snapshot
from storage.turn.intents import FeedUpdate, Intents, Notice
from storage.turn.record import record
from storage.turn.snapshot import FeedState

LEASE = timedelta(minutes=5)
"""How long a claimed feed is ours: longer than the deadline of one poll, so that only a dead process loses it."""

LOOK_FOR = 30.0
"""Seconds after which a look starts nothing more: it must come to its end before its job's deadline."""

LOOK_EVERY = 1.0
"""Seconds after which a look sees what has become due, also while all that is under way is slow."""

GATHER = 0.02
"""Seconds in which feeds that land share the claim of those that follow: a claim is a commit of its own."""

DEADLINE = 150.0
"""Seconds one feed may take from claim to record, waiting for its turn included."""

REFILES_LOOK_BACK = timedelta(days=7)
"""One item of years ago must not have all its publisher's stories since then read: nobody is told of its re-files."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class PollReport:
    """What came of polling one feed."""

    feed: FeedState
    problem: str | None
    entries: int = 0
    fresh: int = 0
    matched: int = 0
    told: int = 0
    """Outbox rows written."""


class Poller:
    """Polls the feeds that are due. One object a process; it keeps no state but the feeds in flight."""

    def __init__(
        self,
        *,
        database: Database,
        fetcher: Fetcher,
        parser: ParserPool,
        reader: Reader,
        clock: Clock,
        random: Random,
        owner: str,
        desk: str,
        at_once: int = 64,
        per_server: int = PER_SERVER,
        heard: Callable[[PollReport], None] = lambda _: None,
    ) -> None:
        """`owner` names this process in leases; `heard` is told of every poll.

        `at_once` bounds the feeds in flight, `per_server` those of one server among them.
        """
        self._database = database
        self._fetcher = fetcher
        self._parser = parser
        self._reader = reader
        self._clock = clock
        self._random = random
        self._owner = owner
        self._desk = desk
        self._at_once = at_once
        self._heard = heard
        self._per_server = per_server
        self._flying: dict[int, asyncio.Task[None]] = {}

    async def recover(self) -> int:
        """At the start: take up the feeds that an earlier run of this process was polling. Return how many."""
        async with self._database.write() as tx:
            return await stored_feeds.release_all(tx, self._owner)

    async def look(self) -> int:
        """Start polling what is due, and return how many feeds were started.

        Where more is due than there is room for, what comes to its end makes way for the next at once, for `LOOK_FOR`.
        Does not wait for what is under way otherwise: a slow feed holds its own place only.
        """
        started = 0
        loop = asyncio.get_running_loop()
        until = loop.time() + LOOK_FOR
        while await self._is_due():
            some = await self._start_due()
            started += some
            if loop.time() >= until or not (some or self._flying) or not await self._is_due():
                break
            if flying := list(self._flying.values()):
                _, others = await asyncio.wait(flying, timeout=LOOK_EVERY, return_when=asyncio.FIRST_COMPLETED)
                if others:
                    await asyncio.sleep(GATHER)
        return started

    async def _is_due(self) -> bool:
        async with self._database.read() as tx:
            due = await stored_feeds.next_due(tx, but=self._flying)
        return due is not None and due <= self._clock.now()

    async def _start_due(self) -> int:
        """Claim feeds as far as there is room, and return how many."""
        room = self._at_once - len(self._flying)
        if room <= 0:
            return 0
        now = self._clock.now()
        async with self._database.write() as tx:
            feeds = await stored_feeds.claim_due(
                tx,
                now,
                limit=room,
                owner=self._owner,
                lease_until=now + LEASE,
                per_server=self._per_server,
                but=self._flying,
            )
        for feed in feeds:
            task = asyncio.create_task(self._guarded(feed), name=f"poll {feed.spec.id}")
            self._flying[feed.id] = task
            task.add_done_callback(partial(self._landed, feed.id))
        return len(feeds)

    def _landed(self, feed: int, _: asyncio.Task[None]) -> None:
        del self._flying[feed]

    async def drain(self) -> None:
        """Poll until nothing is due and nothing is in flight: for stepped clocks and for a graceful stop."""
        while await self.look() or self._flying:
            if self._flying:
                await asyncio.wait(self._flying.values(), return_when=asyncio.FIRST_COMPLETED)

    async def stop(self) -> None:
        """Cancel what is in flight. Its feeds stay due: nothing was recorded of them."""
        flying = list(self._flying.values())
        for task in flying:
            task.cancel()
        await asyncio.gather(*flying, return_exceptions=True)
        if flying:
            await self.recover()

    async def _guarded(self, feed: FeedState) -> None:
        """Poll one feed; whatever goes wrong is this feed's alone."""
        try:
            report = await self._within_deadline(feed)
        except Exception:
            # Not even the failure could be stored. The feed is taken up again when its lease ends.
            log.exception("failure not stored", feed=feed.spec.id)
            report = PollReport(feed, "internal")
        self._heard(report)

    async def _within_deadline(self, feed: FeedState) -> PollReport:
        try:
            async with asyncio.timeout(DEADLINE):
                return await self.poll(feed)
        except TimeoutError:
            return await self._failed(feed, "deadline", f"The poll took over {DEADLINE:.0f} seconds and was given up.")
        except Exception as error:
            log.exception("poll failed", feed=feed.spec.id)
            return await self._failed(feed, "internal", f"visabot could not digest this feed ({type(error).__name__}).")

    async def poll(self, feed: FeedState) -> PollReport:
        """Poll one claimed feed through the whole way."""
        spec = feed.spec
        request = FetchRequest(spec.url, feed.validators, spec.agent, spec.keep_cookies)
        result = await self._fetcher.fetch(request)
        match result:
            case FetchError():
                return await self._failed(
                    feed,
                    result.problem,
                    result.detail,
                    retry_after=result.retry_after,
                    gone=result.problem is FetchProblem.GONE,
                )
            case NotModified():
                return await self._unchanged(feed, result)
            case Fetched():
                return await self._fetched(feed, result)

    async def _fetched(self, feed: FeedState, result: Fetched) -> PollReport:
        digest = body_digest(result.body)
        if digest == feed.body_digest:
            return await self._unchanged(feed, result)
        parsed = await self._parser.parse(ParseJob(result.body, result.headers, feed.spec, self._clock.now()))
        if isinstance(parsed, ParseError):
            return await self._failed(feed, parsed.problem, parsed.detail)
        if parsed.complaint:
            log.info("feed is not well-formed", feed=feed.spec.id, complaint=parsed.complaint)
        return await self.take(feed, parsed, result, digest)

    async def take(
        self, feed: FeedState, document: Document, result: Fetched | None = None, digest: bytes | None = None
    ) -> PollReport:
        """Take a document that was read: all from here on is the same for live feeds and for replays."""
        known = await self._known(feed, document.entries)
        fresh = [entry for entry, old in known if is_news(feed, entry, old)]
        readings = await self._reader.read(fresh, feed.spec.tier, feed.workspace)
        unknown = [entry for entry, old in known if old is None]
        seen = tuple(sorted({old.id for _, old in known if old is not None}))
        now = self._clock.now()
        update = outcome.read(feed, now, document, result, digest, unknown=unknown, seen=seen)
        told = await self._record(feed, readings, update, Sighting(len(document.entries), len(seen)))
        matched = sum(bool(reading.matches) for reading in readings)
        return PollReport(feed, None, len(document.entries), len(readings), matched, told)

    async def _known(self, feed: FeedState, entries: Sequence[Entry]) -> list[tuple[Entry, Known | None]]:
        """Return each entry with the stored one that it is."""
        digests = [key.digest() for entry in entries for key in entry.keys]
        async with self._database.read() as tx:
            stored = await stored_entries.by_keys(tx, scope=feed.scope, keys=digests)
        return [(entry, recognise(entry, stored)) for entry in entries]

    async def _record(
        self, feed: FeedState, readings: Sequence[Reading], update: FeedUpdate, sighting: Sighting
    ) -> int:
        """Group, decide and record in one transaction, one at a time per desk. Return the outbox rows written."""
        entries = [reading.entry for reading in readings]
        async with self._database.turn(self._desk) as tx:
            # Now, not before: a digest made while this waited for its turn has told what happened until then.
            now = self._clock.now()
            oldest = min((entry.published for entry in entries), default=now)
            seen = await snapshot(
                tx,
                feed=feed.id,
                keys={key.digest() for entry in entries for key in entry.keys},
                story_keys={key for entry in entries for key in lookup_keys(entry)},
                refile_publishers={entry.publisher for entry in entries},
                since=max(oldest, now - REFILES_LOOK_BACK) - max(REFILE_WINDOW, TITLE_WINDOW),
                topics={match.topic for reading in readings for match in reading.matches},
                now=now,
            )
            update = _as_it_is_now(update, seen.feed)
            # Many readings take seconds to group; a thread takes turns with the event loop (promise 5).
            intents = await asyncio.to_thread(decide, seen, readings, update, now, sighting)
            notices = (*intents.notices, *await self._health(tx, seen.feed, update))
            intents = replace(intents, notices=notices)
            recorded = await record(tx, intents, desk_version=self._reader.version, now=now)
        return len(recorded.outbox)

    async def _unchanged(self, feed: FeedState, answer: Fetched | NotModified) -> PollReport:
        """Store that nothing is new."""
        await self._apply(feed, outcome.unchanged(feed, self._clock.now(), answer))
        return PollReport(feed, None)

    async def _failed(
        self,
        feed: FeedState,
        problem: str,
        detail: str,
        *,
        retry_after: timedelta | None = None,
        gone: bool = False,
    ) -> PollReport:
        delay = next_delay(feed.failures + 1, feed.spec.every, retry_after, self._random)
        update = outcome.failed(feed, self._clock.now(), delay, problem, detail, gone=gone)
        log.info("feed failed", feed=feed.spec.id, problem=problem, detail=detail, again_in=int(delay.total_seconds()))
        await self._apply(feed, update)
        return PollReport(feed, problem)

    async def _apply(self, feed: FeedState, update: FeedUpdate) -> None:
        """Store the state of a feed that brought nothing new, and tell of an episode that began or ended."""
        async with self._database.write() as tx:
            if update.silent:
                update = _as_it_is_now(update, await stored_feeds.get(tx, feed.id) or feed)
            notices = await self._health(tx, feed, update)
            await record(tx, Intents(update, notices=notices), desk_version=self._reader.version, now=update.asked_at)

    async def _health(self, tx: Tx, feed: FeedState, update: FeedUpdate) -> tuple[Notice, ...]:
        """Return whom to tell of the feed's health; most polls have nothing to tell, and read nothing."""
        notices: tuple[Notice, ...] = ()
        if not update.ok or may_be_well_again(feed, update.asked_at):
            last_ok = await stored_feeds.last_ok(tx, feed.workspace)
            of_answers = recovery_notices if update.ok else failure_notices
            notices += of_answers(feed, update, last_ok)
        if update.silent or update.news:
            last = await stored_feeds.last_news(tx, feed.workspace)
            notices += silence_notices(feed, update, last) + sound_notices(feed, update, last)
            if update.news and last.at is not None and update.asked_at - last.at >= ALL_SILENT:
                await stored_feeds.end_common_silence(tx, feed.workspace, last.at, update.asked_at)
        return notices


def _as_it_is_now(update: FeedUpdate, feed: FeedState) -> FeedUpdate:
    """Return an update of a feed that may be silent no more: the news of another one moved its patience meanwhile."""
    return replace(update, silent=update.silent and outcome.is_overdue(feed))
