"""Publishing: one message that is there is passed on to those who follow the channel. Its trouble is its own."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import structlog

from bot.faces.face import Face, Gone, InDoubt, Outcome, Publishing, Refused, RetryLater, Sent
from bot.pipeline.sending import SEND_DEADLINE, address
from bot.pipeline.settling import LOOK_AGAIN, REFUSED_FOR_LONG
from feeds.clock import Clock
from storage import publishing
from storage.engine.database import Database
from storage.publishing import Unpublished

PUBLISHED_WITHIN = timedelta(days=1)
"""What could not be passed on for so long is no news any more."""

log = structlog.get_logger(__name__)


class Publisher:
    """Passes one message on. Doing it twice is harmless, so nothing is marked before."""

    def __init__(self, *, database: Database, faces: Mapping[str, Face], clock: Clock) -> None:
        """`faces` by platform; those that cannot publish are never asked."""
        self._database = database
        self._faces = {platform: face for platform, face in faces.items() if isinstance(face, Publishing)}
        self._clock = clock

    @property
    def platforms(self) -> frozenset[str]:
        """Return the platforms on which messages are passed on."""
        return frozenset(self._faces)

    async def publish(self, one: Unpublished) -> None:
        """Pass a message on, and note what became of it. Only cancellation gets out."""
        try:
            outcome = await self._publish(one)
            await self._note(one, outcome)
        except Exception:
            log.exception("publishing failed", destination=one.destination.id)
            await self._put_off(one)

    async def _publish(self, one: Unpublished) -> Outcome:
        if not one.destination.publish:
            return Gone("nothing is passed on there any more")
        try:
            async with asyncio.timeout(SEND_DEADLINE):
                return await self._faces[one.destination.platform].publish(address(one.destination), one.message)
        except TimeoutError:
            return RetryLater(LOOK_AGAIN, f"no answer within {SEND_DEADLINE:.0f} seconds")

    async def _note(self, one: Unpublished, outcome: Outcome) -> None:
        wait: timedelta | None = None
        match outcome:
            case RetryLater(after):
                wait = after
            case InDoubt():
                wait = LOOK_AGAIN
            case Refused():
                wait = REFUSED_FOR_LONG
            case Sent() | Gone():
                pass
        now = self._clock.now()
        if wait is not None:
            # Later each time, for as long again as it has waited: a channel takes ten an hour (Discord).
            wait = max(wait, (now - one.sent_at) / 2)
        async with self._database.write() as tx:
            if wait is None or now + wait - one.sent_at > PUBLISHED_WITHIN:
                await publishing.done(tx, one)
            else:
                await publishing.later(tx, one, until=now + wait)
        if not isinstance(outcome, Sent):
            log.warning("not published", destination=one.destination.id, reason=outcome.reason, again_in=str(wait))

    async def _put_off(self, one: Unpublished) -> None:
        try:
            await self._note(one, RetryLater(REFUSED_FOR_LONG, "visabot failed to pass it on"))
        except Exception:
            # It stays due, and is tried again with the next look.
            log.exception("outcome not stored", destination=one.destination.id)
