"""Delivering: from an outbox row to a post, once.

::

    collapse old or long backlogs -> claim the head row of each destination -> render -> send -> settle
                                                             then: edit the posts that show less than is wanted

A row is marked `sending` before it is sent and settled after. A process that dies between the two leaves it in doubt;
the next one looks for the post by the delivery's token before it says anything again.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog

from bot.faces.face import (
    Absent,
    Address,
    Face,
    Found,
    Gone,
    InDoubt,
    Outcome,
    Posting,
    Refused,
    RetryLater,
    Sent,
    Unknown,
)
from bot.pipeline.write import Rendered, Writer
from feeds.clock import Clock
from storage import outbox, posts
from storage.database import Database, Tx
from storage.destinations import Destination
from storage.outbox import Delivery
from storage.posts import StalePost

LEASE = timedelta(minutes=2)
"""How long a claimed row is ours: longer than any send may take."""

SEND_DEADLINE = 60.0
"""Seconds a face may take to send or edit; then the answer counts as lost."""

FIND_DEADLINE = 30.0
"""Seconds a face may take to look for a post. Looking and sending together stay within `LEASE`."""

LOOK_FOR = timedelta(minutes=2)
"""A look begins no new round after this long: it must come to its end before its job's deadline cuts sends off."""

LOOK_AGAIN = timedelta(minutes=1)
"""When looking for a post could not tell, look again after this long."""

REFUSED_AGAIN = timedelta(minutes=15)
REFUSED_FOR_LONG = timedelta(hours=1)
"""When to try again where we may not post: soon after the first time, then hourly."""

REFUSED_FOR_GOOD = timedelta(days=7)
"""A destination that refused us for so long counts as gone."""

BACKLOG_AGE = timedelta(hours=2)
BACKLOG_ROWS = 20
"""A destination whose oldest row waited longer, or that has more waiting, gets one digest instead (DESIGN 5.3)."""

PUT_OFF = timedelta(seconds=15)
EDIT_AGAIN = timedelta(minutes=15)
"""When to try again to edit a post that our own code failed on."""

GIVE_UP_AFTER = 8
"""A row that our own code fails on is tried for about an hour, each time twice as late, and then dropped."""

AT_ONCE = 32
"""Destinations served at the same time; each in its own order."""

log = structlog.get_logger(__name__)


