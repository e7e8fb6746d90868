"""What becomes of a workspace is put down before Slack hears that it has arrived: a kill could lose it."""

import asyncio
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.faces.slack.chat import open_chat
from bot.faces.slack.listening.listener import listening_app
from bot.faces.slack.listening.running import Running
from bot.faces.slack.places.life import Event, Life
from bot.faces.slack.workspaces.clients import OneClient, session, web_client
from tests.bot.faces.slack.talking import Talk


async def test_what_becomes_of_a_channel_is_put_down_before_it_is_acknowledged(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = []

    async def heard(*_: Any) -> None:
        for _turn in range(200):
            await asyncio.sleep(0)
        done.append("put down")

    monkeypatch.setattr(Life, "heard", heard)
    told = talk.slack.world.tell(talk.team, {"type": "channel_archive", "channel": talk.channel, "user": talk.admin})
    assert told is not None
    async with session() as made, open_chat(talk.settings(), talk.catalogue) as chat:
        client = web_client(talk.slack.places.token(talk.team), made, talk.slack.api)
        app = listening_app(
            chat.ears(talk.answering()), OneClient(client), Running(), command="visa", client=web_client(None, made)
        )
        response = await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=told["payload"]))
        done.append("acknowledged")
    assert (response.status, done) == (200, ["put down", "acknowledged"])


async def test_what_could_not_be_put_down_is_told_again_by_slack(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    async def failing_once(_: Life, __: str, event: Event) -> None:
        heard.append(event["channel"])
        if len(heard) == 1:
            message = "the database is away"
            raise RuntimeError(message)

    monkeypatch.setattr(Life, "heard", failing_once)
    async with talk.listening():
        talk.slack.world.tell(talk.team, {"type": "channel_archive", "channel": talk.channel, "user": talk.admin})
        await talk.slack.until(lambda: not talk.slack.delivery.waiting(), 30)
    assert heard == [talk.channel] * 2
