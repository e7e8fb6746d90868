"""Several workspaces install the app by themselves, by HTTP or by Socket Mode, and are kept apart."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

import aiohttp
import pytest

from bot.faces.face import Address, Posting, Sent
from bot.faces.slack.chat import SlackChat, SlackSettings, open_chat
from bot.faces.slack.listening.serving import Install
from bot.faces.slack.workspaces.oauth import OAuthSettings
from storage import installations, workspaces
from tests.bot.faces.posts import ALERT
from tests.bot.faces.slack.installing import KEY, Browser
from tests.bot.faces.slack.talking import Talk
from tests.servers.slack import Rank
from tests.servers.slack.authorizing import allow
from tests.servers.slack.world import CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET


def settings(talk: Talk, port: int, *, by_http: bool) -> SlackSettings:
    """Return those of an app that workspaces install by themselves."""
    address = f"http://127.0.0.1:{port}"
    oauth = OAuthSettings(CLIENT_ID, CLIENT_SECRET, address, talk.slack.api)
    return replace(
        talk.settings(),
        token="",
        app_token=None if by_http else talk.slack.app_token,
        signing_secret=SIGNING_SECRET if by_http else None,
        listen=("127.0.0.1", port),
        install=Install(oauth, (KEY,), f"sqlite:///{talk.database.path}"),
    )


@asynccontextmanager
async def listening(talk: Talk, *, by_http: bool) -> AsyncIterator[tuple[SlackChat, Browser]]:
    """Start the bot, and give it with somebody's browser."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if by_http:
        talk.slack.http.url = f"http://127.0.0.1:{port}/slack/events"
    async with (
        open_chat(settings(talk, port, by_http=by_http), talk.catalogue) as chat,
        aiohttp.ClientSession() as http,
    ):
        running = asyncio.create_task(chat.run(talk.answering()))
        browser = Browser(http, f"http://127.0.0.1:{port}")
        try:
            await reached(browser)
            yield chat, browser
            assert not running.done()
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def reached(browser: Browser) -> None:
    """Wait until the bot's own address answers."""
    async with asyncio.timeout(30):
        while True:
            try:
                await browser.get(f"{browser.address}/")
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.01)
            else:
                return


async def install(talk: Talk, browser: Browser, person: str) -> str:
    """Let a person install the app into their workspace, and return what their browser shows."""
    _, page = await browser.get(allow(talk.slack.world, person, await browser.begin()))
    return page


@dataclass(frozen=True)
class Team:
    """A workspace that has not installed the app yet."""

    id: str
    boss: str


def team(talk: Talk, name: str) -> Team:
    """Make one."""
    made = talk.slack.places.add_team(name, install=False)
    return Team(made, talk.slack.places.add_person(made, f"{name.lower()}-boss", rank=Rank.ADMIN))


async def latest(talk: Talk, person: str, channel: str) -> str:
    """Ask for the newest stories, and return what is answered."""
    return await talk.slack.people.text(talk.slack.people.command(person, channel, "/visa", "latest"))


@pytest.mark.parametrize("by_http", [True, False], ids=["http", "socket mode"])
async def test_each_workspace_that_installs_the_app_is_answered_and_posted_to(talk: Talk, *, by_http: bool) -> None:
    places = talk.slack.places
    async with listening(talk, by_http=by_http) as (chat, browser):
        for name in ("Herald", "Gazette"):
            one = team(talk, name)
            assert f"visabot is in {name}" in await install(talk, browser, one.boss)
            channel = places.add_channel(one.id, "desk", members=[one.boss])
            assert await latest(talk, one.boss, channel)
            sent = await chat.face.send(
                Address(1, one.id, channel, "channel"), Posting(ALERT, f"t-{name}", datetime.now(UTC))
            )
            assert isinstance(sent, Sent)
            assert ALERT.title in places.texts(channel)[-1]
            assert places.texts(places.direct(one.boss)), "who installed it is greeted"


