"""By HTTP, Slack is answered at once, and nobody else is."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.faces.slack.listening.http import served
from tests.servers.slack import NO_LIMITS, LoopbackSlack
from tests.servers.slack.posting import signed
from tests.servers.slack.world import SIGNING_SECRET


@dataclass
class Heard:
    """An app that Slack sends to, and what it heard."""

    slack: LoopbackSlack
    team: str
    port: int
    heard: list[dict[str, Any]] = field(default_factory=list)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/slack/events"


@asynccontextmanager
async def hearing() -> AsyncIterator[Heard]:
    """Give an app that says at once that it has heard, and then works until the test lets it end."""
    async with LoopbackSlack(limits=NO_LIMITS) as slack:
        team = slack.places.add_team()

        async def authorize() -> AuthorizeResult:
            return AuthorizeResult(enterprise_id=None, team_id=team, bot_token=slack.places.token(team))

        app = AsyncApp(signing_secret=SIGNING_SECRET, authorize=authorize)
        async with served("127.0.0.1", 0, app=app) as port:
            one = Heard(slack, team, port)

            async def command(ack: Any, body: dict[str, Any]) -> None:
                one.heard.append(body)
                await ack()
                await one.may_end.wait()

            app.command("/visa")(command)
            yield one
            one.may_end.set()


async def post(one: Heard, body: bytes, headers: dict[str, str]) -> int:
    async with aiohttp.ClientSession() as http, http.post(one.url, data=body, headers=headers) as response:
        return response.status


async def test_a_command_is_acknowledged_before_it_is_answered() -> None:
    async with hearing() as one:
        one.slack.http.url = one.url
        channel = one.slack.places.add_channel(one.team, "news")
        mina = one.slack.places.add_person(one.team, "mina", channels=[channel])
        asked = one.slack.people.command(mina, channel, "/visa", "latest")
        await one.slack.people.acked(asked)
        assert not one.may_end.is_set()
        assert [body["text"] for body in one.heard] == ["latest"]


async def test_slack_is_told_that_the_address_is_ours() -> None:
    async with hearing() as one:
        one.slack.http.url = one.url
        assert await one.slack.http.verify()


@pytest.mark.parametrize("how", ["unsigned", "another secret", "old", "changed"])
async def test_what_slack_did_not_sign_just_now_is_refused(how: str) -> None:
    body = "command=%2Fvisa&text=latest&team_id=T1"
    at = int(time.time()) - (600 if how == "old" else 0)
    secret = "other" if how == "another secret" else SIGNING_SECRET
    headers = {} if how == "unsigned" else signed(body, at=at, secret=secret)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    async with hearing() as one:
        sent = f"{body}x" if how == "changed" else body
        assert await post(one, sent.encode(), headers) == 401
        assert one.heard == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe", "application/json"),
        (b"a=1", "text/plain; charset=none-such"),
        (b"{x", "application/json"),
        (b"[1]", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"authorizations": 5}', "application/json"),
        (b"payload=%5B1%5D", "application/x-www-form-urlencoded"),
    ],
    ids=["no text", "unknown text", "no json", "a list", "deep", "odd", "an odd payload"],
)
async def test_what_slack_would_never_send_is_refused_without_a_trace(
    body: bytes, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with hearing() as one:
        assert await post(one, body, {"Content-Type": kind}) == 400
    assert [line.getMessage() for line in caplog.records if line.levelname == "ERROR"] == []


@pytest.mark.parametrize(
    "signature",
    [
        {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=1"},
        {"X-Slack-Request-Timestamp": "9" * 5000, "X-Slack-Signature": "v0=1"},
        {"X-Slack-Request-Timestamp": "", "X-Slack-Signature": "v0=é"},
    ],
    ids=["no time", "no time ever", "no signature"],
)
async def test_a_signature_that_cannot_be_one_is_refused_without_a_trace(
    signature: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    if not signature["X-Slack-Request-Timestamp"]:
        signature = signature | {"X-Slack-Request-Timestamp": str(int(time.time()))}
    async with hearing() as one:
        assert await post(one, b"command=%2Fvisa", signature) == 401
    assert [line.getMessage() for line in caplog.records if line.levelname == "ERROR"] == []


async def test_nothing_else_is_served() -> None:
    async with hearing() as one, aiohttp.ClientSession() as http:
        for path, status in (
            ("/slack/events", 405),
            ("/slack/install", 404),
            ("/slack/oauth_redirect", 404),
            ("/", 404),
        ):
            async with http.get(f"http://127.0.0.1:{one.port}{path}") as response:
                assert response.status == status, path


async def test_a_port_that_is_taken_is_said() -> None:
    async with hearing() as one:
        with pytest.raises(OSError, match="in use"):
            async with served("127.0.0.1", one.port):
                pass
