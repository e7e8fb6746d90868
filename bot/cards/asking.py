"""Asking before a dangerous change, and what undoing one has done."""

from collections.abc import Sequence

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.locale.voice import Voice


def ask_card(what: str, effects: Sequence[str], voice: Voice, *, code: str, minutes: int) -> Card:
    """Return the question before a change.

    Args:
        what: what would be done, one sentence or title.
        effects: what that would mean, a line each.
        voice: the reader's.
        code: the code that the button types.
        minutes: how long the button works.
    """
    return clean_card(
        Card(
            kind=CardKind.CONFIRM,
            title=voice.say("asking.title", what=what),
            lang=voice.locale,
            sections=(Section("", tuple(map(Line, effects))),) if effects else (),
            footer=(voice.many("asking.until", minutes),),
            actions=(Action(voice.say("action.confirm"), f"confirm {code}"),),
        )
    )


def undone_card(answers: Sequence[Card], voice: Voice) -> Card:
    """Return what was undone: a line for each change."""
    lines = tuple(Line(answer.title, details=_words(answer)) for answer in answers)
    title = voice.say("asking.undone")
    return clean_card(Card(CardKind.CONFIRM, title, voice.locale, sections=(Section("", lines),)))


def _words(answer: Card) -> tuple[str, ...]:
    return tuple(line.text for section in answer.sections for line in section.lines)
