"""What this bot is, what it does not do, and whose it is."""

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.locale.voice import Voice
from feeds.desks.desk import Desk

PRIVACY = "PRIVACY.md"
"""In the repository's root."""


def about_card(voice: Voice, desk: Desk, *, version: str) -> Card:
    """Return what visabot is, its version and the desk's, what it does not do, and what it keeps."""
    say = voice.say
    does = (Line(voice.pick(desk.about)), Line(say("about.does")), Line(say("about.sources")))
    does_not = tuple(map(Line, (say("about.no-advice"), say("about.no-text"), say("about.no-guess"))))
    versions = say("about.version", version=version, desk=desk.id, desk_version=desk.version)
    return clean_card(
        Card(
            kind=CardKind.ABOUT,
            title=say("about.title", desk=voice.pick(desk.name)),
            lang=voice.locale,
            sections=(
                Section("", does),
                Section(say("about.not"), does_not),
                Section(say("about.privacy"), (Line(say("about.stored", file=PRIVACY)), Line(say("about.forget")))),
                Section("", (Line(versions),)),
            ),
            footer=(voice.pick(desk.disclaimer),),
            actions=(
                Action(say("action.status"), "status"),
                Action(say("action.contact"), "contact"),
                Action(say("action.help"), "help"),
            ),
        )
    )
