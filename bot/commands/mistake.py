"""What a person got wrong, in their language."""

from dataclasses import dataclass

from bot.cards.card import Card
from bot.cards.error import error_card
from bot.locale.voice import Voice


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line or a value that cannot be answered."""

    what: str
    """What is wrong, one sentence."""
    where: str = ""
    """The word it is about, as typed."""
    todo: str = ""
    """How to put it right, one sentence."""
    tries: tuple[str, ...] = ()
    """Lines to type instead."""

    def card(self, voice: Voice) -> Card:
        """Return it as a card."""
        return error_card(self.what, voice, where=self.where, todo=self.todo, tries=self.tries)
