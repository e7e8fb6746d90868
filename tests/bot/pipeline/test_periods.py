"""Digest times: local, once a period, also when the clocks change."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.periods import next_due, period_of
from storage.subscriptions import Mode

ZONES = ["Asia/Seoul", "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC"]


def test_a_daily_digest_is_due_at_its_local_time() -> None:
    after = datetime(2025, 9, 28, 0, 30, tzinfo=UTC)  # 09:30 in Seoul
    assert next_due(Mode.DAILY, time(9), 0, "Asia/Seoul", after) == datetime(2025, 9, 29, 0, 0, tzinfo=UTC)


def test_a_weekly_digest_is_due_on_its_weekday() -> None:
    due = next_due(Mode.WEEKLY, time(8), 0, "America/New_York", datetime(2025, 9, 28, tzinfo=UTC))
    assert due.astimezone(ZoneInfo("America/New_York")).strftime("%A %H:%M") == "Monday 08:00"


def test_an_hourly_digest_is_due_on_the_full_hour_and_keyed_by_it() -> None:
    due = next_due(Mode.HOURLY, time(0), 0, "Asia/Kolkata", datetime(2025, 9, 28, 3, 59, 59, tzinfo=UTC))
    assert (due, period_of(Mode.HOURLY, "Asia/Kolkata", due)) == (
        datetime(2025, 9, 28, 4, tzinfo=UTC),
        "2025-09-28T04",
    )


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        # 02:30 is skipped in New York on 9 March 2025, and shown twice on 2 November.
        ("America/New_York", "2025-03-09", time(2, 30), "2025-03-09T07:30"),
        ("America/New_York", "2025-11-02", time(1, 30), "2025-11-02T05:30"),
        # Midnight itself was skipped in São Paulo on 4 November 2018.
        ("America/Sao_Paulo", "2018-11-04", time(0, 0), "2018-11-04T03:00"),
        # Lord Howe changes by half an hour.
        ("Australia/Lord_Howe", "2025-10-05", time(2, 15), "2025-10-04T15:45"),
        # Seoul had summer time in 1988.
        ("Asia/Seoul", "1988-05-08", time(2, 30), "1988-05-07T17:30"),
    ],
)
def test_a_time_that_is_skipped_or_shown_twice_gives_one_digest(zone: str, day: str, at: time, utc: str) -> None:
    wanted = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    due = next_due(Mode.DAILY, at, 0, zone, wanted - timedelta(hours=3))
    assert (due, period_of(Mode.DAILY, zone, due)) == (wanted, day)
    assert period_of(Mode.DAILY, zone, next_due(Mode.DAILY, at, 0, zone, due)) > day


@given(
    st.sampled_from([Mode.HOURLY, Mode.DAILY, Mode.WEEKLY]),
    st.times(timezones=st.none()).map(lambda t: t.replace(second=0, microsecond=0)),
    st.integers(0, 6),
    st.sampled_from(ZONES),
    st.datetimes(datetime(1987, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
)
def test_every_period_has_one_digest_and_none_is_left_out(
    mode: Mode, at: time, weekday: int, zone: str, start: datetime
) -> None:
    dues = [next_due(mode, at, weekday, zone, start)]
    for _ in range(9):
        dues.append(next_due(mode, at, weekday, zone, dues[-1]))
    assert all(start < due for due in dues)
    assert dues == sorted(set(dues))
    periods = [period_of(mode, zone, due) for due in dues]
    assert len(set(periods)) == len(periods)
    if mode is not Mode.HOURLY:
        days = [datetime.fromisoformat(period) for period in periods]
        step = timedelta(days=1 if mode is Mode.DAILY else 7)
        assert {later - earlier for earlier, later in pairwise(days)} == {step}


@given(
    st.integers(0, 6),
    st.times(timezones=st.none()).map(lambda t: t.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
    st.datetimes(datetime(1987, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
)
def test_a_weekly_digest_comes_on_its_weekday_within_a_week(weekday: int, at: time, zone: str, start: datetime) -> None:
    due = next_due(Mode.WEEKLY, at, weekday, zone, start)
    assert datetime.fromisoformat(period_of(Mode.WEEKLY, zone, due)).weekday() == weekday
    assert due.astimezone(ZoneInfo(zone)).weekday() == weekday
    assert due - start <= timedelta(days=7, hours=1), "an hour more where the clocks are put back"


def test_a_weekday_that_a_zone_leaves_out_has_its_digest_at_the_change() -> None:
    """Samoa had no Friday 30 December 2011."""
    zone, nine = "Pacific/Apia", time(9)
    thursday = datetime(2011, 12, 29, 20, tzinfo=UTC)
    friday = next_due(Mode.WEEKLY, nine, 4, zone, thursday)
    assert friday == datetime(2011, 12, 30, 19, tzinfo=UTC)
    assert next_due(Mode.WEEKLY, nine, 4, zone, friday) - friday == timedelta(days=6)
    assert next_due(Mode.DAILY, nine, 0, zone, friday) == friday + timedelta(days=1), "and the day after is not doubled"
