"""The picture of coverage says in words what it shows, in the reader's days."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.coverage import coverage_picture, first_moment
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from tests.bot.invented import HOUR, NOW, a_voice


def test_the_words_name_every_day_with_its_count_and_the_sum(english: Voice, korean: Voice) -> None:
    hours = {NOW - HOUR: 2, NOW: 1, NOW - 50 * HOUR: 4}
    shown = coverage_picture(hours, "Visa talks", english, NOW).alt
    assert "about Visa talks from 31 Dec 2025 to 29 Jan 2026. 7 reports in all: 27 Jan 4, 29 Jan 3; none on" in shown
    in_korean = coverage_picture(hours, "비자 협의", korean, NOW).alt
    assert "2025년 12월 31일부터 2026년 1월 29일까지 ‘비자 협의’" in in_korean
    assert "모두 7건: 1월 27일 4건, 1월 29일 3건." in in_korean


def test_no_report_is_said_in_words(english: Voice) -> None:
    assert coverage_picture({}, "Visa talks", english, NOW).alt.endswith("There were none.")


def test_days_are_the_readers(catalogue: Catalogue) -> None:
    """23:30 UTC is the next day in Seoul, and the same in New York."""
    hours = {datetime(2026, 1, 28, 23, tzinfo=UTC): 5}
    assert "29 Jan 5" in coverage_picture(hours, "x", a_voice(catalogue, "en", "Asia/Seoul"), NOW).alt
    assert "28 Jan 5" in coverage_picture(hours, "x", a_voice(catalogue, "en", "America/New_York"), NOW).alt


def test_the_first_day_begins_at_midnight_also_across_a_change_of_the_clock() -> None:
    now = datetime(2025, 11, 20, 12, tzinfo=UTC)
    assert first_moment(now, "America/New_York") == datetime(2025, 10, 22, 4, tzinfo=UTC)


@settings(max_examples=40)
@given(
    st.dictionaries(st.integers(0, 29 * 24), st.integers(1, 3000), max_size=60),
    st.sampled_from(["Asia/Seoul", "Australia/Lord_Howe", "America/Sao_Paulo"]),
)
def test_no_bar_leaves_the_picture_and_no_report_is_lost(catalogue: Catalogue, back: dict[int, int], zone: str) -> None:
    hours = {NOW - timedelta(hours=hour): n for hour, n in back.items()}
    hours = {hour: n for hour, n in hours.items() if hour >= first_moment(NOW, zone)}
    picture = coverage_picture(hours, "x", a_voice(catalogue, "en", zone), NOW)
    tops = [float(y) for y in re.findall(r'<rect x="[\d.]+" y="(-?[\d.]+)"', picture.svg)]
    assert all(56 <= top <= 210 for top in tops)
    told = re.search(r"\. ([\d,]+) reports? in all", picture.alt)
    assert (int(told[1].replace(",", "")) if told else 0) == sum(hours.values())
