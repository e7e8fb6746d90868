"""The whole bot on Discord, as a process of its own: it answers, asks, is killed, and its buttons go on working."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.bot.faces.discord.talking import buttons
from tests.conftest import ROOT
from tests.servers.discord import NO_LIMITS, TOKEN, LoopbackDiscord, NotOffered, Permission


@asynccontextmanager
async def _running(discord: LoopbackDiscord, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot, with no feed to poll, until it is killed."""
    environment = os.environ | {
        "VISABOT_DATABASE_URL": f"sqlite:///{folder / 'visabot.sqlite3'}",
        "VISABOT_DISCORD_TOKEN": TOKEN,
        "VISABOT_DISCORD_API": discord.api,
        "VISABOT_DISCORD_GATEWAY": discord.socket,
        "VISABOT_DESK_FEEDS": "false",
        "VISABOT_LOCALE": "en",
        "VISABOT_TIMEZONE": "Asia/Seoul",
    }
    before = discord.gateway.identified
    with (folder / "log").open("ab") as log:
        command = (sys.executable, "-m", "bot", "run", "--headless")
        bot = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        await discord.until(lambda: discord.gateway.identified > before, within=120.0)  # a process, on a busy machine
        yield bot
    finally:
        if bot.returncode is None:
            bot.send_signal(signal.SIGKILL)
        await bot.wait()


@pytest.mark.timeout(300)
async def test_people_ask_subscribe_and_press_also_after_the_bot_was_killed(tmp_path: Path) -> None:
    async with LoopbackDiscord(limits=NO_LIMITS, answer_within=60.0) as discord:
        guild = discord.places.add_guild("Newsroom")
        channel = discord.places.add_channel(guild, "news")
        admin = discord.places.add_member(guild, "mina", permissions=Permission.MANAGE_GUILD)
        reader = discord.places.add_member(guild, "bora")

        async def asked(by: int, name: str, locale: str = "en-US", **options: Any) -> str:
            return await discord.people.text(discord.people.command(by, channel, name, options, locale=locale))

        async with _running(discord, tmp_path):
            status = discord.people.command(reader, channel, "visa status", {})
            assert (await discord.people.answer(status)).data is not None
            shown = await discord.people.text(status)
            assert "status" in shown.splitlines()[0]
            assert "not legal advice" in shown
            assert "소식" in await asked(reader, "visa latest", locale="ko", count=3)
            assert "followed here from now on" in await asked(admin, "visa subscribe", topic="all")
            assert "manage" in await asked(reader, "visa subscribe", topic="all")
            with pytest.raises(NotOffered):
                discord.people.command(reader, channel, "visa-admin settings", {})
            assert "Settings" in await asked(admin, "visa-admin settings")
            topics = discord.people.command(reader, channel, "visa topics", {})
            await discord.people.text(topics)
            message = discord.places.messages(channel)[-1]

        async with _running(discord, tmp_path):
            ids = [one["custom_id"] for one in buttons(message)]
            press = next(one for one in ids if one.endswith("subscribe all"))
            pressed = discord.people.press(admin, int(message["id"]), press)
            assert "All topics" in await discord.people.text(pressed)
