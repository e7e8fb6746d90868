"""Days that newswire names in words, and what they come to.

A day without a year is the latest such day for the past and the next for the future, so a mention carries both and the
tense around it chooses. Nothing is calculated from lengths of time: "within 60 days" and "late May" give no day.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

WEEK = 7
_LEAP_CYCLE = 8
"""Years at most between two leap days (1896 and 1904)."""


class Clock(StrEnum):
    """Whose day is meant, where the text says so."""

    VENUE = "venue"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is named between two characters of a sentence."""

    start: int
    end: int
    past: date | None
    """What it comes to where the text speaks of what has been; None where there is no such day."""
    future: date | None
    """What it comes to where the text speaks of what is to be."""
    clock: Clock | None = None
    end_of: bool = False
    """The end of a month or a year: a last day, but not a day on which anything happens."""
    exact: bool = False
    """The text gives the year, or counts from the day of publication."""

    @property
    def fixed(self) -> bool:
        """Whether the words alone tell past from future."""
        return self.past == self.future

    def moved(self, start: int, end: int) -> "Day":
        """Return the same day, named elsewhere."""
        return replace(self, start=start, end=end)


Values = tuple[date | None, date | None]
"""A day read as past, and read as future."""


def on(day: date | None) -> Values:
    """A day that is the same in every tense."""
    return day, day


def in_year(year: int, month: int, day: int) -> Values:
    """Return the day of a year given in the text."""
    return on(_date(year, month, day))


def month_day(today: date, month: int, day: int) -> Values:
    """Return the latest and the next such day of the year, seen from `today`, which counts for both."""
    years = range(_LEAP_CYCLE + 1)
    past = _first(lambda step: _date(today.year - step, month, day), years, lambda found: found <= today)
    future = _first(lambda step: _date(today.year + step, month, day), years, lambda found: found >= today)
    return past, future


def day_of_month(today: date, day: int) -> Values:
    """Return the latest and the next day with this number, seen from `today`, which counts for both."""
    months = range(3)  # no two months in a row lack a day that others have
    past = _first(lambda step: of_month(today, -step, day)[0], months, lambda found: found <= today)
    future = _first(lambda step: of_month(today, step, day)[0], months, lambda found: found >= today)
    return past, future


def of_month(today: date, step: int, day: int) -> Values:
    """Return the day of the month that lies `step` months from that of `today`."""
    year, month = _month(today, step)
    return on(_date(year, month, day))


def end_of_month(today: date, step: int) -> Values:
    """Return the last day of the month that lies `step` months from that of `today`."""
    year, month = _month(today, step)
    return in_year(year, month, monthrange(year, month)[1]) if date.min.year <= year <= date.max.year else on(None)


def end_of_named_month(today: date, month: int) -> Values:
    """Return the last day of the latest and of the next such month."""
    past, future = (_end(day) for day in month_day(today, month, 1))
    this = _date(today.year, month, 1)
    if this and this.month == today.month:
        future = _end(this)
    return past, future


def weekday(today: date, number: int) -> Values:
    """Return the latest and the next such day of the week (Monday is 0), seen from `today`, which counts for both."""
    return today - timedelta((today.weekday() - number) % WEEK), today + timedelta((number - today.weekday()) % WEEK)


def weekday_of_week(today: date, number: int, step: int) -> Values:
    """Return that day in the week, Monday to Sunday, that lies `step` weeks from that of `today`."""
    return on(today + timedelta(number - today.weekday() + WEEK * step))


def _month(today: date, step: int) -> tuple[int, int]:
    total = today.year * 12 + today.month - 1 + step
    return total // 12, total % 12 + 1


def _end(day: date | None) -> date | None:
    return day and day.replace(day=monthrange(day.year, day.month)[1])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _first(at: Callable[[int], date | None], steps: range, fits: Callable[[date], bool]) -> date | None:
    return next((found for step in steps if (found := at(step)) is not None and fits(found)), None)
