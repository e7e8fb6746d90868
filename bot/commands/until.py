"""Moments to come, as people write them: "tomorrow", "18:00", "2 h", "2026-02-01 09:00", "내일 9시", "3일".

A day alone means its beginning, a time of day alone the next time that clocks show it: both in the asker's zone. What
undoes a change may be run by somebody elsewhere, and so writes UTC: "2026-02-01T09:00Z".
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.commands.times import ends_day, is_time, read_time
from bot.pipeline.periods import moment_of

FARTHEST = timedelta(days=366)
"""A mute or pause that lasts longer is rather ended by hand."""

_SECONDS = {
    "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60, "분": 60,
    "h": 3600, "hour": 3600, "hours": 3600, "시간": 3600,
    "d": 86400, "day": 86400, "days": 86400, "일": 86400,
    "w": 604800, "week": 604800, "weeks": 604800, "주": 604800, "주일": 604800,
}  # fmt: skip
_DAYS = {"today": 0, "오늘": 0, "tomorrow": 1, "내일": 1, "모레": 2}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon 월요일", "tuesday tue 화요일", "wednesday wed 수요일", "thursday thu 목요일",
         "friday fri 금요일", "saturday sat 토요일", "sunday sun 일요일")
    )
    for name in names.split()
}  # fmt: skip

_NAMED = {
    "an hour": 3600, "한 시간": 3600, "a day": 86400, "하루": 86400, "이틀": 2 * 86400, "사흘": 3 * 86400,
    "a week": 604800, "일주일": 604800,
}  # fmt: skip
"""Durations that are said without a number, in seconds."""
_AROUND = re.compile(r"^(?:for|until|till) |(?: ?동안| ?까지)$")
"""What is said around a moment."""
_UP_TO = "까지"
_NEXT_WEEK = frozenset({"next week", "다음주", "다음 주"})
_DURATION = re.compile(r"(\d{1,5}) ?([a-z가-힣]+)")
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})\.?")
_KOREAN = re.compile(r"(?:(\d{4})년 ?)?(\d{1,2})월 ?(\d{1,2})일")
_OF_MONTH = re.compile(r"(\d{1,2})일")
_UTC = re.compile(r"\d{4}-\d{2}-\d{2}t\d{2}:\d{2}z", re.ASCII)
_LONGEST_TIME = 3
"""Words that a time of day may have: "오전 9시 30분"."""
_LONGEST_MONTH = 31
_YEARLESS_NEEDS = 2
"""Years to look at for "2월 1일": this one's may be over."""


@dataclass(frozen=True, slots=True)
class Until:
    """A moment as it was written; `moment` says when that is."""

    lasts: timedelta | None = None
    ahead: int | None = None
    """Days from today."""
    weekday: int | None = None
    """The next one after today; 0 is Monday."""
    year: int | None = None
    day: tuple[int, int] | None = None
    """Month and day of it."""
    day_of_month: int | None = None
    """The next such day, of this month or a later one."""
    at: time | None = None
    ends_day: bool = False
    """Whether `at` is the end of that day, which is the next one's beginning."""
    exact: datetime | None = None
    """In UTC."""


def read_until(text: str) -> Until | None:
    """Understand what was written, in English or Korean; None: it is no moment, or one that no calendar has."""
    words = _AROUND.sub("", " ".join(text.casefold().split()))
    # "3일" lasts three days, "3일까지" ends on the third.
    is_day = _OF_MONTH.fullmatch(words) and text.rstrip().endswith(_UP_TO)
    if not is_day and (seconds := _lasting(words)) is not None:
        return Until(lasts=timedelta(seconds=seconds)) if seconds else None
    if _UTC.fullmatch(words):
        return _exact(words)
    parts = words.split()
    for used in range(min(len(parts), _LONGEST_TIME), 0, -1):
        written = " ".join(parts[-used:])
        if not written.isdigit() and is_time(written):
            day, at = " ".join(parts[:-used]), read_time(written)
            if at is None or not day:
                return Until(at=at) if at is not None else None
            named = _day(day, at)
            return named and replace(named, ends_day=ends_day(written) or (named.ahead == 0 and at == time(0)))
    return _day(words, None)


def _lasting(words: str) -> int | None:
    """Return the seconds of a duration; None: it is none."""
    written = _DURATION.fullmatch(words)
    if written is None or written[2] not in _SECONDS:
        return _NAMED.get(words)
    return int(written[1]) * _SECONDS[written[2]]


def moment(until: Until, now: datetime, zone: str) -> datetime | None:
    """Return when that is, in UTC; None: it is over, or more than a year away.

    Args:
        until: as it was read.
        now: aware.
        zone: IANA, of the one who wrote it.
    """
    when = _when(until, now, ZoneInfo(zone))
    return when if when is not None and now < when <= now + FARTHEST else None


def _when(until: Until, now: datetime, zone: ZoneInfo) -> datetime | None:
    if until.exact is not None:
        return until.exact
    if until.lasts is not None:
        return now.astimezone(UTC) + min(until.lasts, 2 * FARTHEST)
    today = now.astimezone(zone).date()
    at = until.at or time(0)
    if until.day is not None:
        years = [until.year] if until.year else range(today.year, today.year + _YEARLESS_NEEDS)
        days = [day for year in years if (day := _date(year, *until.day))]
    elif until.day_of_month is not None:
        days = [day for day in _days_after(today) if day.day == until.day_of_month]
    elif until.weekday is not None:
        days = [today + timedelta(days=(until.weekday - today.weekday() - 1) % 7 + 1)]
    elif until.ahead is not None:
        days = [today + timedelta(days=until.ahead)]
    else:
        days = [today, today + timedelta(days=1)]
    moments = (moment_of(day + timedelta(days=until.ends_day), at, zone) for day in days)
    return next((one for one in moments if one > now), None)


def _days_after(today: date) -> list[date]:
    """Return today and the days of two months to come: each day of a month is among them."""
    return [today + timedelta(days=ahead) for ahead in range(2 * _LONGEST_MONTH + 1)]


def in_utc(when: datetime) -> str:
    """Write a moment so that it means the same wherever it is read, to the minute."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def _exact(words: str) -> Until | None:
    try:
        return Until(exact=datetime.strptime(words, "%Y-%m-%dt%H:%Mz").replace(tzinfo=UTC))
    except ValueError:
        return None


def _day(words: str, at: time | None) -> Until | None:
    if words in _DAYS:
        return Until(ahead=_DAYS[words], at=at)
    if words in _NEXT_WEEK:
        return Until(weekday=0, at=at)
    if (named := words.removeprefix("next ")) in _WEEKDAYS:
        return Until(weekday=_WEEKDAYS[named], at=at)
    if of_month := _OF_MONTH.fullmatch(words):
        return Until(day_of_month=int(of_month[1]), at=at) if 1 <= int(of_month[1]) <= _LONGEST_MONTH else None
    written = _ISO.fullmatch(words) or _KOREAN.fullmatch(words)
    if written is None:
        return None
    year, month, day = int(written[1]) if written[1] else None, int(written[2]), int(written[3])
    # A year that has 29 February, for a date without one.
    return Until(year=year, day=(month, day), at=at) if _date(year or 2000, month, day) else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
