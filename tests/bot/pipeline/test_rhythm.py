"""How long a feed may have nothing new before that is against its rhythm."""

import gzip
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pipeline.rhythm import HOUR, LEAST_NEWS, REMEMBERED, SHORTEST, WEEK, Rhythm

MONDAY = datetime(2025, 9, 1, tzinfo=UTC)
WEEKS = 16
WEEKEND = 5

Rate = Callable[[int], float]


def at(hour: int) -> datetime:
    return MONDAY + hour * HOUR


def known(hours: Iterable[int]) -> Rhythm:
    rhythm = Rhythm()
    for hour in hours:
        rhythm = rhythm.noted([at(hour)])
    return rhythm


def wire(hour: int) -> float:
    """News all day and less at night and at weekends; one in a while at three in the morning."""
    of_day = hour % 24
    rate = 2.0 if of_day < 12 else 0.4 if of_day < 18 else 0.05
    return rate / 2 if _weekday(hour) >= WEEKEND else rate


def ten_a_day(hour: int) -> float:
    return (10 / 14 if hour % 24 < 14 else 0.02) / (2 if _weekday(hour) >= WEEKEND else 1)


def ministry(hour: int) -> float:
    """Office hours, and not a word at weekends."""
    return 0.8 if hour % 24 < 9 and _weekday(hour) < WEEKEND else 0.0


def daily_letter(hour: int) -> float:
    return 5.0 if hour % 24 == 7 and _weekday(hour) < WEEKEND else 0.0


def weekly(hour: int) -> float:
    return 3.0 if hour % WEEK == 4 * 24 + 6 else 0.0


def now_and_then(_: int) -> float:
    return 3 / WEEK


def _weekday(hour: int) -> int:
    return hour // 24 % 7


def drawn(rate: Rate, seed: int, *, holidays: Iterable[int] = ()) -> list[int]:
    """The hours of WEEKS weeks in which an invented feed had something new; a holiday leaves nothing to ministries."""
    random, off = Random(seed), set(holidays)
    hours: list[int] = []
    for hour in range(WEEKS * WEEK):
        usual = rate(hour)
        if hour // 24 in off:
            usual *= 0.4 if rate in {wire, ten_a_day, now_and_then} else 0.0
        if random.random() < 1 - math.exp(-usual):
            hours.append(hour)
    return hours


def alarms(hours: list[int]) -> list[tuple[int, int]]:
    """The silences that would have been told: when each began, and how many hours it lasted."""
    rhythm, found = known(hours[:1]), []
    for before, after in pairwise(hours):
        if after - before >= SHORTEST:
            patience = rhythm.patience()
            if patience is not None and (after - before) * HOUR >= patience:
                found.append((before, after - before))
        rhythm = rhythm.noted([at(after)])
    return found


@pytest.mark.parametrize(
    ("rate", "within"),
    [
        (wire, 2 * 24),
        (ten_a_day, 4 * 24),
        (ministry, 9 * 24),
        (daily_letter, 14 * 24),
        (weekly, 6 * WEEK),
        (now_and_then, 6 * WEEK),
    ],
)
def test_a_feed_that_ends_is_noticed_in_its_own_time(rate: Rate, within: int) -> None:
    for seed in range(3):
        patience = known(drawn(rate, seed)).patience()
        assert patience is not None
        assert SHORTEST * HOUR <= patience <= within * HOUR


@pytest.mark.parametrize("rate", [wire, ten_a_day, ministry, daily_letter, weekly, now_and_then])
def test_nights_weekends_and_single_holidays_are_no_silence(rate: Rate) -> None:
    """Six feeds over sixteen weeks, with five holidays each: what remains is chance, about once in two feed-years."""
    told = 0
    for seed in range(6):
        random = Random(seed + 100)
        told += len(alarms(drawn(rate, seed, holidays=[random.randrange(WEEKS * 7) for _ in range(5)])))
    assert told <= 1


def test_a_feed_of_which_too_little_is_known_is_not_judged() -> None:
    assert Rhythm().patience() is None
    assert known([day * 24 for day in range(LEAST_NEWS - 1)]).patience() is None
    assert known(range(WEEK - 1)).patience() is None
    assert known(range(WEEK + 1)).patience() is not None


def test_an_outage_that_was_lived_through_makes_nobody_deaf() -> None:
    usual = drawn(wire, 1)
    with_outage = [hour for hour in usual if not 6 * WEEK <= hour < 7 * WEEK]
    whole, holed = known(usual).patience(), known(with_outage).patience()
    assert whole is not None
    assert holed is not None
    assert holed <= 2 * whole


@given(st.lists(st.integers(0, 3 * REMEMBERED), min_size=1, max_size=60), st.data())
@settings(max_examples=100)
def test_a_rhythm_is_the_same_in_whatever_order_and_after_being_stored(hours: list[int], data: st.DataObject) -> None:
    rhythm = known(hours)
    assert Rhythm.read(rhythm.stored()) == rhythm
    assert len(rhythm.stored()) <= 256
    newest = max(hours)
    kept = sorted({hour for hour in hours if newest - hour < REMEMBERED})
    assert [rhythm.newest - ago for ago in range(REMEMBERED) if rhythm.bits >> ago & 1] == [
        rhythm.newest - (newest - hour) for hour in reversed(kept)
    ]
    later = [hour for hour in data.draw(st.permutations(hours)) if newest - hour < REMEMBERED]
    assert known(later) == known(sorted(later))


@given(st.sets(st.integers(0, 3 * WEEK), min_size=1, max_size=120))
@settings(max_examples=100, deadline=None)
def test_whatever_the_past_the_wait_is_bounded(hours: set[int]) -> None:
    patience = known(sorted(hours)).patience()
    assert patience is None or SHORTEST * HOUR <= patience <= REMEMBERED * HOUR


def test_over_a_month_of_the_wire_only_feeds_that_were_silent_are_silent(test_data: Path) -> None:
    """The capture has holes in which it took nothing of any feed; what it says of one feed alone counts here."""
    by_feed: dict[str, set[int]] = defaultdict(set)
    with gzip.open(test_data / "wire/wire-2025-09.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            by_feed[line["source"]].add((datetime.fromisoformat(line["published"]) - MONDAY) // HOUR)
    anything = sorted(set().union(*by_feed.values()))
    alone = {
        feed: [
            (began, lasted)
            for began, lasted in alarms(sorted(hours))
            if not any(after - before >= lasted / 2 for before, after in _gaps(anything, began, began + lasted))
        ]
        for feed, hours in by_feed.items()
    }
    assert {feed: silences for feed, silences in alone.items() if silences} == {"tass": [(192, 288)]}


def _gaps(anything: list[int], began: int, ended: int) -> list[tuple[int, int]]:
    inside = [hour for hour in anything if began <= hour <= ended]
    return list(pairwise(inside))
