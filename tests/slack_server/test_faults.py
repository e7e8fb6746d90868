"""Limits, lost answers and outages as slack_sdk meets them."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.servers.slack import DISTRIBUTED, Fault, Limits, LoopbackSlack
from tests.servers.slack.limits import Limiter, Tier
from tests.slack_server.bot import QUIET, client
from tests.slack_server.conftest import Newsroom, furnish

POST = "chat.postMessage"


def test_a_channel_takes_one_message_a_second_after_a_small_burst() -> None:
    at = 100.0
    limiter = Limiter(Limits(), lambda: at)
    assert [limiter.take(POST, Tier.POSTING, "T1", "C1") for _ in range(4)] == [0, 0, 0, 1]
    assert limiter.take(POST, Tier.POSTING, "T1", "C2") == 0  # another channel has a limit of its own
    at = 101.0
    assert [limiter.take(POST, Tier.POSTING, "T1", "C1") for _ in range(2)] == [0, 1]


def test_a_tier_is_counted_by_method_and_workspace() -> None:
    limiter = Limiter(Limits(), lambda: 100.0)
    waits = [limiter.take("users.list", Tier.TWO, "T1") for _ in range(21)]
    assert waits == [0] * 20 + [3]
    assert limiter.take("users.list", Tier.TWO, "T2") == limiter.take("conversations.list", Tier.TWO, "T1") == 0


def test_a_distributed_app_reads_history_once_a_minute() -> None:
    limiter = Limiter(DISTRIBUTED, lambda: 100.0)
    assert [limiter.take("conversations.history", Tier.THREE, "T1") for _ in range(2)] == [0, 60]


async def test_too_many_messages_are_answered_with_how_long_to_wait(limited: Newsroom) -> None:
    web = client(limited)
    posts = (web.chat_postMessage(channel=limited.channel, text=str(number), **QUIET) for number in range(10))
    with pytest.raises(SlackApiError) as raised:
        await asyncio.gather(*posts)
    assert raised.value.response["error"] == "ratelimited"
    assert raised.value.response.status_code == 429
    assert raised.value.response.headers["Retry-After"] == "1"


async def test_a_distributed_app_gets_small_pages_of_history() -> None:
    async with LoopbackSlack(limits=DISTRIBUTED) as server:
        newsroom = furnish(server)
        for number in range(20):
            server.places.write(newsroom.channel, newsroom.mina, str(number))
        page = await client(newsroom).conversations_history(channel=newsroom.channel, limit=200)
    assert (len(page["messages"]), page["has_more"]) == (15, True)


@pytest.mark.parametrize(("fault", "written"), [(Fault.LOST_BEFORE, 0), (Fault.LOST_AFTER, 1)])
async def test_a_lost_answer_leaves_the_client_in_doubt(newsroom: Newsroom, fault: Fault, written: int) -> None:
    newsroom.server.faults.next(POST, fault)
    with pytest.raises(aiohttp.ClientError):
        await client(newsroom).chat_postMessage(channel=newsroom.channel, text="text", **QUIET)
    assert len(newsroom.server.places.messages(newsroom.channel)) == written


async def test_an_outage_is_503_and_ends(newsroom: Newsroom) -> None:
    newsroom.server.faults.down = True
    with pytest.raises(SlackApiError):
        await client(newsroom).chat_postMessage(channel=newsroom.channel, text="text", **QUIET)
    newsroom.server.faults.down = False
    await client(newsroom).chat_postMessage(channel=newsroom.channel, text="text", **QUIET)
    assert newsroom.server.traffic.of(POST, "503") == 1


async def test_a_response_url_is_used_up_after_five_answers(newsroom: Newsroom) -> None:
    asked = newsroom.server.people.command(newsroom.mina, newsroom.channel, "/visa", "status")
    (row,) = newsroom.server.world.store.table("envelopes").values()
    url = row["payload"]["response_url"]
    statuses = []
    async with aiohttp.ClientSession() as session:
        for number in range(6):
            async with session.post(url, json={"text": str(number)}) as response:
                statuses.append(response.status)
    assert statuses == [200] * 5 + [404]
    assert len(await newsroom.server.people.replies(asked, 5)) == 5


async def test_a_command_cannot_replace_its_answer(newsroom: Newsroom) -> None:
    newsroom.server.people.command(newsroom.mina, newsroom.channel, "/visa", "status")
    (row,) = newsroom.server.world.store.table("envelopes").values()
    async with aiohttp.ClientSession() as session:
        for body in ({"text": "wait"}, {"text": "done", "replace_original": True}):
            await session.post(row["payload"]["response_url"], json=body)
    assert [one["text"] for one in newsroom.server.people.private(newsroom.mina)] == ["wait", "done"]
