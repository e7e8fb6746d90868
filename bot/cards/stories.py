"""Lists of stories: the answers of `latest` and `search`."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.cards.clean import clean_card
from bot.cards.reports import newest_first, publisher_name, story_line, subject_name
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from storage.search import Found
from storage.stories import StoryView


def latest_card(stories: Sequence[StoryView], voice: Voice, desk: Desk, now: datetime, *, topic: str | None) -> Card:
    """Return the newest stories of a topic (None: of all), newest first; none is said in words."""
    subject = subject_name(topic, desk, voice)
    nothing = voice.say("latest.nothing", subject=subject)
    lines = [story_line(story, voice, desk, now) for story in newest_first(stories)]
    return _card(voice.say("latest.title", subject=subject), lines, nothing, voice)


def search_card(found: Sequence[Found], voice: Voice, desk: Desk, *, query: str) -> Card:
    """Return what a search found, in its order; what is about no topic is marked. Finding nothing is said in words."""
    nothing = voice.say("search.nothing", query=query)
    lines = [
        Line(
            text=one.title,
            sources=(
                Source(publisher_name(one.publisher, desk, voice), one.url, one.published, voice.moment(one.published)),
            ),
            mark="" if one.matched else voice.say("mark.no-topic"),
        )
        for one in found
    ]
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
