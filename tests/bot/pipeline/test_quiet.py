"""Quiet hours: when they end, in every zone and on the days on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.quiet import quiet_until
from storage.quiet_hours import QuietHours
from tests.bot.pipeline.zones import MOMENTS, TIMES, TRANSITIONS, ZONES


def night(zone: str) -> QuietHours:
    return QuietHours(time(22), time(7), zone)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2025-09-28T21:59:59", None),
        ("2025-09-28T22:00:00", "2025-09-29T07:00:00"),
        ("2025-09-29T00:00:00", "2025-09-29T07:00:00"),
        ("2025-09-29T06:59:59", "2025-09-29T07:00:00"),
        ("2025-09-29T07:00:00", None),
    ],
)
def test_a_night_lasts_across_midnight(now: str, until: str | None) -> None:
    seoul = ZoneInfo("Asia/Seoul")
    found = quiet_until(night("Asia/Seoul"), datetime.fromisoformat(now).replace(tzinfo=seoul))
    assert found == (until and datetime.fromisoformat(until).replace(tzinfo=seoul))


def test_hours_within_a_day_do_not_last_into_the_next() -> None:
    lunch = QuietHours(time(12), time(13, 30), "UTC")
    assert quiet_until(lunch, datetime(2025, 9, 28, 13, tzinfo=UTC)) == datetime(2025, 9, 28, 13, 30, tzinfo=UTC)
    assert quiet_until(lunch, datetime(2025, 9, 28, 23, tzinfo=UTC)) is None


def test_quiet_hours_of_no_length_are_none() -> None:
    assert quiet_until(QuietHours(time(7), time(7), "UTC"), datetime(2025, 9, 28, 7, tzinfo=UTC)) is None
    assert quiet_until(None, datetime(2025, 9, 28, 7, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/New_York", date(2025, 3, 8), 8),  # an hour is skipped in the night to the 9th
        ("America/New_York", date(2025, 11, 1), 10),  # an hour is repeated
        ("Europe/London", date(2025, 3, 29), 8),
        ("Europe/London", date(2025, 10, 25), 10),
        ("Australia/Lord_Howe", date(2025, 10, 4), 8.5),  # half an hour
        ("Australia/Lord_Howe", date(2025, 4, 5), 9.5),
        ("America/Sao_Paulo", date(2018, 11, 3), 8),  # midnight itself is skipped
        ("Asia/Seoul", date(1988, 5, 7), 8),
        ("Asia/Seoul", date(1988, 10, 8), 10),
        ("Asia/Seoul", date(2025, 9, 28), 9),
    ],
)
def test_a_night_in_which_the_clocks_change_ends_when_they_show_seven(zone: str, day: date, hours: float) -> None:
    begin = datetime.combine(day, time(22), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    until = quiet_until(night(zone), begin)
    assert until is not None
    assert until - begin == timedelta(hours=hours)
    assert until.astimezone(ZoneInfo(zone)).time() == time(7)
    assert quiet_until(night(zone), until - timedelta.resolution) == until
    assert quiet_until(night(zone), until) is None


@pytest.mark.parametrize(
    ("begin", "end", "first", "last"),
    [
        # 9 March 2025: two o'clock becomes three, and half past two is half past three.
        (time(1, 30), time(2, 30), "2025-03-09T06:30", "2025-03-09T07:30"),
        (time(2, 30), time(4), "2025-03-09T07:30", "2025-03-09T08:00"),
        # 2 November 2025: two o'clock becomes one, and half past one is the first of the two.
        (time(0, 30), time(1, 30), "2025-11-02T04:30", "2025-11-02T05:30"),
        (time(1, 15), time(1, 45), "2025-11-02T05:15", "2025-11-02T05:45"),
        (time(1, 30), time(3), "2025-11-02T05:30", "2025-11-02T08:00"),
    ],
)
def test_in_new_york_hours_may_begin_or_end_in_one_that_is_skipped_or_repeated(
    begin: time, end: time, first: str, last: str
) -> None:
    hours = QuietHours(begin, end, "America/New_York")
    since, until = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (first, last))
    assert quiet_until(hours, since - timedelta.resolution) is None
    assert quiet_until(hours, since) == until
    assert quiet_until(hours, until - timedelta.resolution) == until
    assert quiet_until(hours, until) is None
    assert quiet_until(hours, until + timedelta(hours=1)) is None, "a repeated hour is quiet once"


def test_hours_that_a_change_of_the_clocks_skips_are_not_quiet_that_day() -> None:
    hours = QuietHours(time(2, 15), time(2, 45), "America/New_York")
    day = datetime(2025, 3, 8, 7, 15, tzinfo=UTC)
    assert quiet_until(hours, day) == day + timedelta(minutes=30)
    skipped = datetime(2025, 3, 9, 7, tzinfo=UTC)  # 03:00, as the clocks there show
    assert quiet_until(hours, skipped) is None


@given(TIMES, TIMES, st.sampled_from(ZONES), MOMENTS)
def test_quiet_hours_always_end_later_and_within_a_day(begin: time, end: time, zone: str, now: datetime) -> None:
    """Else what is held would be told at once, or never. A gap that a change of the clocks swallows may join two."""
    hours = QuietHours(begin, end, zone)
    until = quiet_until(hours, now)
    if until is not None:
        assert now < until <= now + timedelta(hours=25)
        changing = any(abs(until - moment) < timedelta(days=1) for moment in TRANSITIONS[zone])
        assert changing or quiet_until(hours, until) is None
