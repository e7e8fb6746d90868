"""Every option that completes itself offers what there is, while one types."""

from typing import NamedTuple

import pytest

from bot.commands.command import Command, Offered, Option, OptionKind
from tests.bot.faces.discord.simulated.newsroom import ROOTS, Newsroom
from tests.bot.faces.every_command import STEPS, declared

READY = frozenset({"subscribe", "mute", "topic add", "term add", "feed add"})
"""What is done first, so that there is something of each kind."""
MOST = 25
"""Choices (documentation, "Application Commands": "Autocomplete")."""


class Typed(NamedTuple):
    """What is typed, and what must then be offered."""

    text: str
    offered: str | int


EXPECTED: dict[tuple[OptionKind, Offered], Typed] = {
    (OptionKind.TOPIC, Offered.ALL): Typed("vis", "visa-talks"),
    (OptionKind.TOPIC, Offered.OWN): Typed("our", "our-plant"),
    (OptionKind.TOPIC, Offered.FOLLOWED): Typed("", "visa-talks"),
    (OptionKind.STORY, Offered.ALL): Typed("", "1"),
    (OptionKind.STORY, Offered.MUTED): Typed("", "1"),
    (OptionKind.FEED, Offered.ALL): Typed("pl", "plant"),
    (OptionKind.FEED, Offered.OWN): Typed("pl", "plant"),
    (OptionKind.INTEGER, Offered.TERMS): Typed("", 1),
    (OptionKind.ZONE, Offered.ALL): Typed("seo", "Asia/Seoul"),
    (OptionKind.TIME, Offered.ALL): Typed("", "off"),
    (OptionKind.COMMAND, Offered.ALL): Typed("subs", "subscribe"),
}


def _completed(room: Newsroom) -> dict[tuple[str, str], tuple[Command, Option]]:
    """Return the options that Discord was told to complete, by command and name."""
    found: dict[tuple[str, str], tuple[Command, Option]] = {}
    for command in declared("discord"):
        root = room.env.backend.commands[None][ROOTS[command.admin], 1]
        for word in command.name.split():
            root = next(one for one in root["options"] if one["name"] == word)
        told = {one["name"] for one in root.get("options", []) if one.get("autocomplete")}
        found |= {(command.name, option.name): (command, option) for option in command.options if option.name in told}
    return found


@pytest.mark.parametrize("locale", ["en-US", "ko"])
async def test_every_completed_option_offers_what_there_is(newsroom: Newsroom, locale: str) -> None:
    for step in STEPS:
        if step.name in READY:
            await newsroom.use(step)
    newsroom.locale = locale
    wrong: dict[tuple[str, str], object] = {}
    completed = _completed(newsroom)
    for key, (command, option) in completed.items():
        typed = EXPECTED[option.kind, option.offered]
        line = f"{ROOTS[command.admin]} {command.name}"
        choices = await newsroom.admin.autocomplete(newsroom.channel, line, option.name, typed.text)
        if typed.offered not in [one["value"] for one in choices] or len(choices) > MOST:
            wrong[key] = choices
    assert wrong == {}
    assert {(option.kind, option.offered) for _, option in completed.values()} == set(EXPECTED)


async def test_who_may_not_use_a_command_is_offered_nothing(newsroom: Newsroom) -> None:
    assert await newsroom.reader.autocomplete(newsroom.channel, "visa subscribe", "topic", "vis") == []


async def test_what_stands_in_other_options_is_heeded(newsroom: Newsroom) -> None:
    for step in STEPS:
        if step.name == "subscribe":
            await newsroom.use(step)
    elsewhere = newsroom.guild.create_text_channel("quiet")
    await newsroom.admin.slash(newsroom.channel, "visa subscriptions", channel=elsewhere)
    offered = newsroom.admin.autocomplete
    here = await offered(newsroom.channel, "visa unsubscribe", "topic", "vis")
    there = await offered(newsroom.channel, "visa unsubscribe", "topic", "vis", channel=elsewhere)
    assert [one["value"] for one in here] == ["visa-talks"]
    assert there == []
