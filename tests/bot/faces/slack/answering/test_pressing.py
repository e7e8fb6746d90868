"""Buttons and pages, all by a listener that did not post what is pressed."""

import asyncio
from collections.abc import Awaitable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from bot.cards.card import Card
from bot.faces.slack.answering.answer import Answerer, Manner
from bot.faces.slack.answering.conversation import Conversation
from bot.faces.slack.chat import open_chat
from bot.locale.voice import Voice
from tests.bot.faces.slack.talking import Talk, button, private
from tests.bot.faces.stored import add_terms
from tests.bot.invented import NOW
from tests.servers.slack import said

Json = dict[str, Any]


async def test_a_button_runs_its_line_for_whoever_presses_it_and_answers_them_alone(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("latest", by=talk.reader)
    async with talk.listening():
        answer = await talk.press(shown, "Status", by=talk.reader)
    assert "status" in said(answer).lower()
    assert private(answer)


async def test_what_may_not_be_typed_may_not_be_pressed(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("topics")
        refused = await talk.press(shown, "subscribe all", by=talk.reader)
    assert private(refused)
    assert await talk.following() == []


async def test_a_dangerous_change_is_asked_about_and_done_where_it_was_asked(talk: Talk) -> None:
    async with talk.listening():
        await talk.command("subscribe visa-talks")
        asked = await talk.command("forget-me")
    question = said(asked)
    assert len(await talk.following()) == 1
    async with talk.listening():
        done = await talk.press(asked, "confirm ")
    assert done["ts"] == asked["ts"]
    assert said(done) != question


async def test_a_button_of_another_version_is_answered(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("latest", by=talk.reader)
        found = button(shown, "Status")
        found["value"] = "v9:something-new"
        pressed = talk.slack.people.press(talk.reader, shown["ts"], found["action_id"])
        assert "older version" in await talk.slack.people.text(pressed)


@pytest.mark.parametrize("line", ["term list", "term list visa-talks"])
async def test_pages_are_turned_in_the_same_message_by_a_later_listener(talk: Talk, line: str) -> None:
    await add_terms(talk.database, "slack", talk.team, 150, NOW)
    async with talk.listening():
        first = await talk.command(line, name="/visa-admin")
    before = said(first)
    async with talk.listening():
        turned = await talk.press(first, next(_labels(first, "▶")))
    assert turned["ts"] == first["ts"]
    assert said(turned) != before
    assert next(_labels(turned, "◀"))


def _labels(shown: Json, sign: str) -> Any:
    return (
        element["text"]["text"]
        for block in shown["blocks"]
        for element in block.get("elements", [])
        if element.get("type") == "button" and sign in element["text"]["text"]
    )


async def test_the_same_press_that_slack_sends_twice_is_done_once(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("topics")
        pressed = talk.pressed(shown, "subscribe all")
        (sent,) = talk.slack.world.store.table("envelopes").values()
        await talk.slack.people.reply(pressed)
        talk.slack.world.send(sent["type"], sent["team"], sent["payload"], asked=pressed)
        await talk.slack.until(lambda: not talk.slack.delivery.waiting(), 30)
    # Whatever was begun is answered before the listener has ended.
    assert len(talk.slack.people.asked(pressed)["replies"]) == 1
    assert len(await talk.following()) == 1


async def test_a_button_for_pages_runs_nothing_that_changes_something(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("topics")
        talk.pressed(shown, "subscribe all")
        (sent,) = talk.slack.world.store.table("envelopes").values()
        talk.slack.world.store.drop("envelopes", sent["id"])  # something else is sent in its place
        forged = deepcopy(sent["payload"])
        forged["actions"][0]["value"] = "v1:g:1:subscribe all"
        talk.slack.world.waiting.clear()
        talk.slack.world.send(sent["type"], sent["team"], forged, asked=sent["asked"])
        reply = await talk.slack.people.reply(sent["asked"])
    assert "older version" in said(reply)
    assert await talk.following() == []


async def test_who_presses_waits_since_it_was_heard_of(talk: Talk) -> None:
    manners: list[Manner] = []

    class Noting(Answerer):
        async def answer(self, work: Awaitable[Card], voice: Voice, manner: Manner, *, soon: bool = False) -> Card:
            del voice, soon
            manners.append(manner)
            return await work

    body = {
        "team": {"id": talk.team},
        "user": {"id": talk.reader},
        "view": {"type": "home"},
        "trigger_id": "1.2",
        "actions": [{"value": "v9:something-new"}],
    }
    loop = asyncio.get_running_loop()
    async with open_chat(talk.settings(), talk.catalogue) as chat:
        heard = chat.ears(talk.answering()).conversation
        nothing: Any = None  # is drawn
        noting = replace(heard._speaker, answerer=Noting(nothing))
        began = loop.time()
        await Conversation(noting, heard._forms, heard._changed).press(body)
    assert [began <= (manner.arrived or 0) <= loop.time() for manner in manners] == [True]
