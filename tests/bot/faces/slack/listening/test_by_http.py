"""The whole bot, reached by HTTP: it answers what Slack signed, and nobody else."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from structlog.testing import capture_logs

from bot.faces.slack.chat import open_chat
from tests.bot.faces.slack.talking import Talk
from tests.servers.slack import said
from tests.servers.slack.posting import signed
from tests.servers.slack.world import SIGNING_SECRET


@asynccontextmanager
async def by_http(talk: Talk) -> AsyncIterator[str]:
    """Let the bot listen, and give the address that Slack sends to."""
    settings = talk.settings(app_token=None, signing_secret=SIGNING_SECRET, listen=("127.0.0.1", 0))
    with capture_logs() as logs:
        async with open_chat(settings, talk.catalogue) as chat:
            running = asyncio.create_task(chat.run(talk.answering()))
            await talk.slack.until(lambda: any(one["event"] == "reached by http" for one in logs), 30)
            port = next(one["port"] for one in logs if one["event"] == "reached by http")
            yield f"http://127.0.0.1:{port}/slack/events"
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_what_slack_signed_is_answered(talk: Talk) -> None:
    async with by_http(talk) as url:
        talk.slack.http.url = url
        assert "status" in said(await talk.command("status")).splitlines()[0]


async def test_what_somebody_else_sends_is_refused(talk: Talk) -> None:
    body = f"command=%2Fvisa&text=about&team_id={talk.team}&user_id={talk.reader}&channel_id={talk.channel}"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with by_http(talk) as url, aiohttp.ClientSession() as http:
        statuses = []
        now = int(time.time())
        for headers in ({}, signed(body, at=now, secret="other"), signed(body, at=now)):  # noqa: S106 - invented
            async with http.post(url, data=body, headers=headers | form) as response:
                statuses.append(response.status)
    assert statuses == [401, 401, 200]
