"""What those who follow are told when a new version of the desk drops a topic, and when a later one has it again."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.cards.clean import clean_card
from bot.cards.reports import NO_NAMES, Names, subject_name
from bot.locale.voice import Voice
from feeds.desks.desk import Desk

TOPICS_DROPPED = "topics-dropped"
TOPICS_BACK = "topics-back"
KINDS = (TOPICS_DROPPED, TOPICS_BACK)
BUTTONS = 4
"""Subscriptions that a card has a button to end: with one more for the topics they fill a row on Discord."""


def dropped_topics_card(
    data: Mapping[str, str | int], voice: Voice, desk: Desk, now: datetime, names: Names = NO_NAMES
) -> Card:
    """Return the post of a notice about topics that are no more, or are back.

    Args:
        data: "kind" is one of `KINDS`; "topics" their slugs, with a space between; "place" the channel that follows
            them and "channel" its id there, both only where the reader is in another one.
        voice: the reader's.
        desk: what it has a name for is called so.
        now: the moment of telling.
        names: what the others were called.

    """
    slugs = str(data["topics"]).split()
    gone = data["kind"] == TOPICS_DROPPED
    source = Source(voice.say("name.bot"), at=now, when=voice.moment(now))
    named = {slug: subject_name(slug, desk, voice, names) for slug in slugs}
    lines = [
        Line(voice.say("topics.topic", name=name, id=slug), mark="!" if gone else "") for slug, name in named.items()
    ]
    about = voice.say("dropped.about", command=desk.command) if gone else voice.say("dropped.back-about")
    behind = f" channel:{data['channel']}" if data.get("channel") else ""
    ends = end_actions([(name, f"unsubscribe {slug}{behind}") for slug, name in named.items()], voice) if gone else ()
    other = Action(voice.say("action.topics"), "topics")
    if not gone:
        other = Action(voice.say("action.subscriptions"), "subscriptions")
    return clean_card(
        Card(
            kind=CardKind.NOTICE,
            title=_title(len(slugs), str(data.get("place", "")), voice, gone=gone),
            lang=voice.locale,
            sections=(Section("", (*lines, Line(about, (source,)))),),
            actions=(*ends, other),
        )
    )


def end_actions(ends: Sequence[tuple[str, str]], voice: Voice) -> tuple[Action, ...]:
    """Return the buttons that end subscriptions to topics that are no more: each topic's name, and the line."""
    return tuple(Action(voice.say("action.unsubscribe", topic=name), line) for name, line in ends[:BUTTONS])


def _title(n: int, place: str, voice: Voice, *, gone: bool) -> str:
    if place:
        return voice.many("dropped.gone-in" if gone else "dropped.back-in", n, place=place)
    return voice.many("dropped.gone" if gone else "dropped.back", n)
