"""Listening on Slack goes on, whatever becomes of connections; a token that Slack refuses is told of, once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.faces.slack.listening.socket_mode import SocketMode
from bot.faces.slack.workspaces.clients import session, web_client
from tests.bot.faces.slack.talking import Talk
from tests.servers.slack import NO_LIMITS, Fault, LoopbackSlack, said


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack(limits=NO_LIMITS) as server:
        yield server


class Heard:
    """An app that keeps the texts of the messages it hears."""

    def __init__(self, slack: LoopbackSlack, team: str, client: AsyncWebClient) -> None:
        self.texts: list[str] = []
        self.is_unsure = False
        """Whether it fails to find out whose the next thing is that comes."""

        async def authorize() -> AuthorizeResult:
            if self.is_unsure:
                self.is_unsure = False
                raise OSError
            token = slack.places.token(team)
            return AuthorizeResult(enterprise_id=None, team_id=team, bot_token=token, bot_user_id="U0", bot_id="B0")

        async def message(event: dict[str, str]) -> None:
            self.texts.append(event["text"])

        self.app = AsyncApp(authorize=authorize, client=client)
        self.app.event("message")(message)


async def _listening(slack: LoopbackSlack, made: aiohttp.ClientSession, **how: float) -> tuple[Heard, SocketMode, str]:
    team = slack.places.add_team()
    client = web_client(None, made, slack.api)
    heard = Heard(slack, team, client)
    mode = SocketMode(heard.app, client, made, slack.app_token, pauses=(0.01, 0.05), **how)
    return heard, mode, slack.places.direct(slack.places.add_person(team))


@asynccontextmanager
async def _listens(slack: LoopbackSlack, **how: float) -> AsyncIterator[tuple[Heard, str]]:
    """Listen by a connection that is open; give what is heard, and where somebody may say something."""
    async with session() as made:
        heard, mode, direct = await _listening(slack, made, **how)
        running = asyncio.create_task(mode.run())
        try:
            await slack.until(lambda: slack.sockets.connected == 1, 30)
            yield heard, direct
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def _hears(slack: LoopbackSlack, heard: Heard, direct: str, text: str) -> None:
    person = slack.places.channel(direct)["user"]
    slack.people.say(person, direct, text)
    await slack.until(lambda: text in heard.texts, 30)


async def test_a_torn_connection_is_followed_by_another(slack: LoopbackSlack) -> None:
    async with _listens(slack) as (heard, direct):
        await _hears(slack, heard, direct, "before")
        slack.sockets.drop()
        await slack.until(lambda: slack.sockets.opened == 2 and slack.sockets.connected == 1, 30)
        await _hears(slack, heard, direct, "after")


async def test_an_announced_end_finds_another_connection_open_already(slack: LoopbackSlack) -> None:
    async with session() as made:
        heard, mode, direct = await _listening(slack, made)
        running = asyncio.create_task(mode.run())
        await slack.until(lambda: slack.sockets.connected == 1)
        slack.sockets.disconnect("warning", within=60)
        await slack.until(lambda: slack.sockets.connected == 2, 30)
        await _hears(slack, heard, direct, "in between")
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await slack.until(lambda: slack.sockets.connected == 0, 30)  # both are closed, and not by the session


@pytest.mark.parametrize("reason", ["link_disabled", "too_many_websockets"])
async def test_a_connection_that_slack_does_not_want_is_tried_again_after_a_pause(
    slack: LoopbackSlack, reason: str
) -> None:
    async with _listens(slack) as (heard, direct):
        slack.sockets.disconnect(reason)
        await slack.until(lambda: slack.sockets.opened == 2 and slack.sockets.connected == 1, 30)
        await _hears(slack, heard, direct, "after")


@pytest.mark.parametrize("reason", ["link_disabled", "too_many_websockets"])
async def test_what_to_do_is_said_where_slack_ends_a_connection_instead_of_greeting(
    slack: LoopbackSlack, reason: str
) -> None:
    """slackapi/bolt-js, issue 2021: "disconnect" comes where "hello" should, while one shakes hands."""
    slack.sockets.refuses = reason
    async with session() as made:
        heard, mode, direct = await _listening(slack, made)
        with structlog.testing.capture_logs() as logs:
            running = asyncio.create_task(mode.run())
            await slack.until(lambda: any(one["event"] == "slack sends nothing" for one in logs), 30)
            slack.sockets.refuses = ""
            await slack.until(lambda: slack.sockets.connected == 1, 30)
        assert {one["reason"] for one in logs if one["event"] == "slack does not take a connection"} == {reason}
        await _hears(slack, heard, direct, "after")
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_that_slack_drops_events_is_acknowledged_and_said(talk: Talk) -> None:
    """Slack, "app_rate_limited": it comes without an event within."""
    with structlog.testing.capture_logs() as logs:
        async with talk.listening():
            told = {"type": "app_rate_limited", "team_id": talk.team, "minute_rate_limited": 29_000_000}
            talk.slack.world.send("events_api", talk.team, told)
            await talk.slack.until(lambda: not talk.slack.delivery.waiting(), 30)
            assert talk.slack.traffic.of("to app app_rate_limited", "sent") == 1
    assert any("drops events" in one["event"] for one in logs)


async def test_a_connection_that_falls_silent_is_given_up(slack: LoopbackSlack) -> None:
    async with _listens(slack, heartbeat=0.2) as (heard, direct):
        slack.sockets.fall_silent()
        await slack.until(lambda: slack.sockets.opened >= 2, 30)
        await _hears(slack, heard, direct, "after")


async def test_an_outage_is_waited_for(slack: LoopbackSlack) -> None:
    slack.faults.next("apps.connections.open", Fault.DOWN, Fault.LOST_BEFORE, Fault.TOO_MANY)
    async with _listens(slack) as (heard, direct):
        await _hears(slack, heard, direct, "after")


async def test_slack_is_asked_for_a_connection_no_sooner_than_it_says(slack: LoopbackSlack) -> None:
    loop = asyncio.get_running_loop()
    slack.faults.next("apps.connections.open", Fault.TOO_MANY)  # a second
    async with session() as made:
        _, mode, _ = await _listening(slack, made)
        began = loop.time()
        running = asyncio.create_task(mode.run())
        await slack.until(lambda: slack.sockets.connected == 1, 30)
        assert loop.time() - began >= 1
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_what_could_not_be_handled_is_not_acknowledged_so_that_slack_sends_it_again(slack: LoopbackSlack) -> None:
    async with _listens(slack) as (heard, direct):
        heard.is_unsure = True
        await _hears(slack, heard, direct, "is told twice")
        assert not heard.is_unsure


async def test_what_is_no_envelope_ends_nothing(slack: LoopbackSlack) -> None:
    async with _listens(slack) as (heard, direct):
        for text in ("no JSON", "[]", '{"type": "novelty"}', '{"envelope_id": 7}'):
            slack.sockets.send_raw(text)
        await _hears(slack, heard, direct, "after")
        assert slack.sockets.opened == 1


async def test_an_envelope_that_cannot_be_read_is_logged_and_ends_nothing(slack: LoopbackSlack) -> None:
    async with _listens(slack) as (heard, direct):
        odd = '{"envelope_id": "E1", "type": "events_api", "payload": {"authorizations": {"no": "list"}}}'
        with structlog.testing.capture_logs() as logs:
            slack.sockets.send_raw(odd)
            await _hears(slack, heard, direct, "after")
        assert [one["event"] for one in logs if one["log_level"] == "error"] == ["slack envelope failed"]


async def test_a_refused_app_token_ends_the_listener_and_says_what_to_do(talk: Talk) -> None:
    with structlog.testing.capture_logs() as logs:
        async with talk.listening_to_the_end(app_token="xapp-1-wrong"):  # noqa: S106 - none
            pass
    assert [one["todo"] for one in logs if one["log_level"] == "error"] == [
        "copy it again from the app's page Basic Information, App-Level Tokens"
    ]


async def test_a_refused_bot_token_ends_the_listener_and_says_what_to_do(talk: Talk) -> None:
    with structlog.testing.capture_logs() as logs:
        async with talk.listening_to_the_end(token="xoxb-wrong"):  # noqa: S106 - none
            pass
    assert [one["todo"] for one in logs if one["log_level"] == "error"] == [
        "copy it again from the app's page OAuth & Permissions, Bot User OAuth Token"
    ]


async def test_without_an_app_token_nothing_is_heard_and_the_face_posts(talk: Talk) -> None:
    with structlog.testing.capture_logs() as logs:
        async with talk.listening_to_the_end(app_token=None) as chat:
            assert chat.face.platform == "slack"
    assert [one["todo"] for one in logs if one["log_level"] == "warning"] == [
        "set VISABOT_SLACK_APP_TOKEN, the app-level token"
    ]


async def test_a_command_typed_after_the_connection_broke_is_answered(talk: Talk) -> None:
    async with talk.listening():
        talk.slack.sockets.drop()
        await talk.slack.until(lambda: talk.slack.sockets.opened == 2 and talk.slack.sockets.connected == 1, 30)
        assert "Talks that never were" in said(await talk.command("about"))
