"""Small talk: answered with what one can do, by every face that takes lines."""

import pytest

from bot.cards.card import CardKind
from bot.cards.plain import plain
from bot.commands.command import Permission
from tests.bot.commands.conftest import Desk


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("hello", "Hello!"),
        ("Hi there!", "Hello!"),
        ("ｈｅｌｌｏ", "Hello!"),
        ("/visa hello", "Hello!"),
        ("visabot, hi", "Hello!"),
        ("안녕", "Hello!"),
        ("안녕하세요~~ ^^", "Hello!"),
        ("visabot님 안녕하세요?", "Hello!"),
        (":wave:  안녕ㅎㅎ", "Hello!"),
        ("Thanks.", "You are welcome"),
        ("감사합니다 ㅎㅎ", "You are welcome"),
        ("?", "What visabot can do"),
        ("👋", "What visabot can do"),
        ("\u202e!", "What visabot can do"),
        ("help me", "What visabot can do"),
        ("뭐 할 수 있어?", "What visabot can do"),
    ],
)
async def test_small_talk_is_known_with_the_signs_people_put_around_it(line: str, title: str, desk: Desk) -> None:
    card = await desk.card(line)
    assert (card.kind, card.title) == (CardKind.WELCOME, title)


@pytest.mark.parametrize(
    ("locale", "title", "tries"),
    [
        ("en", "Hello!", ["/visa status", "/visa latest", "/visa subscribe", "/visa help"]),
        ("ko", "안녕하십니까!", ["/visa 현황", "/visa 최신", "/visa 구독", "/visa 도움말"]),
    ],
)
async def test_a_greeting_is_answered_in_the_readers_language_with_what_to_type(
    locale: str, title: str, tries: list[str], desk: Desk
) -> None:
    card = await desk.card("안녕하세요", locale=locale, permission=Permission.EVERYONE)
    assert card.title == title
    assert [line.text for line in card.sections[0].lines[1:]] == tries
    assert [one.command for one in card.actions] == ["status", "subscribe", "help"]


async def test_thanks_are_not_answered_with_a_lecture(desk: Desk) -> None:
    assert await desk.ask("감사합니다", locale="ko") == (
        "도움이 되었다니 다행입니다\n- 더 물어볼 수 있는 것: /visa 도움말"
    )


@pytest.mark.parametrize("line", ["", "help", "도움"])
async def test_who_asks_for_help_gets_all_of_it(line: str, desk: Desk) -> None:
    assert (await desk.card(line)).kind is CardKind.HELP


@pytest.mark.parametrize("line", ["hello visa talks", "안녕 비자 소식 알려줘", "latest thanks", "visabot frobnicate"])
async def test_what_says_more_is_a_mistake_as_ever(line: str, desk: Desk) -> None:
    card = await desk.card(line)
    assert card.kind is CardKind.ERROR
    assert "Hello!" not in plain(card)


@pytest.mark.parametrize(
    ("line", "tries"),
    [
        ("what is the status of the talks?", ["status", "help"]),
        ("비자 협의 어떻게 되고 있어", ["status", "help"]),
        ("working group delays", ["status", "search working group delays", "help"]),
        ("frobnicate", ["help"]),
    ],
)
async def test_a_question_in_free_words_is_offered_what_may_answer_it(line: str, tries: list[str], desk: Desk) -> None:
    card = await desk.card(line)
    assert card.kind is CardKind.ERROR
    assert [one.command for one in card.actions] == tries


@pytest.mark.parametrize("line", ["\u202e/visa topics", "\ufefftopics", "to\u200bpics", "/visa\u2060 topics"])
async def test_what_is_not_seen_in_a_line_does_not_count(line: str, desk: Desk) -> None:
    assert (await desk.card(line)).kind is CardKind.TOPICS


@pytest.mark.parametrize(
    "line", ["x" * 4000, "latest " + "x" * 4000, "subscribe all " + "x" * 4000, "story " + "x" * 4000]
)
async def test_a_long_text_is_quoted_as_far_as_it_tells_anything(line: str, desk: Desk) -> None:
    card = await desk.card(line)
    assert card.kind is CardKind.ERROR
    assert len(card.title) < 150
