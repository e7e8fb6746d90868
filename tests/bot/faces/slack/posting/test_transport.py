"""The pace: what may go at once, what waits, what comes back later, and what Slack itself puts off."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.faces.slack.posting.transport import Pace


class Loop(asyncio.SelectorEventLoop):
    """A loop whose clock jumps to whatever is due next: nobody really waits."""

    def __init__(self) -> None:
        super().__init__()
        self._jumped = 0.0

    def time(self) -> float:
        return self._jumped

    def _run_once(self) -> None:
        scheduled = self._scheduled  # type: ignore[attr-defined]
        if not self._ready and scheduled:  # type: ignore[attr-defined]
            self._jumped = max(self._jumped, scheduled[0].when())
        super()._run_once()  # type: ignore[misc]


@given(
    gaps=st.lists(st.floats(0, 3), min_size=1, max_size=40),
    burst=st.integers(1, 4),
    patience=st.floats(0, 5),
)
@settings(max_examples=50, deadline=None)
def test_in_no_span_more_pass_than_the_rate_and_the_burst_allow_and_nobody_waits_longer_than_told(
    gaps: list[float], burst: int, patience: float
) -> None:
    passed: list[float] = []

    async def come() -> None:
        pace, loop = Pace(1.0, burst, patience, workspace_rate=1e9), asyncio.get_running_loop()

        async def one() -> None:
            began = loop.time()
            wait = await pace.turn("C1", "T1")
            assert loop.time() - began <= patience + 1e-6
            if wait:
                assert loop.time() == began
                assert wait > patience
            else:
                passed.append(loop.time())

        async with asyncio.TaskGroup() as tasks:
            for gap in gaps:
                await asyncio.sleep(gap)
                tasks.create_task(one())

    with asyncio.Runner(loop_factory=Loop) as runner:
        runner.run(come())
    for first in range(len(passed)):
        for last in range(first, len(passed)):
            assert last - first + 1 <= burst + (passed[last] - passed[first]) + 1e-6
    assert passed


async def test_channels_do_not_wait_for_each_other() -> None:
    pace = Pace(0.001, 1, 0.0, workspace_rate=1e9)
    assert await pace.turn("C1", "T1") == 0
    assert await pace.turn("C2", "T1") == 0
    assert await pace.turn("C1", "T1") == pytest.approx(1000, abs=60)


async def test_all_channels_of_a_workspace_together_get_no_more_than_it_takes() -> None:
    pace = Pace(1e9, 1, 0.0, workspace_rate=0.001, workspace_burst=2)
    assert [await pace.turn(channel, "T1") for channel in ("C1", "C2")] == [0, 0]
    assert await pace.turn("C3", "T1") == pytest.approx(1000, abs=60)
    assert await pace.turn("C4", "T2") == 0


async def test_who_has_to_come_back_to_a_full_workspace_does_so_one_after_the_other() -> None:
    pace = Pace(1e9, 1, 0.0, workspace_rate=0.01, workspace_burst=1)
    assert await pace.turn("C1", "T1") == 0
    told = [await pace.turn(f"C{number}", "T1") for number in (2, 3, 4)]
    assert told == pytest.approx([100, 200, 300], abs=10)


async def test_who_waits_for_a_channel_alone_keeps_nobody_of_its_workspace_waiting() -> None:
    pace = Pace(0.001, 1, 0.0, workspace_rate=0.01, workspace_burst=3)
    assert [await pace.turn(channel, "T1") for channel in ("C1", "C2")] == [0, 0]
    assert [await pace.turn("C1", "T1") for _ in range(3)] == pytest.approx([1000] * 3, abs=60)
    assert await pace.turn("C3", "T1") == 0
    assert await pace.turn("C4", "T1") == pytest.approx(100, abs=60)


async def test_what_slack_has_put_off_comes_back_no_sooner() -> None:
    pace = Pace(1000, 10, 0.0)
    pace.shut("C1", 600)
    pace.shut("C1", 60)  # the longer one holds
    assert await pace.turn("C1", "T1") == pytest.approx(600, abs=60)
    assert pace.left("C1") == pytest.approx(600, abs=60)
    assert pace.left("C2") == 0


async def test_channels_that_may_go_on_are_forgotten_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.faces.slack.posting.transport._REMEMBERED", 10)
    pace = Pace(1e9, 1, 0.0, workspace_rate=1e9)
    pace.shut("C0", 600)
    for number in range(1, 100):
        await pace.turn(f"C{number}", "T1")
    assert pace.left("C0") > 0
    assert len(pace._lanes) <= 11
