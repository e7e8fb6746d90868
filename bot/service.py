"""The composition root: everything is built here, from the settings, and handed to whoever needs it."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

import structlog

from bot import __version__
from bot.commands.call import Who
from bot.commands.dispatch import Dispatcher
from bot.config.settings import Settings
from bot.faces.face import Face
from bot.locale.catalogue import Catalogue, load_catalogue
from bot.pipeline.clock_back import put_right
from bot.pipeline.deliver import Deliverer
from bot.pipeline.digest import Digester
from bot.pipeline.escalate import Escalator
from bot.pipeline.poll import Poller, PollReport
from bot.pipeline.reader import Compiled, Reader
from bot.pipeline.retain import Retainer
from bot.pipeline.terms import OwnTerms
from bot.pipeline.write import Writer
from bot.probe import FeedProbe
from bot.schedule import Job, Schedule
from bot.starting.local import Local, prepare
from feeds.clock import Clock
from feeds.desks.desk import Desk
from feeds.fetch.fetcher import Fetcher
from feeds.fetch.limits import Limits
from feeds.fetch.reach import is_reachable
from feeds.parse.workers import ParserPool
from storage import heartbeats
from storage.engine.database import Database
from storage.engine.outage import Outage
from storage.feed_claims import PER_SERVER

MEGABYTE = 1024 * 1024

BEAT = timedelta(minutes=1)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Service:
    """The bot, put together but not yet running."""

    settings: Settings
    clock: Clock
    desk: Desk
    catalogue: Catalogue
    database: Database
    poller: Poller
    deliverer: Deliverer
    digester: Digester
    escalator: Escalator
    retainer: Retainer
    dispatcher: Dispatcher
    local: Local
    owner: str
    """The name of this process in leases."""

    @property
    def who(self) -> Who:
        """Whoever sits at the terminal: the operator."""
        return self.local.person(self.settings)

    async def drain(self, grace: float) -> None:
        """Before a stop: deliver what is due, within `grace` seconds. What is left stays due."""
        try:
            async with asyncio.timeout(grace):
                await self.deliverer.look()
        except TimeoutError:
            log.warning("stopping with posts still due; they are told at the next start")

    def schedule(self) -> Schedule:
        """Return the jobs that make the bot run, not yet started."""
        second, minute = timedelta(seconds=1), timedelta(minutes=1)
        return Schedule(
            [
                Job("poll", self._beating("poll", self.poller.look), every=second, deadline=minute),
                Job("deliver", self._beating("deliver", self.deliverer.look), every=second, deadline=5 * minute),
                Job("digest", self._beating("digest", self.digester.look), every=20 * second, deadline=5 * minute),
                Job("escalate", self._beating("escalate", self.escalator.look), every=10 * minute, deadline=minute),
                Job("retain", self._beating("retain", self.retainer.look), every=60 * minute, deadline=10 * minute),
            ],
            went_back=self.put_clock_right,
        )

    async def put_clock_right(self) -> int:
        """Put right what a clock that was ahead left; return how much was wrong. At a start, and when it goes back."""
        return await put_right(self.database, self.clock, self.owner)

    def _beating(self, job: str, look: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[object]]:
        """Have a job note at most once a minute that it looked: `visabot health` reads it."""
        noted: datetime | None = None

        async def look_and_note() -> None:
            nonlocal noted
            await look()
            now = self.clock.now()
            if noted is None or not timedelta() <= now - noted < BEAT:
                async with self.database.write() as tx:
                    await heartbeats.beat(tx, job, now)
                noted = now

        return look_and_note


@asynccontextmanager
async def open_service(
    settings: Settings,
    desk: Desk,
    faces: Mapping[str, Face],
    clock: Clock,
    *,
    heard: Callable[[PollReport], None] = lambda _: None,
    durable: bool = True,
    compiled: Compiled | None = None,
    catalogue: Catalogue | None = None,
) -> AsyncIterator[Service]:
    """Build the bot on an upgraded database, with the desk's feeds and the terminal's workspace registered.

    `compiled` is what comes of `desk`, and `catalogue` what `load_catalogue` reads, where they are at hand already:
    services can share them.

    Raises:
        StorageError: the database cannot be used.

    """
    async with AsyncExitStack() as stack:
        database = await Database.open(settings.database_url.get_secret_value(), durable=durable, heard=_log_outage)
        stack.push_async_callback(database.close)
        await database.upgrade()
        catalogue = catalogue or load_catalogue()
        async with database.write() as tx:
            local = await prepare(tx, settings, desk, clock.now())
        random = Random(secrets.randbits(64))  # noqa: S311 - for jitter
        owner = _owner(database)
        fetcher = await stack.enter_async_context(_fetcher(settings, clock, random))
        parser = await stack.enter_async_context(parser_pool(settings))
        own_terms = OwnTerms(database)
        # Now, before `run` freezes what there is: collecting the garbage of 100,000 new terms would hold the loop.
        await own_terms.refresh()
        poller = Poller(
            database=database,
            fetcher=fetcher,
            parser=parser,
            reader=Reader(compiled or Compiled.of(desk), own_terms),
            clock=clock,
            random=random,
            owner=owner,
            desk=desk.id,
            at_once=settings.poll_concurrency,
            per_server=max(PER_SERVER, settings.loopback_requests),
            heard=heard,
        )
        stack.push_async_callback(poller.stop)
        writer = Writer(database=database, desk=desk, catalogue=catalogue, clock=clock)
        deliverer = Deliverer(database=database, faces=faces, writer=writer, clock=clock, owner=owner)
        stack.push_async_callback(deliverer.stop)
        await poller.recover()
        await deliverer.recover()
        yield Service(
            settings=settings,
            clock=clock,
            desk=desk,
            catalogue=catalogue,
            database=database,
            poller=poller,
            deliverer=deliverer,
            digester=Digester(database, clock, desk.id),
            escalator=Escalator(database, clock),
            retainer=Retainer(database, clock, settings.keep_days, settings.keep_unmatched_days),
            dispatcher=Dispatcher(
                database=database,
                desk=desk,
                clock=clock,
                catalogue=catalogue,
                limits=settings.limits,
                probe=FeedProbe(fetcher, parser, clock),
                reach=partial(is_reachable, allow=settings.allow_addresses),
            ),
            local=local,
            owner=owner,
        )


def _log_outage(outage: Outage) -> None:
    """Log that the database fails, and that it is well again: one line each. `bot.logs` drops what follows from it."""
    if outage.error is not None:
        log.error("the database fails; work goes on when it answers again", reason=str(outage.error))
    else:
        log.warning("the database answers again")


def _owner(database: Database) -> str:
    """Return the name under which this process claims work.

    An SQLite file has one process at a time (`storage.engine.lock`), so that what the one before had claimed is ours at
    once. With PostgreSQL there may be others: what a dead one had claimed is free when its lease ends.
    """
    return "sqlite" if database.path else f"{os.uname().nodename}:{os.getpid()}:{secrets.token_hex(4)}"


def _fetcher(settings: Settings, clock: Clock, random: Random) -> Fetcher:
    limits = Limits(
        total=settings.fetch_timeout.total_seconds(),
        body_bytes=settings.fetch_max_mb * MEGABYTE,
        concurrent=settings.poll_concurrency,
        loopback_per_origin=settings.loopback_requests,
    )
    return Fetcher(
        limits=limits,
        allow=settings.allow_addresses,
        contact=settings.contact,
        version=__version__,
        clock=clock,
        random=random,
    )


def parser_pool(settings: Settings) -> ParserPool:
    """Return the worker processes that parse feeds, not yet started."""
    return ParserPool(
        workers=settings.parse_workers,
        timeout=settings.parse_timeout.total_seconds(),
        memory=settings.parse_memory_mb * MEGABYTE,
    )
