"""A word for someone whose answer takes long."""

from bot.cards.card import Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.locale.voice import Voice


def progress_card(voice: Voice) -> Card:
    """Return that the work goes on."""
    return clean_card(
        Card(
            kind=CardKind.NOTICE,
            title=voice.say("progress.title"),
            lang=voice.locale,
            sections=(Section("", (Line(voice.say("progress.wait")),)),),
        )
    )
