"""Installing the app into a workspace by OAuth, and its end."""

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack import CLIENT_ID, CLIENT_SECRET
from tests.slack_server.bot import QUIET, client
from tests.slack_server.conftest import Newsroom

# slack-sdk sends client id and secret by what aiohttp is to give up.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

_BACK = "http://127.0.0.1:1/slack/oauth_redirect"


def _page(newsroom: Newsroom) -> str:
    asked = {"client_id": CLIENT_ID, "scope": "chat:write,commands", "redirect_uri": _BACK, "state": "s1"}
    return f"{newsroom.server.address}/oauth/v2/authorize?{urlencode(asked)}"


def _told(location: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(location).query).items()}


async def _access(newsroom: Newsroom, code: str, **more: Any) -> dict[str, Any]:
    secret = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uri": _BACK, **more}
    web = AsyncWebClient(base_url=newsroom.server.api, retry_handlers=[])
    return dict((await web.oauth_v2_access(code=code, **secret)).data)  # type: ignore[arg-type]


async def test_a_code_becomes_a_token_of_the_workspace_once(newsroom: Newsroom) -> None:
    places = newsroom.server.places
    team = places.add_team("Second", install=False)
    boss = places.add_person(team, "boss", rank="admin")
    told = _told(newsroom.server.people.allow(boss, _page(newsroom)))
    assert told["state"] == "s1"
    made = await _access(newsroom, told["code"])
    assert (made["team"]["id"], made["scope"], made["authed_user"]["id"]) == (team, "chat:write,commands", boss)
    web = AsyncWebClient(token=made["access_token"], base_url=newsroom.server.api, retry_handlers=[])
    assert (await web.auth_test())["user_id"] == made["bot_user_id"]
    with pytest.raises(SlackApiError, match="code_already_used"):
        await _access(newsroom, told["code"])


async def test_a_wrong_secret_and_a_wrong_code_are_refused(newsroom: Newsroom) -> None:
    told = _told(newsroom.server.people.allow(newsroom.mina, _page(newsroom)))
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        await _access(newsroom, told["code"], client_secret="x")  # noqa: S106
    with pytest.raises(SlackApiError, match="invalid_code"):
        await _access(newsroom, "x")


async def test_the_page_sends_the_browser_back_and_a_refusal_too(newsroom: Newsroom) -> None:
    async with aiohttp.ClientSession() as session, session.get(_page(newsroom), allow_redirects=False) as response:
        assert "code" in _told(response.headers["Location"])
    assert _told(newsroom.server.people.deny(_page(newsroom))) == {"error": "access_denied", "state": "s1"}


async def test_a_token_ends_with_the_installation(newsroom: Newsroom) -> None:
    web = client(newsroom)
    newsroom.server.places.uninstall(newsroom.team)
    with pytest.raises(SlackApiError, match="account_inactive"):
        await web.chat_postMessage(channel=newsroom.channel, text="text", **QUIET)
    newsroom.server.places.install(newsroom.team)
    await client(newsroom).chat_postMessage(channel=newsroom.channel, text="text", **QUIET)
    newsroom.server.places.revoke(newsroom.team)
    with pytest.raises(SlackApiError, match="token_revoked"):
        await client(newsroom).auth_test()


async def test_a_method_whose_scope_was_not_granted_is_refused(newsroom: Newsroom) -> None:
    newsroom.server.places.grant(newsroom.team, ["chat:write", "channels:history"])
    hidden = newsroom.server.places.add_channel(newsroom.team, "hidden", private=True)
    web = client(newsroom)
    await web.conversations_history(channel=newsroom.channel)
    with pytest.raises(SlackApiError) as raised:
        await web.conversations_history(channel=hidden)
    assert (raised.value.response["error"], raised.value.response["needed"]) == ("missing_scope", "groups:history")
    with pytest.raises(SlackApiError, match="missing_scope"):
        await web.users_info(user=newsroom.mina)
