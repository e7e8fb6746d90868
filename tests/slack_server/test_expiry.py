"""What lasts for a while only: response_url, trigger_id, codes, tickets."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.servers.slack import NO_LIMITS, LoopbackSlack
from tests.slack_server.bot import client
from tests.slack_server.conftest import Newsroom, furnish

_MODAL: dict[str, Any] = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Topics"},
    "blocks": [{"type": "divider"}],
}


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 1_757_030_400.0

    def __call__(self) -> float:
        return self.at


def _asked(newsroom: Newsroom) -> dict[str, Any]:
    """Return the payload of a command that is on its way."""
    newsroom.server.people.command(newsroom.mina, newsroom.channel, "/visa", "status")
    (row,) = newsroom.server.world.store.table("envelopes").values()
    return dict(row["payload"])


async def test_a_response_url_ends_after_half_an_hour() -> None:
    clock = Clock()
    async with LoopbackSlack(limits=NO_LIMITS, now=clock) as server, aiohttp.ClientSession() as session:
        url = _asked(furnish(server))["response_url"]
        clock.at += 29 * 60
        async with session.post(url, json={"text": "still"}) as response:
            assert (response.status, await response.text()) == (200, "ok")
        clock.at += 2 * 60
        async with session.post(url, json={"text": "too late"}) as response:
            assert (response.status, (await response.json())["error"]) == (404, "expired_url")


@pytest.mark.parametrize(("seconds", "error"), [(0, "exchanged_trigger_id"), (4, "expired_trigger_id")])
async def test_a_trigger_opens_one_modal_within_three_seconds(seconds: float, error: str) -> None:
    clock = Clock()
    async with LoopbackSlack(limits=NO_LIMITS, now=clock) as server:
        newsroom = furnish(server)
        trigger, web = _asked(newsroom)["trigger_id"], client(newsroom)
        if not seconds:
            await web.views_open(trigger_id=trigger, view=_MODAL)
        clock.at += seconds
        with pytest.raises(SlackApiError, match=error):
            await web.views_open(trigger_id=trigger, view=_MODAL)
        with pytest.raises(SlackApiError, match="invalid_trigger_id"):
            await web.views_open(trigger_id="1.2", view=_MODAL)


async def test_a_ticket_of_socket_mode_ends() -> None:
    clock = Clock()
    async with LoopbackSlack(limits=NO_LIMITS, now=clock) as server, aiohttp.ClientSession() as session:
        newsroom = furnish(server)
        url = (await client(newsroom).apps_connections_open(app_token=server.app_token))["url"]
        clock.at += 60
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_a_view_is_updated_unless_another_change_came_first(newsroom: Newsroom) -> None:
    web = client(newsroom)
    opened = (await web.views_open(trigger_id=_asked(newsroom)["trigger_id"], view=_MODAL))["view"]
    changed = _MODAL | {"title": {"type": "plain_text", "text": "Changed"}}
    await web.views_update(view_id=opened["id"], hash=opened["hash"], view=changed)
    assert newsroom.server.people.modals(newsroom.mina)[0]["title"]["text"] == "Changed"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await web.views_update(view_id=opened["id"], hash=opened["hash"], view=_MODAL)
