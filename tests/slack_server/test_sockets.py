"""Socket Mode as slack_sdk lives through it."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp

from tests.slack_server.bot import client, running
from tests.slack_server.conftest import Newsroom


class Listener:
    """An app that notes the events it hears."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.app = AsyncApp(client=client(newsroom))
        self.heard: list[str] = []
        self.app.event("channel_rename")(self._renamed)

    async def _renamed(self, body: dict[str, Any]) -> None:
        self.heard.append(body["event_id"])


async def _renamed(newsroom: Newsroom, listener: Listener, count: int) -> None:
    newsroom.server.places.rename_channel(newsroom.channel, f"news-{count}")
    await newsroom.server.until(lambda: len(set(listener.heard)) == count)


async def test_an_event_reaches_the_app_by_any_of_its_connections(newsroom: Newsroom) -> None:
    listener = Listener(newsroom)
    async with running(newsroom, listener.app), running(newsroom, listener.app):
        await newsroom.server.until(lambda: newsroom.server.sockets.connected == 2)
        for number in range(1, 6):
            await _renamed(newsroom, listener, number)
    assert len(listener.heard) == 5


async def test_an_event_without_a_connection_is_tried_again_with_a_reason(newsroom: Newsroom) -> None:
    listener, delivery = Listener(newsroom), newsroom.server.delivery
    delivery.pauses = (30.0, 30.0)
    newsroom.server.places.rename_channel(newsroom.channel, "other")
    await newsroom.server.until(lambda: delivery.waiting() == 1)
    async with running(newsroom, listener.app):
        await newsroom.server.until(lambda: newsroom.server.sockets.connected == 1)
        delivery.retry_now()
        await newsroom.server.until(lambda: len(listener.heard) == 1)
    (row,) = delivery.events
    assert (row["attempt"], row["reason"]) == (1, "no_connection")


async def test_an_event_that_is_not_acknowledged_comes_again_with_the_same_id(newsroom: Newsroom) -> None:
    delivery = newsroom.server.delivery
    delivery.within, delivery.pauses = 0.1, (0.05,)
    made = AsyncApp(client=client(newsroom))  # without a listener slack-bolt acknowledges nothing
    async with running(newsroom, made):
        await newsroom.server.until(lambda: newsroom.server.sockets.connected == 1)
        newsroom.server.places.rename_channel(newsroom.channel, "other")
        await newsroom.server.until(lambda: newsroom.server.traffic.of("to app", "given up") == 1)
    assert newsroom.server.traffic.of("to app channel_rename", "sent") == 2


async def test_an_event_is_repeated_on_purpose(newsroom: Newsroom) -> None:
    listener = Listener(newsroom)
    async with running(newsroom, listener.app):
        await _renamed(newsroom, listener, 1)
        newsroom.server.delivery.repeat()
        await newsroom.server.until(lambda: len(listener.heard) == 2)
        newsroom.server.faults.repeated = 1.0
        newsroom.server.places.rename_channel(newsroom.channel, "third")
        await newsroom.server.until(lambda: len(listener.heard) == 4)
    assert len(set(listener.heard)) == 2


async def test_a_refresh_and_a_torn_connection_make_the_client_connect_again(newsroom: Newsroom) -> None:
    listener, sockets = Listener(newsroom), newsroom.server.sockets
    async with running(newsroom, listener.app):
        await _renamed(newsroom, listener, 1)
        sockets.disconnect("refresh_requested", within=0.1)
        await newsroom.server.until(lambda: sockets.opened == 2 and sockets.connected == 1)
        await _renamed(newsroom, listener, 2)
        sockets.drop()
        await newsroom.server.until(lambda: sockets.opened == 3 and sockets.connected == 1, 20)
        await _renamed(newsroom, listener, 3)


async def test_the_client_leaves_a_connection_that_fell_silent(newsroom: Newsroom) -> None:
    listener, sockets = Listener(newsroom), newsroom.server.sockets
    async with running(newsroom, listener.app):
        await _renamed(newsroom, listener, 1)
        sockets.fall_silent()
        await newsroom.server.until(lambda: sockets.opened == 2, 30)
        newsroom.server.delivery.retry_now()
        await _renamed(newsroom, listener, 2)


async def test_what_the_app_did_not_subscribe_to_does_not_come(newsroom: Newsroom) -> None:
    newsroom.server.world.subscribed = frozenset({"app_mention"})
    newsroom.server.places.rename_channel(newsroom.channel, "other")
    newsroom.server.people.say(newsroom.mina, newsroom.channel, "hello")
    assert newsroom.server.delivery.waiting() == 0
    bot = newsroom.server.places.bot(newsroom.team)
    newsroom.server.people.say(newsroom.mina, newsroom.channel, f"<@{bot}> status")
    assert newsroom.server.delivery.waiting() == 1
