"""When a digest is due, and which period it is for.

APScheduler's daily trigger fires twice in the hour that daylight saving repeats, and never in the hour it skips.
So due moments are computed here, in the destination's zone, and a digest is keyed by its subscription and
period.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.subscriptions import Mode


def next_due(mode: Mode, at: time, weekday: int, zone: str, after: datetime) -> datetime:
    """Return when the first digest later than `after` is due, in UTC.

    Args:
        mode: how often; not instant.
        at: local time of day, for daily and weekly.
        weekday: 0 is Monday, for weekly.
        zone: IANA zone in which `at` and the day are meant.
        after: aware.

    """
    after = after.astimezone(UTC)
    if mode is Mode.HOURLY:
        return after.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    local_zone = ZoneInfo(zone)
    day = after.astimezone(local_zone).date() - timedelta(days=1)
    while True:
        moment = moment_of(day, at, local_zone)
        if moment > after and (mode is Mode.DAILY or day.weekday() == weekday):
            return moment
        day += timedelta(days=1)


def period_of(mode: Mode, zone: str, due: datetime) -> str:
    """Return the name of the period that a digest due at `due` is for: the UTC hour, or the local date."""
    if mode is Mode.HOURLY:
        return due.astimezone(UTC).strftime("%Y-%m-%dT%H")
    return due.astimezone(ZoneInfo(zone)).date().isoformat()


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return when the clocks of `zone` show `at` on `day`, in UTC.

    A time that is shown twice means its first showing. One that is skipped is told by the clock as it was before the
    change: where two o'clock becomes three, half past two is half past three (PEP 495, fold=0, gives both).
    """
    return datetime.combine(day, at, tzinfo=zone).replace(fold=0).astimezone(UTC)
