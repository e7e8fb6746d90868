"""Times of day, in the ways people write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.times import apart, is_time, read_time


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("09:00", time(9)),
        ("9:05", time(9, 5)),
        ("9", time(9)),
        ("22", time(22)),
        ("9 pm", time(21)),
        ("9PM", time(21)),
        ("9:30 p.m.", time(21, 30)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("noon", time(12)),
        ("24:00", time(0)),
        ("９：００", time(9)),
        ("9시", time(9)),
        ("9시30분", time(9, 30)),
        ("21시 30분", time(21, 30)),
        ("오전 9시", time(9)),
        ("오후 6시 반", time(18, 30)),
        ("저녁 7시", time(19)),
        ("밤 10시", time(22)),
        ("밤 12시", time(0)),
        ("밤 1시", time(1)),
        ("새벽 2시", time(2)),
        ("낮 12시", time(12)),
        ("낮 11시", time(11)),
        ("낮 1시", time(13)),
        ("자정", time(0)),
        ("자정까지", time(0)),
        ("정오부터", time(12)),
        ("22시부터", time(22)),
        ("오전 7시까지", time(7)),
    ],
)
def test_a_time_is_read_as_it_is_written(text: str, read: time) -> None:
    assert is_time(text)
    assert read_time(text) == read


@pytest.mark.parametrize("text", ["25:00", "24:01", "9:60", "13 pm", "0 am", "오후 13시", "오전 9시 pm", "99"])
def test_what_no_clock_shows_has_the_form_and_is_none(text: str) -> None:
    assert is_time(text)
    assert read_time(text) is None


@pytest.mark.parametrize("text", ["", "soon", "9 30", "1:2", "100", "2026-02-01", "3 days", "3일", "9시간", "-1"])
def test_anything_else_is_no_time(text: str) -> None:
    assert not is_time(text)
    assert read_time(text) is None


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("22:00-07:00", ["22:00", "07:00"]),
        ("22:00–07:00", ["22:00", "07:00"]),
        ("10시~오전", ["10시", "오전"]),
        ("–", []),
        ("Asia/Seoul", ["Asia/Seoul"]),
        ("visa-talks", ["visa-talks"]),
        ("22:00", ["22:00"]),
    ],
)
def test_a_span_is_taken_apart_and_nothing_else(word: str, parts: list[str]) -> None:
    assert apart(word) == parts


@given(st.times())
def test_every_time_is_read_back(at: time) -> None:
    minute = at.replace(second=0, microsecond=0)
    assert read_time(f"{at:%H:%M}") == read_time(f"{at.hour}시 {at.minute}분") == minute


@given(st.text(max_size=12))
def test_nothing_makes_reading_fail(text: str) -> None:
    assert read_time(text) is None or is_time(text)
