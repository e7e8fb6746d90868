"""Escalating: what no admin answers goes to the operator (promise 4).

A workspace hears of its own feeds; shared ones are the operator's, who hears of them at once. Where nothing was done
about a private feed for a day, the operator is told, once for each trouble.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.cards.feed_notice import FEED_UNANSWERED
from feeds.clock import Clock
from storage import feeds
from storage.engine.database import Database, Tx
from storage.turn.intents import Notice
from storage.turn.record import tell
from storage.unanswered import Unanswered, unanswered

AFTER = timedelta(days=1)
"""A day: whoever is off today reads it tomorrow."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Escalator:
    """Tells the operator of feeds that their own people leave alone."""

    database: Database
    clock: Clock

    async def look(self) -> int:
        """Tell what is new, and return how many notices were written."""
        now = self.clock.now()
        async with self.database.read() as tx:
            left = await _alone(tx, await unanswered(tx, now, after=AFTER))
        if not left:
            return 0
        async with self.database.write() as tx:
            told = await tell(tx, [notice(one) for one in left], now)
        if told:
            log.warning("nobody answers for feeds", feeds=[one.slug for one in left])
        return told


def notice(one: Unanswered) -> Notice:
    """Return what the operator is told."""
    data: dict[str, str | int] = {
        "kind": FEED_UNANSWERED,
        "feed": one.slug,
        "workspace": one.workspace_name,
        "trouble": one.trouble,
        "since": one.since.isoformat(),
    }
    return Notice(f"unanswered-{one.feed}", f"{one.trouble}-{_stamp(one.since)}", data, operator=True)


async def _alone(tx: Tx, left: Sequence[Unanswered]) -> list[Unanswered]:
    """Leave out feeds that are in trouble with all others: that was told as one."""
    return [one for one in left if await _is_its_own(tx, one)]


async def _is_its_own(tx: Tx, one: Unanswered) -> bool:
    """Tell whether a trouble is the feed's own: another feed answers, or has something new, since it began."""
    if one.trouble == "failing":
        last_ok = await feeds.last_ok(tx, one.workspace)
        return last_ok is not None and last_ok >= one.since
    if one.trouble == "silent":
        last = await feeds.last_news(tx, one.workspace)
        return last.feeds < 2 or (last.at is not None and last.at >= one.since)  # noqa: PLR2004 - itself
    return True


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%SZ")
