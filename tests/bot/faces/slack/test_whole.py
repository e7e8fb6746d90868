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
from storage.engine.database import Database
from tests.bot.faces.slack.talking import Json, button
from tests.conftest import ROOT
from tests.servers.slack import NO_LIMITS, LoopbackSlack, said

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


async def _answered(slack: LoopbackSlack, asked: str, words: str) -> Json:
    """Wait for the message that has the words: where the machine is slow, a word of progress comes before it."""
    count = 1
    while True:
        for shown in await slack.people.replies(asked, count, within=SLOW):
            if words in said(shown):
                return shown
        count += 1


@pytest.mark.timeout(240)
async def test_people_ask_subscribe_and_press_also_after_the_bot_was_killed(tmp_path: Path) -> None:
    async with LoopbackSlack(limits=NO_LIMITS) as slack:
        team = slack.places.add_team("Newsroom")
        channel = slack.places.add_channel(team, "news", bot=False)
        admin = slack.places.add_person(team, "mina", rank="admin", channels=[channel])
        reader = slack.places.add_person(team, "bora", locale="ko-KR", channels=[channel])

        slack.delivery.within = SLOW

        async def answers(words: str, by: str, text: str, name: str = "/visa", where: str = channel) -> Json:
            return await _answered(slack, slack.people.command(by, where, name, text), words)

        async with _running(slack, team, tmp_path):
            assert "status" in said(await answers("not legal advice", admin, "status")).splitlines()[0]
            await answers("소식", reader, "latest 3")
            await answers("followed here from now on", admin, "subscribe all")
            await answers("이 채널을 만든 사람", reader, "subscribe all")
            await answers(f"Person: <@{reader}>", admin, f"manager add <@{reader}|bora>", "/visa-admin")
            await answers("on its way", admin, "posting test:yes", "/visa-admin")
            await slack.until(lambda: "This is a test post" in str(slack.places.texts(channel)), within=SLOW)
            topics = await answers("Topics", admin, "topics")

        slack.places.rename_channel(channel, "visa-news")  # while it is down
        async with _running(slack, team, tmp_path):
            pressed = slack.people.press(reader, topics["ts"], button(topics, "subscribe all")["action_id"])
            await _answered(slack, pressed, "모든 주제")
            slack.delivery.retry_now()
            await slack.until(lambda: not slack.delivery.waiting(), within=SLOW)
            await answers("모든 주제", reader, "subscribe all", where=slack.places.direct(reader))
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
