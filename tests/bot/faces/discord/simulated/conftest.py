"""Where `pytest` finds the newsroom."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.faces.discord.simulated.newsroom import Newsroom, open_newsroom


@pytest.fixture
async def newsroom(tmp_path: Path, filled: Path) -> AsyncIterator[Newsroom]:
    """The bot is there and ready; nothing is followed."""
    async with open_newsroom(filled, tmp_path) as room:
        yield room
