"""The few words that are the terminal's own."""

from bot.cards.card import Card

PLATFORM = "terminal"
QUIT = frozenset({"quit", "exit", "종료"})
"""What ends the prompt, besides Ctrl-C and Ctrl-D."""

_UPDATED = {"en": "Updated", "ko": "업데이트"}


def updated(card: Card) -> str:
    """Return the stamp of a post's new state, which keeps the stamp it had."""
    word = _UPDATED.get(card.lang, _UPDATED["en"])
    return f"{card.stamp} · {word}" if card.stamp else word
