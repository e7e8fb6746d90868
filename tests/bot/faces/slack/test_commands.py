"""Slash commands on Slack: acknowledged at once, answered where and to whom they should be."""

import asyncio
from typing import Any

import pytest

from bot.commands.registry import commands
from feeds.parse.document import Document
from tests.bot.faces.slack.talking import Talk, button, private
from tests.servers.slack import said

FEED = "https://plant.example/rss"

STEPS: tuple[str, ...] = (
    "status visa-talks",
    "latest visa-talks 5",
    "search visa",
    "topics",
    "feeds",
    "story 1",
    "why s1",
    "contact",
    "about",
    "help subscribe",
    "subscribe visa-talks daily at:09:00 timezone:Asia/Seoul",
    "subscriptions",
    "pause visa-talks until:3 days",
    "resume visa-talks",
    "quiet 22:00 07:00 Asia/Seoul urgent:yes",
    "mute 1",
    "unmute 1",
    "unsubscribe visa-talks",
    "not-relevant 2",
    "suggestions 1",
    "topic add our-plant “Our plant”",
    "topic rename our-plant Ellabell plant",
    "topic list",
    "term add our-plant “battery plant”",
    "term edit 1 batteries",
    "term list our-plant",
    "term test days:7 visa",
    "term remove 1",
    "topic remove our-plant",
    f"feed preview <{FEED}>",
    f"feed add <{FEED}|plant.example/rss> official minutes:5 name:plant empty-ok:yes",
    "feed list",
    "feed health plant",
    "feed pause plant",
    "feed resume plant",
    "feed remove plant",
    "settings language:{language} timezone:Asia/Seoul",
    "export",
    "audit 5",
    "forget-me",
)
OPERATORS = ("limits", "block Newsroom", "unblock Newsroom")
ELSEWHERE = frozenset({"import", "manager add", "manager remove", "manager list", "posting"})
"""Tested apart."""
REFUSED = frozenset({"block Newsroom", "unblock Newsroom"})
"""Nobody blocks the workspace that they are in."""

BY_NAME = {command.name: command for command in commands() if command.is_on("slack") and not command.hidden}


def name_of(line: str) -> str:
    """The command that a line begins with."""
    two = " ".join(line.split()[:2])
    return two if two in BY_NAME else line.split(maxsplit=1)[0]


async def probe(_: str) -> Document:
    """Find an empty feed everywhere."""
    return Document("rss20", "Plant news", ())


def test_no_command_is_left_out() -> None:
    assert {name_of(line) for line in (*STEPS, *OPERATORS)} == set(BY_NAME) - ELSEWHERE


@pytest.mark.parametrize(("language", "locale"), [("en", "en-US"), ("ko", "ko-KR")])
async def test_every_command_is_answered(talk: Talk, language: str, locale: str) -> None:
    for person in (talk.admin, talk.operator):
        talk.slack.world.store.table("users")[person]["locale"] = locale
    wrong: dict[str, Any] = {}
    mark = {"en": "There is no story s999", "ko": "999"}[language]
    async with talk.listening(probe):
        assert mark in said(await talk.command("story 999"))
        for by, lines in ((talk.admin, STEPS), (talk.operator, OPERATORS)):
            for line in lines:
                command = BY_NAME[name_of(line)]
                typed = line.format(language=language)
                shown = await talk.command(typed, by=by, name="/visa-admin" if command.admin else "/visa")
                if private(shown) != (command.private or line in REFUSED):
                    wrong[line] = said(shown)
    assert wrong == {}


async def test_an_answer_is_in_the_language_of_the_asker(talk: Talk) -> None:
    talk.slack.world.store.table("users")[talk.reader]["locale"] = "ko-KR"
    async with talk.listening():
        assert "열린 적 없는 협의입니다." in said(await talk.command("소개", by=talk.reader))


async def test_an_error_is_told_to_the_asker_alone(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("story 999", by=talk.reader)
    assert private(shown)
    assert talk.everyone_sees() == []


async def test_an_answer_that_is_not_private_is_seen_by_everyone_and_has_buttons(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("latest", by=talk.reader)
    assert [one["ts"] for one in talk.everyone_sees()] == [shown["ts"]]
    assert button(shown, "Status")


async def test_a_command_is_acknowledged_before_it_is_answered_and_who_waits_is_told(talk: Talk) -> None:
    done = asyncio.Event()

    async def slow(_: str) -> Document:
        await done.wait()
        return Document("rss20", "Plant news", ())

    async with talk.listening(slow) as chat:
        del chat
        asked = talk.slack.people.command(talk.admin, talk.channel, "/visa-admin", f"feed preview {FEED}")
        assert await talk.slack.people.acked(asked) == {}
        first = await talk.slack.people.reply(asked, within=30)
        assert "Still working" in said(first)
        assert private(first)
        done.set()
        assert "Plant news" in said((await talk.slack.people.replies(asked, 2))[1])


async def test_a_channel_that_somebody_names_is_followed_though_the_bot_never_heard_of_it(talk: Talk) -> None:
    other = talk.slack.places.add_channel(talk.team, "visa-news", members=[talk.admin])
    async with talk.listening():
        shown = await talk.command(f"subscribe all channel:<#{other}|visa-news>")
        assert "visa-news" in said(shown)
        listed = said(await talk.command("subscriptions"))
    assert "visa-news" in listed


async def test_what_may_not_be_typed_is_refused_and_nothing_changes(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("subscribe all", by=talk.reader)
    assert private(shown)
    assert await talk.following() == []
