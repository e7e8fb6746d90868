"""When the clock was ahead and is right again: what was put off then is put right (`storage.clock_back`)."""

import structlog

from bot.pipeline.digest_window import NINE
from bot.pipeline.periods import next_due
from feeds.clock import Clock
from storage import clock_back
from storage.engine.database import Database

AT_ONCE = 200
"""Digests in one transaction, so that others get their turn."""

log = structlog.get_logger(__name__)


async def put_right(database: Database, clock: Clock, owner: str) -> int:
    """Put right what a clock that was ahead left; `owner` names this process in leases. Return how much was wrong."""
    async with database.write() as tx:
        wrong = await clock_back.put_right(tx, clock.now(), owner=owner)
    digests = 0
    while True:
        now = clock.now()
        async with database.write() as tx:
            some = await clock_back.digests_ahead(tx, now, limit=AT_ONCE)
            for one in some:
                terms = one.terms
                due = next_due(terms.mode, terms.at or NINE, terms.weekday or 0, terms.timezone, now)
                await clock_back.put_digest_right(tx, one, next_due_at=due, now=now)
        digests += len(some)
        if len(some) < AT_ONCE:
            break
    if wrong or digests:
        log.warning("the clock was ahead; what was put off then is due now", rows=wrong, digests=digests)
    return wrong + digests
