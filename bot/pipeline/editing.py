"""Editing: one post that shows less than is wanted is brought up to date. Its trouble is its own."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import structlog

from bot.faces.face import Face, Gone, InDoubt, Outcome, Refused, RetryLater, Sent
from bot.pipeline.sending import SEND_DEADLINE, address
from bot.pipeline.settling import LOOK_AGAIN, REFUSED_FOR_LONG
from bot.pipeline.write import Writer
from feeds.clock import Clock
from storage import posts, publishing
from storage.engine.database import Database
from storage.posts import StalePost

EDIT_AGAIN = timedelta(minutes=15)
"""When to try again to edit a post that our own code failed on."""

log = structlog.get_logger(__name__)


class Editor:
    """Brings one post up to date. Doing it twice is harmless, so nothing is marked before."""

    def __init__(self, *, database: Database, faces: Mapping[str, Face], writer: Writer, clock: Clock) -> None:
        """`faces` by platform."""
        self._database = database
        self._faces = faces
        self._writer = writer
        self._clock = clock

    async def refresh(self, post: StalePost) -> None:
        """Edit one post and note what it shows now. Only cancellation gets out."""
        try:
            await self._edit(post)
        except Exception:
            log.exception("edit failed", post=post.id, story=post.story)
            await self._put_off(post)

    async def _edit(self, post: StalePost) -> None:
        rendered = await self._writer.rerender(post)
        version = (rendered.version if rendered else None) or post.wanted
        outcome: Outcome
        if rendered is None:
            outcome = Gone("its story is gone")
        else:
            try:
                async with asyncio.timeout(SEND_DEADLINE):
                    face = self._faces[post.destination.platform]
                    outcome = await face.edit(address(post.destination), post.message, rendered.card, version)
            except TimeoutError:
                outcome = RetryLater(LOOK_AGAIN, f"no answer within {SEND_DEADLINE:.0f} seconds")
        now = self._clock.now()
        async with self._database.write() as tx:
            match outcome:
                case Sent(publish=publish):
                    await posts.shown(tx, post, version=version)
                    if publish:
                        await publishing.want(tx, post.destination.id, post.message, now)
                case Gone(reason):
                    await posts.ended(tx, post, reason=reason)
                case RetryLater(after, reason):
                    await posts.later(tx, post, until=now + after, reason=reason)
                case InDoubt(reason):
                    await posts.later(tx, post, until=now + LOOK_AGAIN, reason=reason)
                case Refused(reason):
                    await posts.later(tx, post, until=now + REFUSED_FOR_LONG, reason=reason)

    async def _put_off(self, post: StalePost) -> None:
        try:
            async with self._database.write() as tx:
                await posts.later(tx, post, until=self._clock.now() + EDIT_AGAIN, reason="visabot failed to show it")
        except Exception:
            # It stays stale, and is tried again with the next look.
            log.exception("outcome not stored", post=post.id)
