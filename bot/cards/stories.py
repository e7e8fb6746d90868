"""Lists of stories: the answers of `latest` and `search`."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.cards.reports import newest_first, story_line
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from storage.stories import StoryView


def latest_card(stories: Sequence[StoryView], voice: Voice, desk: Desk, now: datetime, *, topic: str | None) -> Card:
    """Return the newest stories of a topic (None: of all), newest first; none is said in words."""
    subject = voice.pick(desk.topics[topic].name) if topic in desk.topics else voice.pick(desk.name)
    nothing = voice.say("latest.nothing", subject=subject)
    lines = [story_line(story, voice, desk, now) for story in newest_first(stories)]
    return _card(voice.say("latest.title", subject=subject), lines, nothing, voice)


def search_card(stories: Sequence[StoryView], voice: Voice, desk: Desk, now: datetime, *, query: str) -> Card:
    """Return what a search found, in the order it was found; finding nothing is said in words."""
    nothing = voice.say("search.nothing", query=query)
    lines = [story_line(story, voice, desk, now) for story in stories]
    return _card(voice.say("search.title", query=query), lines, nothing, voice)


def _card(title: str, lines: Sequence[Line], nothing: str, voice: Voice) -> Card:
    return clean_card(
        Card(
            kind=CardKind.STORIES,
            title=title,
            lang=voice.locale,
            sections=(Section("", tuple(lines) or (Line(nothing),)),),
            actions=(Action(voice.say("action.status"), "status"), Action(voice.say("action.topics"), "topics")),
        )
    )
