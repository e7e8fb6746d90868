"""Every command that Discord offers is answered, in time, in the asker's language, and to whom it should be."""

from typing import Any

import pytest

from bot.commands.registry import commands
from feeds.parse.document import Document
from tests.bot.faces.discord.talking import Talk, button, colour, private
from tests.servers.discord import Attached, said

_FEED = "https://plant.example/rss"
_TERM: dict[str, Any] = {"topic": "our-plant", "expression": '"battery plant"'}

STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("status", {"topic": "visa-talks"}),
    ("latest", {"topic": "visa-talks", "count": 5}),
    ("search", {"query": "visa"}),
    ("topics", {}),
    ("feeds", {}),
    ("story", {"story": "1"}),
    ("why", {"story": "s1"}),
    ("contact", {}),
    ("about", {}),
    ("help", {"command": "subscribe"}),
    ("subscribe", {"topic": "visa-talks", "mode": "daily", "at": "09:00", "timezone": "Asia/Seoul"}),
    ("subscriptions", {}),
    ("pause", {"topic": "visa-talks", "until": "3 days"}),
    ("resume", {"topic": "visa-talks"}),
    ("quiet", {"from": "22:00", "to": "07:00", "timezone": "Asia/Seoul", "urgent": True}),
    ("mute", {"story": "1"}),
    ("unmute", {"story": "1"}),
    ("unsubscribe", {"topic": "visa-talks"}),
    ("not-relevant", {"story": "2"}),
    ("suggestions", {"settle": 1}),
    ("topic add", {"slug": "our-plant", "name": "Our plant"}),
    ("topic rename", {"topic": "our-plant", "name": "Ellabell plant"}),
    ("topic list", {}),
    ("term add", _TERM),
    ("term edit", {"id": 1, "expression": "batteries"}),
    ("term list", {"topic": "our-plant"}),
    ("term test", {"days": 7, "expression": "visa"}),
    ("term remove", {"id": 1}),
    ("topic remove", {"topic": "our-plant"}),
    ("feed preview", {"url": _FEED}),
    ("feed add", {"url": _FEED, "tier": "official", "minutes": 5, "name": "plant", "empty-ok": True}),
    ("feed list", {}),
    ("feed health", {"feed": "plant"}),
    ("feed pause", {"feed": "plant"}),
    ("feed resume", {"feed": "plant"}),
    ("feed remove", {"feed": "plant"}),
    ("settings", {"language": "en", "timezone": "Asia/Seoul"}),
    ("posting", {}),
    ("export", {}),
    ("import", {"yaml": Attached("desk.yaml", b'format: 1\nterms:\n- {topic: "visa-talks", expression: "battery"}\n')}),
    ("audit", {"count": 5}),
    ("forget-me", {}),
)
OPERATORS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("limits", {}),
    ("block", {"workspace": "Newsroom"}),
    ("unblock", {"workspace": "Newsroom"}),
)
_ERROR = 0xC0392B

BY_NAME = {command.name: command for command in commands() if command.is_on("discord") and not command.hidden}


RIGHTLY_REFUSED = frozenset({"block", "unblock"})
"""Nobody blocks the workspace that they are in."""


async def probe(_: str) -> Document:
    """Find an empty feed everywhere."""
    return Document("rss20", "Plant news", ())


def test_no_command_is_left_out() -> None:
    assert {name for name, _ in (*STEPS, *OPERATORS)} == set(BY_NAME)


@pytest.mark.parametrize("locale", ["en-US", "ko"])
async def test_every_command_is_answered(talk: Talk, locale: str) -> None:
    people = talk.discord.people
    wrong: dict[str, str] = {}
    async with talk.listening(probe):
        refused = await talk.command("visa story", {"story": "999"}, by=talk.admin, locale=locale)
        for by, steps in ((talk.admin, STEPS), (talk.operator, OPERATORS)):
            for name, options in steps:
                command = BY_NAME[name]
                root = "visa-admin" if command.admin else "visa"
                if name == "settings":
                    options = options | {"language": locale[:2]}  # noqa: PLW2901 - what follows is said in it
                asked = people.command(by, talk.channel, f"{root} {name}", options, locale=locale)
                shown = await people.shown(asked)
                answer = await people.answer(asked)
                if (colour(shown) == colour(refused)) is not (name in RIGHTLY_REFUSED):
                    wrong[name] = said(shown)
                elif private(shown) != command.private or answer.after >= 3:
                    wrong[name] = f"private: {private(shown)}, after {answer.after}"
    assert wrong == {}


@pytest.mark.parametrize(("locale", "words"), [("en-US", "Talks that never were."), ("ko", "열린 적 없는 협의입니다.")])
async def test_an_answer_is_in_the_language_of_the_asker(talk: Talk, locale: str, words: str) -> None:
    async with talk.listening():
        assert words in said(await talk.command("visa about", locale=locale))


async def test_an_error_is_told_to_the_asker_alone(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("visa story", {"story": "999"}, by=talk.reader)
    assert private(shown)
    assert talk.everyone_sees() == []


async def test_an_answer_that_is_not_private_is_seen_by_everyone(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("visa latest", by=talk.reader)
    assert [one["id"] for one in talk.everyone_sees()] == [shown["id"]]
    assert button(shown, "Status")
