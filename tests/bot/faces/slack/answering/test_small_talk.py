"""What is small talk, and what is not."""

import pytest

from bot.faces.slack.answering.small_talk import reply_to
from bot.locale.catalogue import load_catalogue
from bot.locale.voice import Voice
from tests.bot.invented import DESK

CATALOGUE = load_catalogue()
KOREAN = Voice("ko", "Asia/Seoul", CATALOGUE)


@pytest.mark.parametrize(
    "line",
    [
        "hello",
        "Hi there!",
        "ｈｅｌｌｏ",
        "visabot, hi",
        "안녕하세요",
        "안녕하세요~~ ^^",
        "visabot님 안녕하세요?",
        ":wave:  안녕ㅎㅎ",
    ],
)
def test_a_greeting_is_known_with_the_signs_people_put_around_it(line: str) -> None:
    said = reply_to(line, DESK, KOREAN)
    assert said is not None
    assert said.title == "안녕하십니까!"


@pytest.mark.parametrize("line", ["고맙습니다!", "감사합니다 ㅎㅎ", "Thanks."])
def test_thanks_are_answered_as_thanks(line: str) -> None:
    said = reply_to(line, DESK, KOREAN)
    assert said is not None
    assert said.title == "도움이 되었다니 다행입니다."


@pytest.mark.parametrize("line", ["", "hello visa talks", "안녕 비자 소식 알려줘", "latest"])
def test_what_says_more_is_no_small_talk(line: str) -> None:
    assert reply_to(line, DESK, KOREAN) is None


def test_the_answer_names_commands_in_the_readers_language() -> None:
    said = reply_to("hello", DESK, KOREAN)
    assert said is not None
    assert [line.text for line in said.sections[0].lines[1:]] == ["/visa 현황", "/visa 구독", "/visa 도움말"]
