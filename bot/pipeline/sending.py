"""Sending: one claimed row, from its card to its settlement. One row's trouble is its own."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta

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
from bot.pipeline.settling import LOOK_AGAIN, settle
from bot.pipeline.write import Rendered, Writer
from feeds.clock import Clock
from storage import outbox
from storage.destinations import Destination
from storage.engine.database import Database
from storage.engine.group_commit import GroupCommit, Work
from storage.outbox import Delivery

SEND_DEADLINE = 60.0
"""Seconds a face may take to send or edit; then the answer counts as lost."""

FIND_DEADLINE = 30.0
"""Seconds a face may take to look for a post. Looking and sending together stay within the lease of a row."""

PUT_OFF = timedelta(seconds=15)
GIVE_UP_AFTER = 8
"""A row that our own code fails on is tried for about an hour, each time twice as late, and then dropped."""

log = structlog.get_logger(__name__)


class Sender:
    """Says what one outbox row stands for, or finds that it was said."""

    def __init__(self, *, database: Database, faces: Mapping[str, Face], writer: Writer, clock: Clock) -> None:
        """`faces` by platform."""
        self._ledger = GroupCommit(database)
        self._storing: set[asyncio.Task[None]] = set()
        self._faces = faces
        self._writer = writer
        self._clock = clock
        self._failures: dict[int, int] = {}
        """How often our own code failed on a row, by its id. Tries that a place put off or refused do not count: a row
        that waited for days behind those must not be dropped at our first mistake."""

    async def deliver(self, delivery: Delivery) -> None:
        """Send one row and settle it. What cannot be shown is put off, then dropped; only cancellation gets out."""
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

    async def settled(self) -> None:
        """Wait until what was answered is stored, whoever was cancelled meanwhile."""
        await asyncio.gather(*self._storing, return_exceptions=True)

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
                return await face.send(address(delivery.destination), _posting(delivery, rendered))
        except TimeoutError:
            return InDoubt(f"no answer within {SEND_DEADLINE:.0f} seconds")

    async def _look_for(self, delivery: Delivery, rendered: Rendered) -> Outcome | None:
        """Return what became of a row whose answer was lost; None: it is certainly not there."""
        face = self._faces[delivery.destination.platform]
        seen: Found | Absent | Unknown | Refused
        try:
            async with asyncio.timeout(FIND_DEADLINE):
                seen = await face.find(address(delivery.destination), _posting(delivery, rendered))
        except TimeoutError:
            seen = Unknown(f"looking for it took over {FIND_DEADLINE:.0f} seconds")
        match seen:
            case Found(message, publish):
                log.info("found a post whose answer was lost", key=delivery.key)
                return Sent(message, publish)
            case Absent():
                return None
            case Unknown(reason):
                return InDoubt(reason)
            case Refused():
                return seen  # it stays in doubt, and an admin hears of it

    async def _put_off(self, delivery: Delivery, *, in_doubt: bool) -> None:
        """After a failure of our own: try again each time twice as late, and at last drop it."""
        failures = self._failures[delivery.id] = self._failures.get(delivery.id, 0) + 1
        reason = f"visabot failed to show it {failures} times"
        wait = PUT_OFF * 2**failures
        try:
            if failures >= GIVE_UP_AFTER:
                await self._drop(delivery, reason)
            elif in_doubt:
                await self._settle(delivery, InDoubt(reason), None, again_in=wait)
            else:
                await self._settle(delivery, RetryLater(wait, reason), None)
        except Exception:
            # The row stays ours until its lease ends, and is in doubt then. The other rows go on.
            log.exception("outcome not stored", key=delivery.key)

    async def _settle(
        self, delivery: Delivery, outcome: Outcome, shown: int | None, *, again_in: timedelta = LOOK_AGAIN
    ) -> None:
        now = self._clock.now()
        await self._store(lambda tx: settle(tx, delivery, outcome, now, shown=shown, again_in=again_in))
        if isinstance(outcome, Sent | Gone):
            self._failures.pop(delivery.id, None)
        if not isinstance(outcome, Sent):
            # To wait a little is how a platform's pace is kept: thousands of alerts would make thousands of warnings.
            paced = isinstance(outcome, RetryLater) and outcome.after < LOOK_AGAIN
            level = logging.DEBUG if paced else logging.WARNING
            log.log(level, "not delivered", key=delivery.key, outcome=type(outcome).__name__, reason=outcome.reason)

    async def _drop(self, delivery: Delivery, reason: str) -> None:
        now = self._clock.now()
        await self._store(lambda tx: outbox.dropped(tx, delivery, reason=reason, now=now))
        self._failures.pop(delivery.id, None)
        log.warning("dropped", key=delivery.key, reason=reason)

    async def _store(self, work: Work) -> None:
        """Store what became of a row, also where its delivery is cancelled meanwhile: a stop forgets no answer."""
        storing = asyncio.create_task(self._ledger.write(work), name="settle")
        self._storing.add(storing)
        storing.add_done_callback(self._storing.discard)
        await asyncio.shield(storing)


def address(destination: Destination) -> Address:
    """Return where a face posts for a destination."""
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
