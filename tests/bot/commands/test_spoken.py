"""What a button types is shown in the reader's words, and understood as the same."""

import re
from pathlib import Path

import pytest

from bot.cards.card import Action
from bot.commands.examples import examples
from bot.commands.line import Typed, command_of, read_line, words_of
from bot.commands.mistake import Mistake
from bot.commands.registry import commands
from bot.commands.spoken import spoken_words
from bot.commands.vocabulary import read_vocabulary
from bot.faces.terminal.render import typed
from bot.gallery import gallery
from bot.locale.voice import Voice
from storage.engine.database import Database
from tests.bot import shipped

CATALOGUE = shipped.catalogue()
SPOKEN = spoken_words(commands(), CATALOGUE)
DESK = shipped.korea_us_visa()
VOCABULARY = read_vocabulary(commands(), DESK, CATALOGUE)
HANGUL = re.compile("[가-힣]")
ENGLISH = Voice("en", "Asia/Seoul", CATALOGUE)


def understood(line: str) -> Typed | Mistake:
    return read_line(line, VOCABULARY, ENGLISH, DESK)


@pytest.mark.parametrize("locale", ["en", "ko"])
async def test_every_button_of_every_card_is_shown_as_a_line_that_does_the_same(locale: str, tmp_path: Path) -> None:
    database = await Database.open(f"sqlite:///{tmp_path / 'cards.sqlite3'}", durable=False)
    await database.upgrade()
    lines = [action.command async for _, card in gallery(database, DESK, CATALOGUE, locale) for action in card.actions]
    await database.close()
    assert len(set(lines)) > 15
    for line in lines:
        shown = SPOKEN(line, locale)
        assert understood(shown) == understood(line), shown
        assert understood(shown) == understood(f"/visa {shown}"), shown
        assert command_of(words_of(shown, DESK), VOCABULARY)[0] is not None, shown
        assert shown == line if locale == "en" else HANGUL.match(shown), shown


@pytest.mark.parametrize("locale", ["en", "ko"])
@pytest.mark.parametrize("command", commands(), ids=lambda command: command.key)
def test_every_example_of_every_command_does_the_same_in_the_readers_words(command: object, locale: str) -> None:
    for one in commands():
        if one is command:
            for line in examples(one, ENGLISH, DESK):
                assert understood(SPOKEN(line, locale)) == understood(line), line


def test_an_example_in_korean_has_no_english_word_for_an_option_or_for_yes() -> None:
    korean = Voice("ko", "Asia/Seoul", CATALOGUE)
    for command in commands():
        for line in examples(command, korean, DESK):
            assert not any(f" {option.name}:" in line for option in command.options), line
            assert not re.search(r":(?:yes|no)\b", line), line


@pytest.mark.parametrize(
    ("line", "korean"),
    [
        ("status", "현황"),
        ("latest new-visa", "최신 new-visa"),
        ("subscribe all", "구독 전체"),
        ("subscribe all mode:daily at:09:00", "구독 전체 방식:매일 시각:09:00"),
        ("quiet off", "방해금지 끄기"),
        ("term list", "키워드 목록"),
        ("search official all", "검색 official all"),
        ("term add visa-talks all OR 전체", "키워드 추가 visa-talks all OR 전체"),
        ("no such line", "no such line"),
    ],
)
def test_names_and_choices_are_put_in_words_and_free_text_is_not(line: str, korean: str) -> None:
    assert SPOKEN(line, "ko") == korean


def test_a_label_that_the_line_begins_with_is_not_repeated() -> None:
    assert typed(Action("현황", "status"), "현황") == "현황"
    assert typed(Action("구독 목록", "subscriptions"), "구독목록") == "구독목록"
    assert typed(Action("Undo", "undo abc"), "undo abc") == "undo abc"
    assert typed(Action("search Visa talks", "search Visa talks"), "search Visa talks") == "search Visa talks"
    assert typed(Action("모두 구독", "subscribe all"), "구독 전체") == "모두 구독: 구독 전체"
