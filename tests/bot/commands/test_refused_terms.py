"""A watch term that cannot be read is refused in the language of the one who wrote it."""

from tests.bot.commands.conftest import Desk


async def test_the_card_shows_the_place_and_what_to_write(desk: Desk) -> None:
    shown = await desk.ask("키워드 시험 비자 (korea", locale="ko")
    assert shown.splitlines() == [
        "키워드를 읽을 수 없습니다: 괄호가 닫히지 않았습니다(4번째 글자, ▲ 표시)",
        "- 해당 부분: 비자 ▲(korea",
        "- 묶음이 끝나는 곳에 )를 쓰십시오.",
    ]
    english = await desk.ask("term test 비자 (korea")
    assert "The term cannot be read: A ( is not closed (column 4, marked ▲)" in english
    assert "Add ) where the group ends." in english


async def test_a_file_that_is_read_in_is_refused_in_the_readers_language(desk: Desk) -> None:
    shown = await desk.ask("가져오기 {format: 1, terms: [{topic: visa-talks, expression: '('}]}", locale="ko")
    assert "키워드 ‘(’: 키워드가 중간에서 끝났습니다(2번째 글자). 뒤에 단어나 구절을 쓰십시오." in shown
