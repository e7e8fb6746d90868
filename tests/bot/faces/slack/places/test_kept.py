"""What Slack answered is asked for again after a while, when something changed, and after an error."""

from datetime import timedelta

import pytest

from bot.faces.slack.places.kept import FOR, Kept
from feeds.clock import SteppedClock
from tests.bot.faces.slack.newsroom import NOON

SECOND = timedelta(seconds=1)


class Asked:
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    async def __call__(self) -> int:
        self.times += 1
        return self.times


async def test_an_answer_is_kept_for_a_few_minutes() -> None:
    clock, ask = SteppedClock(NOON), Asked()
    kept: Kept[int] = Kept(clock)
    assert [await kept.get("T1", "U1", ask) for _ in range(2)] == [1, 1]
    clock.move_to(NOON + FOR - SECOND)
    assert await kept.get("T1", "U1", ask) == 1
    clock.move_to(NOON + FOR)
    assert await kept.get("T1", "U1", ask) == 2


async def test_each_workspace_has_its_own_and_what_changed_is_asked_anew() -> None:
    ask = Asked()
    kept: Kept[int] = Kept(SteppedClock(NOON))
    assert [await kept.get(team, "U1", ask) for team in ("T1", "T2", "T1")] == [1, 2, 1]
    kept.forget("T1", "U1")
    assert [await kept.get(team, "U1", ask) for team in ("T2", "T1")] == [2, 3]


async def test_the_oldest_is_forgotten_where_there_are_too_many() -> None:
    ask = Asked()
    kept: Kept[int] = Kept(SteppedClock(NOON), most=2)
    assert [await kept.get("T1", who, ask) for who in ("U1", "U2", "U3", "U3", "U2", "U1")] == [1, 2, 3, 3, 2, 4]


async def test_an_error_is_not_kept() -> None:
    async def fails() -> int:
        raise LookupError

    kept: Kept[int] = Kept(SteppedClock(NOON))
    with pytest.raises(LookupError):
        await kept.get("T1", "U1", fails)
    assert await kept.get("T1", "U1", Asked()) == 1
