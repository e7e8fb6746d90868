"""What went wrong, as a card."""

from bot.cards.error import error_card
from bot.locale.voice import Voice


def test_buttons_show_lines_in_the_readers_words_and_type_our_own(korean: Voice, english: Voice) -> None:
    lines = ("term list", "why https://n.example/1", "구독 visa-talks", "no such")
    card = error_card("what", korean, tries=lines)
    assert [action.label for action in card.actions] == [
        "키워드 목록", "이유 https://n.example/1", "구독 visa-talks", "no such"
    ]  # fmt: skip
    assert [action.command for action in card.actions] == list(lines)
    assert [action.label for action in error_card("what", english, tries=lines[:1]).actions] == ["term list"]
