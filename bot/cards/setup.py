"""What admins and the operator are told: a title, lines, and what to do next."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards.card import Action, Card, CardKind, Document, Line, Section
from bot.cards.clean import clean_card
from bot.locale.voice import Voice


def setup_card(
    title: str,
    lines: Sequence[Line | str],
    voice: Voice,
    *,
    kind: CardKind = CardKind.SETTINGS,
    footer: Sequence[str] = (),
    actions: Sequence[Action] = (),
    document: Document | None = None,
) -> Card:
    """Return a card of one section; empty lines are left out."""
    shown = tuple(line if isinstance(line, Line) else Line(line) for line in lines if line)
    sections = (Section("", shown),) if shown else ()
    card = Card(kind, title, voice.locale, sections=sections, footer=tuple(footer), actions=tuple(actions))
    return clean_card(replace(card, document=document))
