"""A workspace's topics as its admins see them: the desk's, which it can add terms to, and its own."""

from collections.abc import Mapping, Sequence

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.locale.voice import Voice
from feeds.desks.desk import Desk, Text


def own_topics_card(own: Mapping[str, Text], terms: Mapping[str, int], voice: Voice, desk: Desk) -> Card:
    """Return all topics, each with the number of terms that the workspace gave it.

    Args:
        own: names of the workspace's own topics, by slug.
        terms: how many terms of its own each topic has, by slug.
        voice: the reader's.
        desk: whose topics come first.
    """
    sections = (
        Section(
            voice.say("own-topics.of-desk"),
            tuple(_line(topic.name, slug, terms, voice) for slug, topic in desk.topics.items()),
        ),
        Section(
            voice.say("own-topics.own"),
            tuple(_line(name, slug, terms, voice) for slug, name in own.items())
            or (Line(voice.say("own-topics.none", command=desk.command)),),
        ),
    )
    return clean_card(Card(CardKind.TOPICS, voice.say("own-topics.title"), voice.locale, sections=sections))


def own_topic_card(title: str, lines: Sequence[str], voice: Voice, *, actions: Sequence[Action] = ()) -> Card:
    """Return what became of a topic."""
    return clean_card(
        Card(
            kind=CardKind.TOPICS,
            title=title,
            lang=voice.locale,
            sections=(Section("", tuple(map(Line, lines))),) if lines else (),
            actions=tuple(actions),
        )
    )


def _line(name: Text, slug: str, terms: Mapping[str, int], voice: Voice) -> Line:
    said = voice.say("topics.topic", name=voice.pick(name) or slug, id=slug)
    return Line(said, details=(voice.many("own-topics.terms", terms[slug]),) if slug in terms else ())
