"""A newsroom on a loopback Discord, and a database that holds three stories."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.engine.database import Database
from tests.bot import shipped
from tests.bot.faces.discord.talking import Talk
from tests.servers.discord import NO_LIMITS, LoopbackDiscord, Permission


@pytest.fixture
async def talk(tmp_path: Path, filled: Path) -> AsyncIterator[Talk]:
    """Nothing listens yet: see `Talk.listening`."""
    mine = Path(shutil.copy(filled, tmp_path / "visabot.sqlite3"))
    database = await Database.open(f"sqlite:///{mine}", durable=False)
    async with LoopbackDiscord(limits=NO_LIMITS, answer_within=60.0) as discord:
        guild = discord.places.add_guild("Newsroom")
        yield Talk(
            discord=discord,
            database=database,
            catalogue=shipped.catalogue(),
            guild=guild,
            channel=discord.places.add_channel(guild, "news"),
            admin=discord.places.add_member(guild, "mina", permissions=Permission.MANAGE_GUILD),
            reader=discord.places.add_member(guild, "jun"),
            operator=discord.places.add_member(guild, "root", permissions=Permission.MANAGE_GUILD),
        )
    await database.close()
