"""What people found not relevant, for the admins; and the thanks to who said so."""

import re
from collections.abc import Callable, Sequence

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.cards.reports import story_mark
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from storage.suggestions import Cause, Suggestion

_SHOWN = 10
_WORDS = 8
"""Found in one topic: the rest would only bury them."""
_COUNTED = re.compile(r"[+-]\d+ ")
"""How the reasons of a topic of the desk begin (`feeds.topics`); the workspace's own terms stand as written."""


def suggestions_card(waiting: Sequence[Suggestion], voice: Voice, desk: Desk, *, name_of: Callable[[str], str]) -> Card:
    """Return what waits, with what caused each match. `name_of`: from a topic's slug to its name."""
    lines = tuple(_line(one, voice, name_of) for one in waiting[:_SHOWN])
    more = (voice.many("suggestions.more", len(waiting) - _SHOWN),) if len(waiting) > _SHOWN else ()
    return clean_card(
        Card(
            kind=CardKind.TERMS,
            title=voice.say("suggestions.title"),
            lang=voice.locale,
            sections=(Section("", lines or (Line(voice.say("suggestions.none")),)),),
            footer=(*more, voice.say("suggestions.how", command=desk.command)) if waiting else (),
            actions=tuple(
                Action(voice.say("action.settle", id=str(one.id)), f"suggestions {one.id}") for one in waiting[:_SHOWN]
            ),
        )
    )


def suggested_card(title: str, voice: Voice, *, new: bool) -> Card:
    """Return the thanks for a suggestion about the story of that headline; not `new`: it was said before."""
    said = voice.say("suggestions.thanks") if new else voice.say("suggestions.again")
    lines = (Line(title), Line(voice.say("suggestions.read-by-admins")))
    return clean_card(Card(CardKind.TERMS, said, voice.locale, sections=(Section("", lines),)))


def settled_card(title: str, voice: Voice, *, actions: Sequence[Action]) -> Card:
    """Return that an admin has dealt with a suggestion."""
    done = voice.say("suggestions.settled")
    return clean_card(
        Card(CardKind.TERMS, done, voice.locale, sections=(Section("", (Line(title),)),), actions=tuple(actions))
    )


def _line(one: Suggestion, voice: Voice, name_of: Callable[[str], str]) -> Line:
    said = voice.many("suggestions.people", one.people, story=story_mark(one.story), day=voice.day(one.created_at))
    causes = tuple(_cause(cause, voice, name_of) for cause in one.causes)
    return Line(one.title, mark=str(one.id), details=(said, *causes))


def _cause(cause: Cause, voice: Voice, name_of: Callable[[str], str]) -> str:
    """Return what a topic found. Why the desk's own topics count what they find, `why` tells, in full and in words."""
    words = ", ".join(cause.words[:_WORDS])
    terms = ", ".join(reason for reason in cause.reasons if not _COUNTED.match(reason))
    if terms:
        return voice.say("suggestions.cause-term", topic=name_of(cause.topic), terms=terms, words=words)
    return voice.say("suggestions.cause", topic=name_of(cause.topic), words=words)
