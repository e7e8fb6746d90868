"""Delivering: from an outbox row to a post, once.

::

    collapse old or long backlogs -> claim the head row of each destination -> render -> send -> settle
                                         beside it: edit the posts that show less than is wanted,
                                         and pass on those that others follow

Each platform has a window of rows under way. Whenever one is settled, the next is claimed: a slow channel holds its own
place only, and no platform waits for another.

A row is marked `sending` before it is sent and settled after. A process that dies between the two leaves it in doubt;
the next one looks for the post by the delivery's token before it says anything again.
"""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from bot.faces.face import Face
from bot.pipeline.editing import Editor
from bot.pipeline.publishing import Publisher
from bot.pipeline.sending import Sender
from bot.pipeline.write import Writer
from feeds.clock import Clock
from storage import outbox, posts, publishing
from storage.engine.database import Database

LEASE = timedelta(minutes=2)
"""How long a claimed row is ours: longer than any send may take."""

STILL_WORKED_ON = timedelta(seconds=10)
"""How long a platform may work on a request of a process that has died."""

LOOK_FOR = timedelta(minutes=2)
"""A look claims nothing more after this long: it must come to its end before its job's deadline."""

LOOK_EVERY = 1.0
"""Seconds after which a look sees what has become due, also while all that is under way is slow."""

GATHER = 0.02
"""Seconds in which rows that are settled share the claim of those that follow: a claim is a commit of its own."""

BACKLOG_AGE = timedelta(hours=2)
BACKLOG_ROWS = 20
"""A destination whose oldest row waited longer, or that has more waiting, gets one digest instead (promise 3)."""

AT_ONCE = 64
"""Rows of a platform under way at the same time, each of another destination. Enough to use Discord's 50 requests a
second where every channel takes but one a second (5 in 5 seconds)."""

EDITS_AT_ONCE = 16
"""Posts of a platform that are edited at the same time, beside the rows; and as many that are passed on."""

log = structlog.get_logger(__name__)


class Deliverer:
    """Brings the outbox to the faces."""

    def __init__(
        self, *, database: Database, faces: Mapping[str, Face], writer: Writer, clock: Clock, owner: str
    ) -> None:
        """`faces` by platform; `owner` names this process in leases."""
        self._database = database
        self._clock = clock
        self._owner = owner
        self._sender = Sender(database=database, faces=faces, writer=writer, clock=clock)
        self._editor = Editor(database=database, faces=faces, writer=writer, clock=clock)
        self._sending: dict[str, dict[int, asyncio.Task[None]]] = {platform: {} for platform in faces}
        self._editing: dict[str, dict[int, asyncio.Task[None]]] = {platform: {} for platform in faces}
        self._publisher = Publisher(database=database, faces=faces, clock=clock)
        self._publishing: dict[int, asyncio.Task[None]] = {}

    async def recover(self) -> int:
        """At the start: what an earlier run of this process was sending is in doubt. Return how many rows.

        A platform may still be working on what it was sent: looked for at once, a post could be missed, and doubled.
        """
        async with self._database.write() as tx:
            return await outbox.recover(tx, self._owner, until=self._clock.now() + STILL_WORKED_ON)

    async def look(self) -> int:
        """Deliver and edit what is due until nothing more can be or `LOOK_FOR` is over.

        Return how many rows were tried. What is still under way then goes on, and is the next look's. A look that is
        cancelled takes it along.
        """
        tried = 0
        until = self._clock.now() + LOOK_FOR
        checked: datetime | None = None
        try:
            while (now := self._clock.now()) < until:
                if checked is None or not timedelta() <= now - checked < timedelta(seconds=LOOK_EVERY):
                    await self._collapse(now)
                    checked = now
                before = self._under_way()
                sending, editing = await self._start_sending(checked), await self._start_editing()
                editing += await self._start_publishing()
                tried += sending
                if under_way := self._under_way():
                    await self._until_some_are_done(under_way)
                elif not (before or sending or editing):
                    break  # else what came to its end meanwhile may have made way for more
        except asyncio.CancelledError:
            await self.stop()
            raise
        return tried

    async def stop(self) -> None:
        """Cancel what is under way. Its rows are in doubt, see `recover`; what was answered already is still stored."""
        under_way = self._under_way()
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._sender.settled()

    async def _until_some_are_done(self, under_way: Sequence[asyncio.Task[None]]) -> None:
        _, others = await asyncio.wait(under_way, timeout=LOOK_EVERY, return_when=asyncio.FIRST_COMPLETED)
        if others:
            await asyncio.sleep(GATHER)

    def _under_way(self) -> list[asyncio.Task[None]]:
        windows = (*self._sending.values(), *self._editing.values(), self._publishing)
        return [task for window in windows for task in window.values()]

    async def _collapse(self, now: datetime) -> None:
        """Turn backlogs into one digest each. What is told in it counts as told."""
        async with self._database.read() as tx:
            backlogs = await outbox.backlog(tx, now, older_than=BACKLOG_AGE, more_than=BACKLOG_ROWS)
        if not backlogs:
            return
        async with self._database.write() as tx:
            # Read again: the rows may have been told since.
            for backlog in await outbox.backlog(tx, now, older_than=BACKLOG_AGE, more_than=BACKLOG_ROWS):
                await outbox.collapse(tx, backlog, now)
                log.info("backlog collapsed", destination=backlog.destination, rows=len(backlog.rows))

    async def _start_sending(self, checked: datetime) -> int:
        """Claim rows as far as there is room, and return how many.

        Only what was ready when backlogs were last collapsed: of what became ready since, one row of a backlog could be
        told alone.
        """
        started = 0
        for platform, window in self._sending.items():
            room = AT_ONCE - len(window)
            if room <= 0:
                continue
            async with self._database.read() as tx:
                if not await outbox.has_due(tx, checked, platforms=[platform], but=window):
                    continue
            lease_until = self._clock.now() + LEASE
            async with self._database.write() as tx:
                deliveries = await outbox.claim(
                    tx,
                    checked,
                    platforms=[platform],
                    owner=self._owner,
                    lease_until=lease_until,
                    limit=room,
                    but=window,
                )
            for delivery in deliveries:
                _start(window, delivery.id, self._sender.deliver(delivery), f"deliver {delivery.key}")
            started += len(deliveries)
        return started

    async def _start_editing(self) -> int:
        """Begin to edit posts that show less than is wanted, of destinations with nothing left to be told first.

        Return how many.
        """
        started = 0
        for platform, window in self._editing.items():
            room = EDITS_AT_ONCE - len(window)
            if room <= 0:
                continue
            async with self._database.read() as tx:
                stale = await posts.stale(tx, self._clock.now(), platforms=[platform], limit=room, but=window)
            for post in stale:
                _start(window, post.id, self._editor.refresh(post), f"edit {post.id}")
            started += len(stale)
        return started

    async def _start_publishing(self) -> int:
        """Begin to pass on what is there and is to be passed on. Return how many."""
        room = EDITS_AT_ONCE - len(self._publishing)
        if room <= 0 or not self._publisher.platforms:
            return 0
        async with self._database.read() as tx:
            found = await publishing.due(
                tx, self._clock.now(), platforms=self._publisher.platforms, limit=room, but=self._publishing
            )
        for one in found:
            _start(self._publishing, one.id, self._publisher.publish(one), f"publish {one.id}")
        return len(found)


def _start(window: dict[int, asyncio.Task[None]], number: int, work: Coroutine[None, None, None], name: str) -> None:
    """Begin work that holds its place in the window until it is done."""
    task = window[number] = asyncio.create_task(work, name=name)
    task.add_done_callback(lambda _: window.pop(number))
