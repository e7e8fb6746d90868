"""Where to ask, officially: what a question about one's own case is answered with."""

from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.cards.clean import clean_card
from bot.locale.voice import Voice
from feeds.desks.desk import Contact, Desk


def contact_card(voice: Voice, desk: Desk) -> Card:
    """Return the desk's contacts, each with its source and date, and why we say neither yes nor no."""
    return clean_card(
        Card(
            kind=CardKind.CONTACT,
            title=voice.say("contact.title"),
            lang=voice.locale,
            sections=(
                Section("", (Line(voice.say("contact.no-advice")),)),
                Section(
                    voice.say("contact.where"),
                    tuple(contact_line(contact, voice) for contact in desk.contacts)
                    or (Line(voice.say("contact.none")),),
                ),
            ),
            footer=(voice.say("contact.check"), voice.pick(desk.disclaimer)),
            actions=(Action(voice.say("action.status"), "status"),),
        )
    )


def contact_line(contact: Contact, voice: Voice) -> Line:
    """Return one place to ask: how to reach it below its name, with its source and that source's date."""
    host = (urlsplit(contact.url).hostname or "").removeprefix("www.")
    return Line(
        voice.pick(contact.name),
        (Source(host, contact.url, _midnight(contact.source_date), voice.day(contact.source_date)),),
        details=(voice.pick(contact.how),),
    )


def _midnight(day: date) -> datetime:
    """For programs only: a day has no zone, UTC is as good as any."""
    return datetime.combine(day, time(), UTC)
