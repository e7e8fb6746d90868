"""Kill the bot and the chat platforms at any instant, and lose answers: channels show what was due, once, in order."""

from pathlib import Path

import pytest

from tests.wire.chat_replay import replay_on_chats
from tests.wire.killing import check, trouble
from tests.wire.main_job import MONTH, RAID_HOURS


@pytest.mark.timeout(600)
def test_five_deaths_of_the_bot_and_some_of_discord_and_slack_change_no_channel(
    test_data: Path, tmp_path: Path
) -> None:
    harm = trouble(20250905, bot=5, servers={"discord": 2, "slack": 1}, between=(0.5, 2.5))
    undisturbed = replay_on_chats(test_data, tmp_path / "calm", RAID_HOURS)
    check(undisturbed, replay_on_chats(test_data, tmp_path / "killed", RAID_HOURS, harm), harm)
    for told in undisturbed.told.values():
        assert max(len(texts) for texts in told.texts().values()) >= 12


@pytest.mark.chaos
@pytest.mark.timeout(6000)
def test_a_hundred_deaths_of_the_bot_and_fifty_of_each_platform_in_a_month_change_no_channel(
    test_data: Path, tmp_path: Path
) -> None:
    harm = trouble(20250930, bot=100, servers={"discord": 50, "slack": 50}, between=(0.5, 4.5))
    undisturbed = replay_on_chats(test_data, tmp_path / "calm", MONTH)
    check(undisturbed, replay_on_chats(test_data, tmp_path / "killed", MONTH, harm), harm)
