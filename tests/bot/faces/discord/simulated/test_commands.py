"""Every command that Discord offers is answered, in the asker's language, and to whom it should be."""

import re

import pytest

from tests.bot.faces.discord.simulated.newsroom import Newsroom, answer, failed, spelled, words
from tests.bot.faces.every_command import OPERATORS, RIGHTLY_REFUSED, STEPS, declared
from tests.bot.invented_stories import STORIES

ALL = (*STEPS, *OPERATORS)


def test_no_command_is_left_out() -> None:
    assert sorted(step.name for step in ALL) == sorted(command.name for command in declared("discord"))


async def test_who_runs_the_bot_is_offered_every_command_and_nobody_else_those_of_admins(newsroom: Newsroom) -> None:
    offered = {name: set(person.available_commands(newsroom.channel)) for name, person in newsroom.people.items()}
    menus = {"Why was this posted?", "Track this"}
    everyones = {spelled(step) for step in ALL if not step.command.admin}
    assert offered["operator"] - menus == offered["admin"] - menus == {spelled(step) for step in ALL}
    assert offered["everyone"] - menus == offered["manager"] - menus == everyones


@pytest.mark.parametrize("locale", ["en-US", "ko"])
async def test_every_command_is_answered_and_privately_where_it_is_declared_so(newsroom: Newsroom, locale: str) -> None:
    newsroom.locale = locale
    wrong: dict[str, str] = {}
    for step in ALL:
        result = await newsroom.use(step, by="operator" if step in OPERATORS else "admin")
        shown = answer(result)
        if failed(shown.components) is not (step.name in RIGHTLY_REFUSED):
            wrong[step.name] = words(shown.components)
        elif shown.ephemeral != (step.command.private or step.name in RIGHTLY_REFUSED):
            wrong[step.name] = f"private: {shown.ephemeral}"
        elif _korean(words(shown.components)) is not (locale == "ko"):
            wrong[step.name] = f"not in {locale}: {words(shown.components)}"
    assert wrong == {}


def _korean(text: str) -> bool:
    """Tell whether the bot speaks Korean: what papers write stays as it is."""
    for title, _, _ in STORIES:
        text = text.replace(title, "")
    return re.search("[가-힣]", text) is not None
