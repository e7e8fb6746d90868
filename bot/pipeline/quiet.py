"""Quiet hours: what is told then is held, and told in one post when they end."""

from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.pipeline.periods import moment_of
from storage import quiet
from storage.engine.database import Tx
from storage.quiet_hours import QuietHours


def quiet_until(hours: QuietHours | None, now: datetime) -> datetime | None:
    """Return when the quiet hours that `now` lies in end, in UTC; None: it is not quiet.

    Args:
        hours: those that were agreed. Ones that end as they begin are none: quiet for ever is a pause. They are what
            the clocks of their zone show: where these change, so does their length (`bot.pipeline.periods.moment_of`).
        now: aware.

    """
    if hours is None or hours.begin == hours.end:
        return None
    begin, end = hours.begin, hours.end
    local = ZoneInfo(hours.timezone)
    today = now.astimezone(local).date()
    # The day before may last into today; the one after, where a change of the clocks skips midnight backwards.
    for day in (today + timedelta(days=days) for days in (-1, 0, 1)):
        until = moment_of(day if begin < end else day + timedelta(days=1), end, local)
        if moment_of(day, begin, local) <= now < until:
            return until
    return None


async def flush(tx: Tx, now: datetime) -> int:
    """Tell what was held and is not to be held any longer: one post a destination. Return how many posts.

    `tx` is a turn, so that nothing is decided about the same stories meanwhile. Quiet hours that changed while
    something was held are obeyed as they are now.
    """
    posts = 0
    for destination, rows in groupby(await quiet.due(tx, now), key=lambda row: row.destination):
        told: list[tuple[int, int]] = []
        still: dict[int, datetime] = {}
        for row in rows:
            until = quiet_until(row.quiet, now)
            if until is None:
                told.append((row.story, row.revision))
            else:
                still[row.subscription] = until
        for subscription, until in still.items():
            await quiet.put_off(tx, subscription, until)
        if told and await quiet.tell(tx, destination, told, now) is not None:
            posts += 1
    return posts
