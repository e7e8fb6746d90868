"""Several answers as one card, for what was asked in one go."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards.card import Card, CardKind, Line, Section
from bot.locale.voice import Voice


def together(cards: Sequence[Card], voice: Voice) -> Card:
    """Return one card that says what each of at least one says: its title, and what stands below."""
    if len(cards) == 1:
        return cards[0]
    failed = [card for card in cards if card.kind is CardKind.ERROR]
    first = cards[0]
    return replace(
        first,
        kind=CardKind.ERROR if len(failed) == len(cards) else first.kind,
        title=voice.say("together.title", done=len(cards) - len(failed), all=len(cards)),
        sections=tuple(section for card in cards for section in (Section("", (Line(card.title),)), *card.sections)),
        actions=tuple({action.command: action for card in cards for action in card.actions}.values()),
        picture=None,
    )
