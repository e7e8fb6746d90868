"""The whole bot on Slack, as a process of its own: it answers, posts, is killed, and its buttons go on working."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage import destinations, workspaces
from storage.database import Database
from tests.bot.faces.slack.talking import button
from tests.conftest import ROOT
from tests.servers.slack import NO_LIMITS, LoopbackSlack

SLOW = 60.0
"""Seconds that a start may take where others use the machine."""


@asynccontextmanager
async def _running(slack: LoopbackSlack, team: str, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot, with no feed to poll, until it is killed."""
    environment = os.environ | {
        "VISABOT_DATABASE_URL": f"sqlite:///{folder / 'visabot.sqlite3'}",
        "VISABOT_SLACK_BOT_TOKEN": slack.places.token(team),
        "VISABOT_SLACK_APP_TOKEN": slack.app_token,
        "VISABOT_SLACK_API": slack.api,
        "VISABOT_DESK_FEEDS": "false",
        "VISABOT_LOCALE": "en",
        "VISABOT_TIMEZONE": "Asia/Seoul",
    }
    before = slack.sockets.opened
    with (folder / "log").open("ab") as log:
        command = (sys.executable, "-m", "bot", "run", "--headless")
        bot = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        await slack.until(lambda: slack.sockets.opened > before, within=SLOW)
        yield bot
    finally:
        if bot.returncode is None:
            bot.send_signal(signal.SIGKILL)
        await bot.wait()


@pytest.mark.timeout(240)
async def test_people_ask_subscribe_and_press_also_after_the_bot_was_killed(tmp_path: Path) -> None:
    async with LoopbackSlack(limits=NO_LIMITS) as slack:
        team = slack.places.add_team("Newsroom")
        channel = slack.places.add_channel(team, "news", bot=False)
        admin = slack.places.add_person(team, "mina", rank="admin", channels=[channel])
        reader = slack.places.add_person(team, "bora", locale="ko-KR", channels=[channel])

        async def asked(by: str, text: str, name: str = "/visa", where: str = channel) -> str:
            return await slack.people.text(slack.people.command(by, where, name, text))

        async with _running(slack, team, tmp_path):
            status = await asked(admin, "status")
            assert "status" in status.splitlines()[0]
            assert "not legal advice" in status
            assert "소식" in await asked(reader, "latest 3")
            assert "followed here from now on" in await asked(admin, "subscribe all")
            assert "채널 관리자" in await asked(reader, "subscribe all")
            assert f"{reader} may subscribe" in await asked(admin, f"manager add <@{reader}|bora>", "/visa-admin")
            assert "on its way" in await asked(admin, "posting test:yes", "/visa-admin")
            await slack.until(lambda: "This is a test post" in str(slack.places.texts(channel)), within=SLOW)
            topics = await slack.people.reply(slack.people.command(admin, channel, "/visa", "topics"))

        slack.places.rename_channel(channel, "visa-news")  # while it is down
        async with _running(slack, team, tmp_path):
            pressed = slack.people.press(reader, topics["ts"], button(topics, "subscribe all")["action_id"])
            assert "모든 주제" in await slack.people.text(pressed)
            slack.delivery.retry_now()
            await slack.until(lambda: not slack.delivery.waiting(), within=SLOW)
            assert "모든 주제" in await asked(reader, "subscribe all", where=slack.places.direct(reader))
            slack.places.uninstall(team)
            await slack.until(lambda: not slack.delivery.waiting(), within=SLOW)

        assert len([text for text in slack.places.texts(channel) if "This is a test post" in text]) == 1
    database = await Database.open(f"sqlite:///{tmp_path / 'visabot.sqlite3'}")
    async with database.read() as tx:
        its = await workspaces.by_external(tx, "slack", team)
        assert its is not None
        assert its.left_at is not None
        places = {place.external: place.name for place in await destinations.listing(tx, its.id)}
    await database.close()
    assert places == {channel: "visa-news", f"@{reader}": "DM"}
