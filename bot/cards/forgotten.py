"""What was removed about a person."""

from bot.cards.card import Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.locale.voice import Voice
from storage.people import Stored


def forgotten_card(stored: Stored, voice: Voice) -> Card:
    """Return what was removed, a line for each kind; where there was nothing, that."""
    counted = (
        (stored.changes, "forget.changes"),
        (stored.terms, "forget.terms"),
        (stored.mutes, "forget.mutes"),
        (stored.suggestions, "forget.suggestions"),
        (stored.named, "forget.managers"),
        (stored.held, "forget.held"),
        (stored.conversations, "forget.conversations"),
    )
    lines = tuple(Line(voice.many(key, n)) for n, key in counted if n) or (Line(voice.say("forget.nothing")),)
    title = voice.say("forget.done")
    footer = (voice.say("forget.posts"),)
    return clean_card(Card(CardKind.CONFIRM, title, voice.locale, sections=(Section("", lines),), footer=footer))
