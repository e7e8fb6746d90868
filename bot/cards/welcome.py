"""The first card after starting: what runs, where it keeps things, whom it can reach, what to try."""

from collections.abc import Sequence

from bot.cards.card import Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.locale.voice import Voice
from feeds.desks.desk import Desk


def welcome_card(desk: Desk, database: str, tokens: Sequence[str], voice: Voice) -> Card:
    """Return the welcome.

    Args:
        desk: the desk that is loaded.
        database: its path, or its URL without the password.
        tokens: the platforms whose tokens were found ("Discord", "Slack"); empty: none.
        voice: the reader's.
    """
    found = voice.say("welcome.tokens", platforms=", ".join(tokens)) if tokens else voice.say("welcome.no-tokens")
    topic = next(iter(desk.topics.values()), None)
    words = voice.pick(topic.name if topic else desk.name)
    tries = (
        (voice.say("command.status.name"), voice.say("welcome.try-status")),
        (voice.say("command.latest.name"), voice.say("welcome.try-latest")),
        (f"{voice.say('command.search.name')} {words}", voice.say("welcome.try-search")),
    )
    return clean_card(
        Card(
            kind=CardKind.WELCOME,
            title=voice.say("welcome.title", desk=voice.pick(desk.name)),
            lang=voice.locale,
            sections=(
                Section(
                    "",
                    (
                        Line(voice.say("welcome.desk", desk=desk.id, about=voice.pick(desk.about))),
                        Line(voice.say("welcome.database", database=database)),
                        Line(found),
                    ),
                ),
                Section(
                    voice.say("welcome.try"),
                    tuple(Line(f"/{desk.command} {line}", details=(about,)) for line, about in tries),
                ),
            ),
        )
    )
