"""Words that people type instead of a command's name."""

import pytest

from bot.cards.card import CardKind
from bot.commands.registry import commands
from bot.commands.vocabulary import fold, other_words
from tests.bot import shipped
from tests.bot.commands.conftest import Desk


def test_each_means_a_command_and_is_the_name_of_none() -> None:
    catalogue = shipped.catalogue()
    names = {command.name for command in commands()}
    spoken = {fold(catalogue.form(locale, f"command.{one.key}.name")) for locale in ("en", "ko") for one in commands()}
    words = other_words(catalogue)
    assert {name for _, name in words} <= names
    assert not {fold(word) for word, _ in words} & (spoken | {fold(name) for name in names})
    assert len({word for word, _ in words}) == len(words)


@pytest.mark.parametrize(
    ("line", "kind"), [("상태", CardKind.STATUS), ("뉴스 3", CardKind.STORIES), ("도움", CardKind.HELP)]
)
async def test_what_people_call_a_command_is_understood(desk: Desk, line: str, kind: CardKind) -> None:
    assert (await desk.card(line, locale="ko")).kind is kind


async def test_no_other_word_is_offered(desk: Desk) -> None:
    shown = await desk.ask("help", locale="ko")
    assert "상태" not in shown.split()
    assert "상황" not in shown.split()
