"""A loopback Slack in a process of its own."""

from pathlib import Path

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack import SlackProcess
from tests.slack_server.bot import QUIET


async def test_what_was_acknowledged_is_there_after_sigkill(tmp_path: Path) -> None:
    async with SlackProcess(tmp_path / "slack.jsonl", "--no-limits") as server:
        team = await server.call("places.add_team", "Newsroom")
        channel = await server.call("places.add_channel", team, "news")
        web = AsyncWebClient(token=await server.call("places.token", team), base_url=server.api, retry_handlers=[])
        port = server.port
        sent = [(await web.chat_postMessage(channel=channel, text=str(n), **QUIET))["ts"] for n in range(20)]
        await server.kill()
        with pytest.raises(aiohttp.ClientError):
            await web.chat_postMessage(channel=channel, text="nobody there", **QUIET)
        await server.start()
        assert server.port == port
        sent.append((await web.chat_postMessage(channel=channel, text="again", **QUIET))["ts"])
        assert [message["ts"] for message in await server.call("places.messages", channel)] == sent
        assert (await server.state())["violations"] == []


async def test_an_event_outlives_the_death_of_slack(tmp_path: Path) -> None:
    async with SlackProcess(tmp_path / "slack.jsonl", "--no-limits") as server:
        team = await server.call("places.add_team", "Newsroom")
        channel = await server.call("places.add_channel", team, "news")
        web = AsyncWebClient(token=await server.call("places.token", team), base_url=server.api, retry_handlers=[])
        await server.set("delivery", pauses=[60.0, 60.0])
        await server.call("places.rename_channel", channel, "other")
        await server.kill()
        await server.start()
        heard = []
        made = AsyncApp(client=web)

        @made.event("channel_rename")
        async def renamed(event: dict[str, dict[str, str]]) -> None:
            heard.append(event["channel"]["name"])

        handler = AsyncSocketModeHandler(made, server.app_token, web_client=web)
        await handler.connect_async()
        await server.call("delivery.retry_now")
        while not (await server.state())["counts"].get("to app channel_rename acknowledged"):
            continue
        await handler.close_async()
        assert heard == ["other"]