async def test_a_workspace_that_removes_the_app_is_left_and_its_token_goes_at_once(talk: Talk) -> None:
    slack = talk.slack
    async with listening(talk, by_http=True) as (_, browser):
        herald, gazette = team(talk, "Herald"), team(talk, "Gazette")
        for one in (herald, gazette):
            await install(talk, browser, one.boss)
        channel = slack.places.add_channel(herald.id, "desk", members=[herald.boss])
        await latest(talk, herald.boss, channel)
        slack.places.uninstall(herald.id)
        async with asyncio.timeout(30):
            while await left(talk, herald.id) is None:  # noqa: ASYNC110 - what the database holds tells nobody
                await asyncio.sleep(0.01)
        assert await tokens(talk) == {gazette.id}
        assert await left(talk, gazette.id) is None
        await install(talk, browser, herald.boss)
        assert await left(talk, herald.id) is None, "it goes on where it was"
        assert await latest(talk, herald.boss, channel)


async def test_what_is_installed_outlives_a_restart(talk: Talk) -> None:
    herald = team(talk, "Herald")
    async with listening(talk, by_http=True) as (_, browser):
        await install(talk, browser, herald.boss)
    channel = talk.slack.places.add_channel(herald.id, "desk", members=[herald.boss])
    async with listening(talk, by_http=True):
        assert await latest(talk, herald.boss, channel)


async def test_one_workspace_by_its_token_is_reached_by_http_too(talk: Talk) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    talk.slack.http.url = f"http://127.0.0.1:{port}/slack/events"
    how = {"app_token": None, "signing_secret": SIGNING_SECRET, "listen": ("127.0.0.1", port)}
    async with open_chat(talk.settings(**how), talk.catalogue) as chat, aiohttp.ClientSession() as http:
        running = asyncio.create_task(chat.run(talk.answering()))
        await reached(Browser(http, f"http://127.0.0.1:{port}"))
        assert await latest(talk, talk.admin, talk.channel)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def tokens(talk: Talk) -> set[str]:
    """Return the workspaces whose token is kept."""
    async with talk.database.read() as tx:
        return {one.external for one in await installations.listing(tx, "slack")}


async def left(talk: Talk, team: str) -> datetime | None:
    """Return since when the bot is not in a workspace any more."""
    async with talk.database.read() as tx:
        known = await workspaces.by_external(tx, "slack", team)
    return known.left_at if known else None


def test_settings_hide_their_secrets() -> None:
    oauth = OAuthSettings(CLIENT_ID, CLIENT_SECRET, "https://bot.example")
    shown = repr(
        SlackSettings(
            token="xoxb-1",  # noqa: S106 - invented
            app_token="xapp-1",  # noqa: S106 - invented
            signing_secret=SIGNING_SECRET,
            install=Install(oauth, (KEY,), "postgresql://a:geheim@b/c"),
        )
    )
    assert not any(secret in shown for secret in ("xoxb", "xapp", SIGNING_SECRET, CLIENT_SECRET, KEY, "geheim"))


async def test_in_a_channel_that_two_workspaces_share_each_is_answered_by_its_own(talk: Talk) -> None:
    """Slack tells what is written there once, as heard by whichever came last (slackapi/bolt-js, issue 2008)."""
    slack = talk.slack
    async with listening(talk, by_http=True) as (_, browser):
        herald, gazette = team(talk, "Herald"), team(talk, "Gazette")
        for one in (herald, gazette):
            await install(talk, browser, one.boss)
        channel = slack.places.add_channel(herald.id, "desk", members=[herald.boss, gazette.boss])
        slack.places.connect(channel, gazette.id)
        for number, one in enumerate((herald, gazette), 1):
            slack.people.say(one.boss, channel, f"<@{slack.places.bot(one.id)}> about")
            count = 2 * number
            await slack.until(partial(_has, talk, channel, count), 30)
            assert slack.places.messages(channel)[-1]["user"] == slack.places.bot(one.id)


def _has(talk: Talk, channel: str, count: int) -> bool:
    return len(talk.slack.places.messages(channel)) == count
