"""Quiet hours: when they end, in every zone and on the days on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.quiet import quiet_until
from tests.bot.pipeline.zones import MOMENTS, TIMES, TRANSITIONS, ZONES

NIGHT = (time(22), time(7))


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
    found = quiet_until(NIGHT, "Asia/Seoul", datetime.fromisoformat(now).replace(tzinfo=seoul))
    assert found == (until and datetime.fromisoformat(until).replace(tzinfo=seoul))


def test_hours_within_a_day_do_not_last_into_the_next() -> None:
    lunch = (time(12), time(13, 30))
    assert quiet_until(lunch, "UTC", datetime(2025, 9, 28, 13, tzinfo=UTC)) == datetime(2025, 9, 28, 13, 30, tzinfo=UTC)
    assert quiet_until(lunch, "UTC", datetime(2025, 9, 28, 23, tzinfo=UTC)) is None


def test_quiet_hours_of_no_length_are_none() -> None:
    assert quiet_until((time(7), time(7)), "UTC", datetime(2025, 9, 28, 7, tzinfo=UTC)) is None
    assert quiet_until(None, "UTC", datetime(2025, 9, 28, 7, tzinfo=UTC)) is None


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
    until = quiet_until(NIGHT, zone, begin)
    assert until is not None
    assert until - begin == timedelta(hours=hours)
    assert until.astimezone(ZoneInfo(zone)).time() == time(7)
    assert quiet_until(NIGHT, zone, until - timedelta.resolution) == until
    assert quiet_until(NIGHT, zone, until) is None


@given(TIMES, TIMES, st.sampled_from(ZONES), MOMENTS)
def test_quiet_hours_always_end_later_and_within_a_day(begin: time, end: time, zone: str, now: datetime) -> None:
    """Else what is held would be told at once, or never. A gap that a change of the clocks swallows may join two."""
    until = quiet_until((begin, end), zone, now)
    if until is not None:
        assert now < until <= now + timedelta(hours=25)
        changing = any(abs(until - moment) < timedelta(days=1) for moment in TRANSITIONS[zone])
        assert changing or quiet_until((begin, end), zone, until) is None
