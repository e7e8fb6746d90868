"""Answers that take long, and answers that fail."""

import asyncio
from typing import Any

import pytest

from bot.cards.card import Card
from bot.commands.dispatch import Dispatcher
from bot.commands.form import Form
from feeds.parse.document import Document
from tests.bot.faces.discord.talking import Talk, colour, private
from tests.servers.discord import Callback, Fault, said

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
ORIGINAL = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
FEED = "https://plant.example/rss"
_ERROR = 0xC0392B
SHORT: dict[str, Any] = {"patience": 0.05, "progress": 0.1}
LONG: dict[str, Any] = {"patience": 0.05, "progress": 3600.0}


class Waiting:
    """A probe that answers when it is let."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.failing = False

    async def __call__(self, _: str) -> Document:
        await self.gate.wait()
        if self.failing:
            raise RuntimeError("a bug")  # noqa: EM101, TRY003 - it is one
        return Document("rss20", "Plant news", ())


async def test_a_slow_answer_is_put_off_and_takes_the_place_of_the_thinking(talk: Talk) -> None:
    probe, people = Waiting(), talk.discord.people
    async with talk.listening(probe, **LONG):
        asked = people.command(talk.admin, talk.channel, "visa-admin feed preview", {"url": FEED})
        first = await people.answer(asked)
        assert first.type == Callback.DEFERRED_MESSAGE
        assert first.private, "the thinking, too, is the asker's alone"
        probe.gate.set()
        assert "Plant news" in await people.text(asked)
    assert len(people.replies(asked)) == 1


async def test_who_waits_longer_is_told_what_goes_on(talk: Talk) -> None:
    probe, people = Waiting(), talk.discord.people
    async with talk.listening(probe, **SHORT):
        asked = people.command(talk.admin, talk.channel, "visa-admin feed preview", {"url": FEED}, locale="ko")
        assert "처리하고 있습니다" in await people.text(asked)
        probe.gate.set()
        await talk.discord.until(lambda: "Plant news" in said(people.replies(asked)[0]))
    assert len(people.replies(asked)) == 1


async def test_a_handler_that_fails_tells_the_asker_alone_with_a_word_for_the_log(talk: Talk) -> None:
    probe = Waiting()
    probe.failing = True
    probe.gate.set()
    async with talk.listening(probe):
        shown = await talk.command("visa-admin feed preview", {"url": FEED})
    assert private(shown)
    assert colour(shown) == _ERROR
    assert "a bug" not in said(shown)


class Broken(Dispatcher):
    """Fails where nothing may, after a while."""

    async def call(self, *_: Any) -> Card:
        await asyncio.sleep(0.2)
        raise RuntimeError("a bug")  # noqa: EM101, TRY003 - it is one

    async def begin(self, *_: Any) -> Form | None:
        raise RuntimeError("a bug")  # noqa: EM101, TRY003 - it is one


@pytest.mark.parametrize("how", [SHORT, LONG, {}], ids=["told of progress", "put off", "at once"])
async def test_whatever_fails_the_asker_is_told_alone_and_the_public_thinking_goes(
    talk: Talk, how: dict[str, Any]
) -> None:
    people = talk.discord.people
    async with talk.listening(dispatcher=Broken, **how):
        asked = people.command(talk.reader, talk.channel, "visa latest")
        await people.answer(asked)
        await talk.discord.until(lambda: any(colour(one) == _ERROR for one in people.replies(asked)))
        (shown,) = people.replies(asked)
    assert private(shown)
    assert talk.everyone_sees() == []


async def test_what_fails_before_the_work_begins_is_told_to_the_asker_alone(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("visa latest", by=talk.reader)
    async with talk.listening(dispatcher=Broken):
        told = await talk.press(shown, "Status", by=talk.reader)
    assert private(told)
    assert "visabot failed" in said(told)


@pytest.mark.parametrize("fault", [Fault.BROKEN, Fault.LOST_AFTER, Fault.LOST_BEFORE])
async def test_an_answer_that_is_lost_on_its_way_is_given_once(talk: Talk, fault: Fault) -> None:
    async with talk.listening():
        talk.discord.faults.next(CALLBACK, fault)
        shown = await talk.command("visa latest", by=talk.reader)
        await talk.discord.until(lambda: talk.discord.traffic.of(CALLBACK) == 2)
    assert [one["id"] for one in talk.everyone_sees()] == [shown["id"]]


@pytest.mark.parametrize("how", [LONG, SHORT], ids=["put off", "told of progress"])
@pytest.mark.parametrize("fault", [Fault.LOST_AFTER, Fault.LOST_BEFORE])
async def test_a_slow_answer_comes_also_where_putting_it_off_was_lost(
    talk: Talk, fault: Fault, how: dict[str, Any]
) -> None:
    probe, people = Waiting(), talk.discord.people
    async with talk.listening(probe, **how):
        talk.discord.faults.next(CALLBACK, fault)
        asked = people.command(talk.admin, talk.channel, "visa-admin feed preview", {"url": FEED})
        await talk.discord.until(lambda: talk.discord.traffic.of(CALLBACK) == 2)
        probe.gate.set()
        await talk.discord.until(lambda: any("Plant news" in said(one) for one in people.replies(asked)))
    assert len(people.replies(asked)) == 1


async def test_where_the_word_of_progress_is_lost_the_answer_comes_all_the_same(talk: Talk) -> None:
    probe, people = Waiting(), talk.discord.people
    async with talk.listening(probe, **SHORT):
        talk.discord.faults.next("PATCH /webhooks", Fault.LOST_BEFORE)
        asked = people.command(talk.admin, talk.channel, "visa-admin feed preview", {"url": FEED})
        await talk.discord.until(lambda: talk.discord.traffic.of(ORIGINAL) == 1)
        probe.gate.set()
        assert "Plant news" in await people.text(asked)
