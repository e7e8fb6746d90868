"""Kill the bot and Discord at any instant, and lose answers: channels show what was due, each once, in order."""

from pathlib import Path

import pytest

from tests.wire.discord_places import CHANNELS
from tests.wire.discord_replay import Told, Trouble, replay_on_discord, trouble
from tests.wire.main_job import MONTH, RAID_DAY
from tests.wire.replay import Span


def undisturbed_and_disturbed(test_data: Path, folder: Path, span: Span, harm: Trouble) -> tuple[Told, Told]:
    """Replay a span twice."""
    calm, killed = folder / "calm", folder / "killed"
    calm.mkdir()
    killed.mkdir()
    return replay_on_discord(test_data, calm, span), replay_on_discord(test_data, killed, span, harm)


def check(undisturbed: Told, disturbed: Told, harm: Trouble) -> None:
    """Compare the two."""
    assert (disturbed.deaths, disturbed.outages) == (len(harm.bot), len(harm.discord))
    assert disturbed.lost, "no answer was lost: nothing was tried"
    for told in (undisturbed, disturbed):
        assert not told.violations
        assert not told.unusual
        assert told.ids() == told.noted()
    assert len(undisturbed.texts()) == CHANNELS
    assert disturbed.texts() == undisturbed.texts()


@pytest.mark.timeout(300)
def test_five_deaths_and_two_of_discord_change_no_channel(test_data: Path, tmp_path: Path) -> None:
    harm = trouble(20250905, bot=5, discord=2, between=(2, 4))
    undisturbed, disturbed = undisturbed_and_disturbed(test_data, tmp_path, RAID_DAY, harm)
    check(undisturbed, disturbed, harm)
    assert max(len(texts) for texts in undisturbed.texts().values()) >= 15


@pytest.mark.chaos
@pytest.mark.timeout(3000)
def test_a_hundred_deaths_and_fifty_of_discord_in_a_month_change_no_channel(test_data: Path, tmp_path: Path) -> None:
    harm = trouble(20250930, bot=100, discord=50, between=(2.5, 6.5))
    undisturbed, disturbed = undisturbed_and_disturbed(test_data, tmp_path, MONTH, harm)
    check(undisturbed, disturbed, harm)
