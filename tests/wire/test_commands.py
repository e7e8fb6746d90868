"""Every command works at the terminal of a bot that lived through the day after the raid."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.registry import commands
from bot.faces.terminal.words import PLATFORM
from tests.wire.conversation import Conversation, conversing
from tests.wire.main_job import RAID_HOURS
from tests.wire.scene import Scene
from tests.wire.scenes import SCENES

BY_BUTTON = {"restore", "topic restore"}
"""What only a button's `undo` types."""


@pytest.fixture(scope="module")
def conversation(
    test_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[asyncio.Runner, Conversation]]:
    with conversing(test_data, tmp_path_factory.mktemp("wire"), RAID_HOURS) as made:
        yield made


@pytest.mark.timeout(300)  # the first one waits for the day to be replayed: twenty seconds, more on a busy machine
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_what_is_typed_is_answered_with_the_facts(
    conversation: tuple[asyncio.Runner, Conversation], scene: Scene
) -> None:
    runner, person = conversation
    runner.run(scene.check(person))


def test_every_command_of_the_terminal_has_a_scene() -> None:
    played = {command for scene in SCENES for command in scene.commands}
    assert {command.name for command in commands() if command.is_on(PLATFORM)} - BY_BUTTON == played
