"""Moments to come, as people write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.until import FARTHEST, in_utc, moment, read_until

NOW = datetime(2026, 1, 29, 2, 0, tzinfo=UTC)
"""Thursday, 11:00 in Seoul."""


def _seoul(text: str) -> str:
    read = read_until(text)
    when = moment(read, NOW, "Asia/Seoul") if read else None
    return f"{when.astimezone(ZoneInfo('Asia/Seoul')):%Y-%m-%d %H:%M}" if when else "none"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 h", "2026-01-29 13:00"),
        ("2h", "2026-01-29 13:00"),
        ("90 min", "2026-01-29 12:30"),
        ("3 days", "2026-02-01 11:00"),
        ("1 week", "2026-02-05 11:00"),
        ("2시간", "2026-01-29 13:00"),
        ("30분", "2026-01-29 11:30"),
        ("3일", "2026-02-01 11:00"),
        ("1주일", "2026-02-05 11:00"),
        ("18:00", "2026-01-29 18:00"),
        ("11:00", "2026-01-30 11:00"),
        ("9시", "2026-01-30 09:00"),
        ("18시 30분", "2026-01-29 18:30"),
        ("tomorrow", "2026-01-30 00:00"),
        ("TOMORROW 9:00", "2026-01-30 09:00"),
        ("내일", "2026-01-30 00:00"),
        ("내일 9시", "2026-01-30 09:00"),
        ("내일 오전 9시 30분", "2026-01-30 09:30"),
        ("오후 6시", "2026-01-29 18:00"),
        ("월요일 오후 2시 반", "2026-02-02 14:30"),
        ("tomorrow 9am", "2026-01-30 09:00"),
        ("friday 6 pm", "2026-01-30 18:00"),
        ("tomorrow noon", "2026-01-30 12:00"),
        ("until tomorrow", "2026-01-30 00:00"),
        ("for 3 days", "2026-02-01 11:00"),
        ("3일 동안", "2026-02-01 11:00"),
        ("내일까지", "2026-01-30 00:00"),
        ("a week", "2026-02-05 11:00"),
        ("일주일", "2026-02-05 11:00"),
        ("하루", "2026-01-30 11:00"),
        ("next week", "2026-02-02 00:00"),
        ("다음 주", "2026-02-02 00:00"),
        ("next friday", "2026-01-30 00:00"),
        ("tomorrow 24:00", "2026-01-31 00:00"),
        ("2026-01-31 24시까지", "2026-02-01 00:00"),
        ("내일 밤 12시까지", "2026-01-31 00:00"),
        ("today 24:00", "2026-01-30 00:00"),
        ("오늘 자정까지", "2026-01-30 00:00"),
        ("today midnight", "2026-01-30 00:00"),
        ("3일까지", "2026-02-03 00:00"),
        ("29일까지", "2026-03-29 00:00"),
        ("31일까지", "2026-01-31 00:00"),
        ("3일 오전 9시까지", "2026-02-03 09:00"),
        ("29일 18시", "2026-01-29 18:00"),
        ("32일까지", "none"),
        ("tomorrow 9", "none"),
        ("13 pm", "none"),
        ("모레 18:00", "2026-01-31 18:00"),
        ("today 18:00", "2026-01-29 18:00"),
        ("friday", "2026-01-30 00:00"),
        ("thursday", "2026-02-05 00:00"),
        ("월요일 9시", "2026-02-02 09:00"),
        ("2026-02-01", "2026-02-01 00:00"),
        ("2026-02-01 09:00", "2026-02-01 09:00"),
        ("2026. 2. 1.", "none"),
        ("2026.2.1", "2026-02-01 00:00"),
        ("2월 1일", "2026-02-01 00:00"),
        ("1월 1일", "2027-01-01 00:00"),
        ("2026년 2월 1일 9시", "2026-02-01 09:00"),
        ("2026-01-30T09:00Z", "2026-01-30 18:00"),
        ("2026-02-30T09:00Z", "none"),
        ("10:30", "2026-01-30 10:30"),
        ("today", "none"),
        ("today 10:00", "none"),
        ("2026-01-01", "none"),
        ("2028-01-01", "none"),
        ("2026-02-30", "none"),
        ("2월 30일", "none"),
        ("25:00", "none"),
        ("tomorrow 25:00", "none"),
        ("0 h", "none"),
        ("99999 days", "none"),
        ("2 moons", "none"),
        ("soon", "none"),
        ("", "none"),
    ],
)
def test_moments_are_read_in_both_languages(text: str, expected: str) -> None:
    assert _seoul(text) == expected


def test_a_day_begins_where_the_asker_is() -> None:
    read = read_until("2026-02-01")
    assert read
    assert moment(read, NOW, "America/New_York") == datetime(2026, 2, 1, 5, tzinfo=UTC)


@given(text=st.text(max_size=30), zone=st.sampled_from(["Asia/Seoul", "America/New_York", "Australia/Lord_Howe"]))
def test_what_is_read_is_within_a_year(text: str, zone: str) -> None:
    read = read_until(text)
    when = moment(read, NOW, zone) if read else None
    assert when is None or NOW < when <= NOW + FARTHEST


@given(
    ahead=st.integers(min_value=1, max_value=360 * 24 * 60), zone=st.sampled_from(["Asia/Seoul", "America/Sao_Paulo"])
)
def test_a_moment_as_we_write_it_is_read_back(ahead: int, zone: str) -> None:
    """Undoing an ended pause types it, and may do so elsewhere."""
    when = NOW + timedelta(minutes=ahead)
    read = read_until(in_utc(when))
    assert read
    assert moment(read, NOW, zone) == when
