"""Permanent redirects are believed when they repeat."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from feeds.fetch.moving import DURING, TIMES, Moving, is_believed, seen_moving
from tests.builders import NOW

HOUR = timedelta(hours=1)
OTHER, THERE = "https://other.example/rss", "https://new.example/rss"


def after(*polls: tuple[timedelta, str | None]) -> Moving | None:
    """What is known after polls, each so long after the one before and sent there."""
    known, now = None, NOW
    for wait, to in polls:
        now += wait
        known = seen_moving(known, to, now)
    return known


def test_polls_in_a_row_that_are_sent_to_one_place_are_counted_from_the_first() -> None:
    assert after((HOUR, THERE), (HOUR, THERE)) == Moving(THERE, NOW + HOUR, 2)


def test_a_poll_that_is_not_sent_on_or_elsewhere_begins_anew() -> None:
    assert after((HOUR, THERE), (HOUR, None)) is None
    assert after((HOUR, THERE), (HOUR, OTHER)) == Moving(OTHER, NOW + 2 * HOUR, 1)


def test_a_clock_that_was_ahead_begins_anew() -> None:
    assert after((48 * HOUR, THERE), (-48 * HOUR, THERE)) == Moving(THERE, NOW, 1)


@given(st.lists(st.tuples(st.integers(1, 40), st.sampled_from([THERE, OTHER, None])), min_size=1, max_size=60))
def test_nothing_is_believed_that_did_not_repeat_often_and_long_without_a_break(
    polls: list[tuple[int, str | None]],
) -> None:
    known, now = None, NOW
    run: list[tuple[timedelta, str]] = []
    for hours, to in polls:
        now += hours * HOUR
        known = seen_moving(known, to, now)
        run = [] if to is None else [*(one for one in run if one[1] == to), (now - NOW, to)]
        believed = known is not None and is_believed(known, now)
        assert believed == (len(run) >= TIMES and now - NOW - run[0][0] >= DURING)
