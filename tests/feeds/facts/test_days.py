from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.facts import days, days_en, days_ko
from feeds.facts.days import Clock

WEDNESDAY = date(2026, 5, 6)
dates = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(dates, st.integers(1, 12), st.integers(1, 31))
def test_a_month_and_day_is_the_latest_or_the_next_such_day(today: date, month: int, day: int) -> None:
    past, future = days.month_day(today, month, day)
    if past is None or future is None:
        assert (month, day) in {(2, 30), (2, 31), (4, 31), (6, 31), (9, 31), (11, 31)}
        return
    assert past <= today <= future
    assert (past.month, past.day) == (future.month, future.day) == (month, day)
    if (month, day) != (2, 29):
        assert today - past < timedelta(366)
        assert future - today < timedelta(366)


@given(dates, st.integers(1, 31))
def test_a_day_of_the_month_is_the_latest_or_the_next_such_day(today: date, day: int) -> None:
    past, future = days.day_of_month(today, day)
    assert past is not None
    assert future is not None
    assert past <= today <= future
    assert past.day == future.day == day
    assert today - past < timedelta(63)
    assert future - today < timedelta(63)


@given(dates, st.integers(0, 6))
def test_a_weekday_lies_within_a_week(today: date, number: int) -> None:
    past, future = days.weekday(today, number)
    assert past is not None
    assert future is not None
    assert today - timedelta(6) <= past <= today <= future <= today + timedelta(6)
    assert past.weekday() == future.weekday() == number


@given(dates, st.integers(0, 6))
def test_next_weekday_is_in_the_following_monday_to_sunday(today: date, number: int) -> None:
    past, future = days.weekday_of_week(today, number, 1)
    assert past == future
    assert future is not None
    assert future.isocalendar()[:2] == (today + timedelta(7)).isocalendar()[:2]


@given(dates, st.integers(-2, 2))
def test_the_end_of_a_month_is_followed_by_the_first_of_another(today: date, step: int) -> None:
    end, _ = days.end_of_month(today, step)
    assert end is not None
    assert (end + timedelta(1)).day == 1


@given(dates, st.integers(1, 12))
def test_the_end_of_a_named_month_is_in_it(today: date, month: int) -> None:
    past, future = days.end_of_named_month(today, month)
    assert past is not None
    assert future is not None
    assert past.month == future.month == month
    assert future >= today


@given(dates, dates, st.sampled_from(["en", "ko"]))
def test_a_day_with_its_year_is_read_back_whatever_today_is(today: date, day: date, lang: str) -> None:
    text = (
        f"on {day:%B} {day.day}, {day.year}."
        if lang == "en"
        else f"그는 {day.year}년 {day.month}월 {day.day}일 말했다."
    )
    find = days_en.find_days if lang == "en" else days_ko.find_days
    (found,) = find(text, today)
    assert (found.past, found.future, found.exact) == (day, day, True)


@given(st.text(max_size=200), dates)
def test_any_text_is_read_and_days_are_apart_and_in_order(text: str, today: date) -> None:
    for find in (days_en.find_days, days_ko.find_days):
        found = list(find(text, today))
        assert all(0 <= day.start < day.end <= len(text) for day in found)
        assert all(one.end <= two.start for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("met on Tuesday", "2026-05-05", "2026-05-12"),
        ("met on Wednesday", "2026-05-06", "2026-05-06"),
        ("next Monday", "2026-05-11", "2026-05-11"),
        ("last Wednesday", "2026-04-29", "2026-04-29"),
        ("on Tuesday of next week", "2026-05-12", "2026-05-12"),
        ("on Friday last week", "2026-05-01", "2026-05-01"),
        ("on Jan. 28", "2026-01-28", "2027-01-28"),
        ("on Sept. 29-30", "2025-09-29", "2026-09-29"),
        ("on 3 June", "2025-06-03", "2026-06-03"),
        ("on July 23, 2025,", "2025-07-23", "2025-07-23"),
        ("on Sept. 21 next year", "2027-09-21", "2027-09-21"),
        ("Thursday, May 7", "2025-05-07", "2026-05-07"),
        ("on the 30th.", "2026-04-30", "2026-05-30"),
        ("on the 5th of next month", "2026-06-05", "2026-06-05"),
        ("by the end of the month", "2026-05-31", "2026-05-31"),
        ("by the end of next month", "2026-06-30", "2026-06-30"),
        ("by the end of the year", "2026-12-31", "2026-12-31"),
        ("by year-end", "2026-12-31", "2026-12-31"),
        ("by the end of March", "2026-03-31", "2027-03-31"),
        ("yesterday", "2026-05-05", "2026-05-05"),
        ("on 2026-01-28", "2026-01-28", "2026-01-28"),
    ],
)
def test_english_shapes(text: str, past: str, future: str) -> None:
    (day,) = days_en.find_days(text, WEDNESDAY)
    assert (str(day.past), str(day.future)) == (past, future)


