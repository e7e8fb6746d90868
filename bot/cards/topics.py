"""The topics one can follow."""

from collections.abc import Set as AbstractSet

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.locale.voice import Voice
from feeds.desks.desk import Desk


def topics_card(desk: Desk, voice: Voice, *, followed: AbstractSet[str | None] = frozenset()) -> Card:
    """Return each topic with its id and what it covers. `followed`: the topics this place follows; None in it: all."""
    lines = tuple(
        Line(
            text=voice.say("topics.topic", name=voice.pick(topic.name), id=topic.id),
            mark=voice.say("mark.followed") if None in followed or topic.id in followed else "",
            details=(voice.pick(topic.about),),
        )
        for topic in desk.topics.values()
    )
    return clean_card(
        Card(
            kind=CardKind.TOPICS,
            title=voice.say("topics.title", desk=voice.pick(desk.name)),
            lang=voice.locale,
            sections=(Section("", lines),),
            footer=(voice.say("topics.how", command=desk.command, topic=next(iter(desk.topics), "")),),
            actions=(
                Action(voice.say("action.subscribe-all"), "subscribe all"),
                Action(voice.say("action.subscribe"), "subscribe", form=True),
            ),
        )
    )
