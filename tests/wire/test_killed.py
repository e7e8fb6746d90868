"""Kill the process at any instant and start it again: every alert that was due is posted, once (promise 1)."""

from pathlib import Path
from random import Random

import pytest

from tests.wire.main_job import MONTH, RAID_HOURS
from tests.wire.replay import Kill, replay

WAYS = ("", "claimed", "written", "", "torn")
"""Places of the code (see `stepper`), each of them within five deaths; "": at an instant of time."""


def deaths(seed: int, count: int, longest: float) -> list[Kill]:
    """Deaths at places of the code and at instants of time, in turn."""
    random = Random(seed)
    ways = [WAYS[number % len(WAYS)] for number in range(count)]
    return [
        Kill(crash=f"{way}:{random.randint(1, 4)}") if way else Kill(after=random.uniform(1, longest)) for way in ways
    ]


@pytest.mark.timeout(600)  # half a minute alone, four on a busy machine
def test_five_deaths_on_the_day_after_the_raid_change_no_post(test_data: Path, tmp_path: Path) -> None:
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    calm.mkdir()
    killed.mkdir()
    undisturbed = replay(test_data, calm, RAID_HOURS)
    disturbed = replay(test_data, killed, RAID_HOURS, deaths(seed=20250904, count=5, longest=3))
    assert disturbed.deaths == 5
    assert len(undisturbed.told()) >= 12
    assert disturbed.told() == undisturbed.told()
    tokens = [record["token"] for record in disturbed.records() if record["action"] == "post"]
    assert len(tokens) == len(set(tokens))


@pytest.mark.chaos
@pytest.mark.timeout(3000)
def test_fifty_deaths_in_a_month_change_no_post(test_data: Path, tmp_path: Path) -> None:
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    calm.mkdir()
    killed.mkdir()
    undisturbed = replay(test_data, calm, MONTH)
    disturbed = replay(test_data, killed, MONTH, deaths(seed=20250929, count=50, longest=6))
    assert disturbed.deaths == 50
    assert disturbed.told() == undisturbed.told()