@pytest.mark.parametrize(
    "text",
    [
        "within 60 days", "in late May", "in December", "he may 3 times", "the 30th anniversary", "on Mondays",
        "2026-13-40",
        "Feb. 30", "the 119th Congress", "May 2026",
    ],
)  # fmt: skip
def test_english_words_that_give_no_day(text: str) -> None:
    assert not list(days_en.find_days(text, WEDNESDAY))


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("지난 4일 열린", "2026-05-04", "2026-05-04"),
        ("오는 30일 열린다", "2026-05-30", "2026-05-30"),
        ("30일(현지시간) 열린", "2026-04-30", "2026-05-30"),
        ("28~29일 열린", "2026-04-28", "2026-05-28"),
        ("지난달 28일 열린", "2026-04-28", "2026-04-28"),
        ("내달 7일로", "2026-06-07", "2026-06-07"),
        ("다음 달 13일까지", "2026-06-13", "2026-06-13"),
        ("지난해 7월 23일 발의", "2025-07-23", "2025-07-23"),
        ("내년 9월 21일 끝난다", "2027-09-21", "2027-09-21"),
        ("9월 4일에", "2025-09-04", "2026-09-04"),
        ("다음 주 금요일까지", "2026-05-15", "2026-05-15"),
        ("지난주 화요일", "2026-04-28", "2026-04-28"),
        ("오는 금요일", "2026-05-08", "2026-05-08"),
        ("지난 수요일", "2026-04-29", "2026-04-29"),
        ("다음 월요일", "2026-05-11", "2026-05-11"),
        ("이날 간부회의에서", "2026-05-06", "2026-05-06"),
        ("어제 서울에서", "2026-05-05", "2026-05-05"),
        ("이달 말까지", "2026-05-31", "2026-05-31"),
        ("다음 달 말까지", "2026-06-30", "2026-06-30"),
        ("3월 말까지", "2026-03-31", "2027-03-31"),
        ("연말까지", "2026-12-31", "2026-12-31"),
        ("내년 말까지", "2027-12-31", "2027-12-31"),
        ("2026. 1. 28", "2026-01-28", "2026-01-28"),
    ],
)
def test_korean_shapes(text: str, past: str, future: str) -> None:
    (day,) = days_ko.find_days(text, WEDNESDAY)
    assert (str(day.past), str(day.future)) == (past, future)


@pytest.mark.parametrize(
    "text", ["60일 이내", "30일간", "10일 안에", "연내에", "5월 중순", "3일째", "14월 말까지", "13월 40일"]
)
def test_korean_words_that_give_no_day(text: str) -> None:
    assert not list(days_ko.find_days(text, WEDNESDAY))


@pytest.mark.parametrize(
    ("find", "text"), [(days_en.find_days, "Tuesday (local time)"), (days_ko.find_days, "18일(현지시간) 워싱턴에서")]
)
def test_local_time_marks_the_day_of_the_venue(find: object, text: str) -> None:
    assert callable(find)
    (day,) = find(text, WEDNESDAY)
    assert day.clock is Clock.VENUE