class Deliverer:
    """Brings the outbox to the faces."""

    def __init__(
        self, *, database: Database, faces: Mapping[str, Face], writer: Writer, clock: Clock, owner: str
    ) -> None:
        """`faces` by platform; `owner` names this process in leases."""
        self._database = database
        self._faces = faces
        self._writer = writer
        self._clock = clock
        self._owner = owner

    async def recover(self) -> int:
        """At the start: what an earlier run of this process was sending is in doubt now. Return how many rows."""
        async with self._database.write() as tx:
            return await outbox.recover(tx, self._owner)

    async def look(self) -> int:
        """Deliver what is due until nothing more can be or `LOOK_FOR` is over, and return how many rows were tried."""
        settled = 0
        until = self._clock.now() + LOOK_FOR
        while self._clock.now() < until:
            await self._collapse()
            deliveries = await self._claim()
            if not deliveries:
                break
            async with asyncio.TaskGroup() as group:
                for delivery in deliveries:
                    group.create_task(self._deliver(delivery), name=f"deliver {delivery.key}")
            settled += len(deliveries)
        while self._clock.now() < until and (stale := await self._stale()):
            async with asyncio.TaskGroup() as group:
                for post in stale:
                    group.create_task(self._refresh(post), name=f"edit {post.id}")
        return settled

    async def _collapse(self) -> None:
        """Turn backlogs into one digest each. What is told in it counts as told."""
        now = self._clock.now()
        async with self._database.read() as tx:
            backlogs = await outbox.backlog(tx, now, older_than=BACKLOG_AGE, more_than=BACKLOG_ROWS)
        if not backlogs:
            return
        async with self._database.write() as tx:
            # Read again: the rows may have been told since.
            for backlog in await outbox.backlog(tx, now, older_than=BACKLOG_AGE, more_than=BACKLOG_ROWS):
                await outbox.collapse(tx, backlog, now)
                log.info("backlog collapsed", destination=backlog.destination, rows=len(backlog.rows))

    async def _claim(self) -> list[Delivery]:
        now = self._clock.now()
        async with self._database.read() as tx:
            if not await outbox.has_due(tx, now, platforms=list(self._faces)):
                return []
        async with self._database.write() as tx:
            return await outbox.claim(
                tx, now, platforms=list(self._faces), owner=self._owner, lease_until=now + LEASE, limit=AT_ONCE
            )

    async def _deliver(self, delivery: Delivery) -> None:
        """Send one row and settle it. One row's trouble is its own: what cannot be shown is put off, then dropped."""
        try:
            rendered = await self._prepare(delivery)
        except Exception:
            log.exception("delivery failed", key=delivery.key, attempts=delivery.attempts)
            await self._put_off(delivery, in_doubt=False)
            return
        if rendered is None:
            return
        try:
            await self._settle(delivery, await self._send(delivery, rendered), rendered.version)
        except Exception:
            # It may be there: the face broke after posting, or the database did while we noted it.
            log.exception("delivery failed", key=delivery.key, attempts=delivery.attempts)
            await self._put_off(delivery, in_doubt=True)

    async def _prepare(self, delivery: Delivery) -> Rendered | None:
        """Return what to send; None: the row is settled already, for it was found, must wait, or has no meaning now."""
        rendered = await self._writer.render(delivery)
        if rendered is None:
            await self._drop(delivery, "what it was about is gone")
            return None
        if delivery.in_doubt:
            outcome = await self._look_for(delivery, rendered)
            if outcome is not None:
                await self._settle(delivery, outcome, None)
                return None
        return rendered

    async def _send(self, delivery: Delivery, rendered: Rendered) -> Outcome:
        face = self._faces[delivery.destination.platform]
        try:
            async with asyncio.timeout(SEND_DEADLINE):
                return await face.send(_address(delivery.destination), _posting(delivery, rendered))
        except TimeoutError:
            return InDoubt(f"no answer within {SEND_DEADLINE:.0f} seconds")

    async def _put_off(self, delivery: Delivery, *, in_doubt: bool) -> None:
        """After a failure of our own: try again each time twice as late, and at last drop it."""
        reason = f"visabot failed to show it {delivery.attempts} times"
        wait = PUT_OFF * 2**delivery.attempts
        try:
            if delivery.attempts >= GIVE_UP_AFTER:
                await self._drop(delivery, reason)
            elif in_doubt:
                await self._settle(delivery, InDoubt(reason), None, again_in=wait)
            else:
                await self._settle(delivery, RetryLater(wait, reason), None)
        except Exception:
            # The row stays ours until its lease ends, and is in doubt then. The other rows go on.
            log.exception("outcome not stored", key=delivery.key)

    async def _look_for(self, delivery: Delivery, rendered: Rendered) -> Outcome | None:
        """Return what became of a row whose answer was lost; None: it is certainly not there."""
        face = self._faces[delivery.destination.platform]
        try:
            async with asyncio.timeout(FIND_DEADLINE):
                seen = await face.find(_address(delivery.destination), _posting(delivery, rendered))
        except TimeoutError:
            seen = Unknown(f"looking for it took over {FIND_DEADLINE:.0f} seconds")
        match seen:
            case Found(message):
                log.info("found a post whose answer was lost", key=delivery.key)
                return Sent(message)
            case Absent():
                return None
            case Unknown(reason):
                return InDoubt(reason)

    async def _settle(
        self, delivery: Delivery, outcome: Outcome, shown: int | None, *, again_in: timedelta = LOOK_AGAIN
    ) -> None:
        now = self._clock.now()
        async with self._database.write() as tx:
            match outcome:
                case Sent(message):
                    # A post found after a lost answer may show any version: 0 brings it up to date.
                    await outbox.sent(tx, delivery, message=message, shown=shown or 0, now=now)
                case RetryLater(after, reason):
                    await outbox.retry(tx, delivery, until=now + after, reason=reason)
                case InDoubt(reason):
                    await outbox.doubt(tx, delivery, until=now + again_in, reason=reason)
                case Refused(reason):
                    await self._refuse(tx, delivery, reason, now)
                case Gone(reason):
                    await outbox.gone(tx, delivery, reason=reason, now=now)
        if not isinstance(outcome, Sent):
            log.warning("not delivered", key=delivery.key, outcome=type(outcome).__name__, reason=outcome.reason)

    async def _refuse(self, tx: Tx, delivery: Delivery, reason: str, now: datetime) -> None:
        """Wait for an admin to put it right, but not for ever."""
        since = delivery.destination.refused_at
        if since is not None and now - since >= REFUSED_FOR_GOOD:
            await outbox.gone(tx, delivery, reason=reason, now=now)
            return
        wait = REFUSED_FOR_LONG if since else REFUSED_AGAIN
        await outbox.refused(tx, delivery, until=now + wait, reason=reason, now=now)

    async def _drop(self, delivery: Delivery, reason: str) -> None:
        async with self._database.write() as tx:
            await outbox.dropped(tx, delivery, reason=reason, now=self._clock.now())
        log.warning("dropped", key=delivery.key, reason=reason)

    async def _stale(self) -> list[StalePost]:
        """Return posts that show less than is wanted, of destinations with nothing left to be told first."""
        async with self._database.read() as tx:
            return await posts.stale(tx, self._clock.now(), platforms=list(self._faces), limit=AT_ONCE)

    async def _refresh(self, post: StalePost) -> None:
        """Edit one post. Its trouble is its own, as with deliveries."""
        try:
            await self._edit(post)
        except Exception:
            log.exception("edit failed", post=post.id, story=post.story)
            async with self._database.write() as tx:
                await posts.later(tx, post, until=self._clock.now() + EDIT_AGAIN, reason="visabot failed to show it")

    async def _edit(self, post: StalePost) -> None:
        """Bring one post up to date. Doing it twice is harmless, so nothing is marked before."""
        face = self._faces[post.destination.platform]
        rendered = await self._writer.rerender(post)
        version = (rendered.version if rendered else None) or post.wanted
        outcome: Outcome
        if rendered is None:
            outcome = Gone("its story is gone")
        else:
            try:
                async with asyncio.timeout(SEND_DEADLINE):
                    outcome = await face.edit(_address(post.destination), post.message, rendered.card, version)
            except TimeoutError:
                outcome = RetryLater(LOOK_AGAIN, f"no answer within {SEND_DEADLINE:.0f} seconds")
        now = self._clock.now()
        async with self._database.write() as tx:
            match outcome:
                case Sent():
                    await posts.shown(tx, post, version=version)
                case Gone(reason):
                    await posts.ended(tx, post, reason=reason)
                case RetryLater(after, reason):
                    await posts.later(tx, post, until=now + after, reason=reason)
                case InDoubt(reason):
                    await posts.later(tx, post, until=now + LOOK_AGAIN, reason=reason)
                case Refused(reason):
                    await posts.later(tx, post, until=now + REFUSED_FOR_LONG, reason=reason)


def _address(destination: Destination) -> Address:
    return Address(
        destination=destination.id,
        workspace=destination.workspace_external,
        channel=destination.external,
        kind=destination.kind,
        mention=destination.mention,
        publish=destination.publish,
    )


def _posting(delivery: Delivery, rendered: Rendered) -> Posting:
    return Posting(rendered.card, delivery.token, delivery.due_at, rendered.reply_to, rendered.tags)
