"""When to ask again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fetch.politeness import (
    LONGEST_BACK_OFF,
    LONGEST_FRESH,
    LONGEST_TTL,
    LONGEST_WISH,
    fresh_for,
    next_delay,
    retry_after,
    well_delay,
)

NOW = datetime(2025, 9, 30, 12, tzinfo=UTC)
MINUTES = st.integers(1, 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def test_a_healthy_feed_is_asked_at_its_own_pace() -> None:
    assert next_delay(0, timedelta(minutes=5), None, Random(1)) == timedelta(minutes=5)


@given(st.integers(1, 10**9), MINUTES, st.none() | MINUTES, st.integers())
@settings(max_examples=200)
def test_the_delay_is_never_under_the_pace_nor_the_wish_nor_over_the_bounds(
    failures: int, every: timedelta, wish: timedelta | None, seed: int
) -> None:
    delay = next_delay(failures, every, wish, Random(seed))
    least = max(every, min(wish or every, LONGEST_WISH))
    assert least <= delay <= max(least, LONGEST_BACK_OFF)


@given(st.integers(1, 6), st.integers())
@settings(max_examples=100)
def test_each_failure_doubles_the_span_the_delay_is_drawn_from(failures: int, seed: int) -> None:
    every = timedelta(minutes=5)
    delay = next_delay(failures, every, None, Random(seed))
    assert every * 2 ** (failures - 1) <= delay <= every * 2**failures


def test_feeds_that_failed_together_do_not_come_back_together() -> None:
    random = Random(1)
    assert len({next_delay(50, timedelta(minutes=5), None, random) for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("0", timedelta(0)),
        (" 120 ", timedelta(minutes=2)),
        ("86401", LONGEST_WISH),
        ("9" * 400, LONGEST_WISH),
        ("0" * 400 + "7", timedelta(seconds=7)),
        ("Tue, 30 Sep 2025 12:01:00 GMT", timedelta(minutes=1)),
        ("Tue, 30 Sep 2025 12:01:00 -0000", timedelta(minutes=1)),
        ("Tue, 30 Sep 2025 11:00:00 GMT", timedelta(0)),
        ("Tue, 30 Sep 2999 11:00:00 GMT", LONGEST_WISH),
    ],
)
def test_retry_after_is_read_and_bounded(value: str | None, expected: timedelta | None) -> None:
    assert retry_after(value, NOW) == expected


@given(st.integers(1, 5_000), st.none() | st.integers(0, 90_000), st.none() | st.integers(0, 600_000))
@settings(max_examples=200)
def test_a_wish_only_puts_off_and_within_bounds(every: int, fresh: int | None, ttl: int | None) -> None:
    period = timedelta(seconds=every)
    answer = None if fresh is None else timedelta(seconds=fresh)
    document = None if ttl is None else timedelta(seconds=ttl)
    delay = well_delay(period, answer, document)
    assert period <= delay <= max(period, LONGEST_FRESH)
    assert delay >= min(answer or period, LONGEST_FRESH)
    assert delay >= min(document or period, LONGEST_TTL)
    if answer is None:
        assert delay <= max(period, LONGEST_TTL)


@given(st.text(max_size=40))
@settings(max_examples=200)
def test_no_retry_after_breaks_the_reader(value: str) -> None:
    wish = retry_after(value, NOW)
    assert wish is None or timedelta(0) <= wish <= LONGEST_WISH


@given(st.integers(0, 86_400))
@settings(max_examples=50)
def test_seconds_and_the_date_they_lead_to_say_the_same(seconds: int) -> None:
    date = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert retry_after(date, NOW) == retry_after(str(seconds), NOW)


DATE, LATER = "Sun, 28 Sep 2025 12:00:00 GMT", "Sun, 28 Sep 2025 12:10:00 GMT"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"cache-control": "public"}, None),
        ({"cache-control": "max-age=x"}, None),
        ({"cache-control": "max-age=-1"}, None),
        ({"cache-control": "max-age=300"}, timedelta(minutes=5)),
        ({"cache-control": 'public, MAX-AGE="300", must-revalidate'}, timedelta(minutes=5)),
        ({"cache-control": "max-age=300", "age": "60"}, timedelta(minutes=4)),
        ({"cache-control": "max-age=300", "age": "900"}, timedelta(0)),
        ({"cache-control": "max-age=300", "age": "old"}, timedelta(minutes=5)),
        ({"cache-control": "max-age=0"}, timedelta(0)),
        ({"cache-control": "max-age=31536000"}, LONGEST_WISH),
        ({"cache-control": "no-cache, max-age=300"}, None),
        ({"cache-control": "no-store, max-age=300"}, None),
        ({"date": DATE, "expires": LATER}, timedelta(minutes=10)),
        ({"date": DATE, "expires": LATER, "age": "60"}, timedelta(minutes=9)),
        ({"date": DATE, "expires": LATER, "cache-control": "max-age=300"}, timedelta(minutes=5)),
        ({"date": DATE, "expires": LATER, "cache-control": "no-cache"}, None),
        ({"date": LATER, "expires": DATE}, timedelta(0)),
        ({"date": DATE, "expires": "0"}, timedelta(0)),
        ({"date": DATE, "expires": "Tue, 30 Sep 2999 11:00:00 GMT"}, LONGEST_WISH),
        ({"expires": LATER}, None),
    ],
)
def test_freshness_is_max_age_or_expires_less_age(headers: dict[str, str], expected: timedelta | None) -> None:
    assert fresh_for(headers) == expected
