"""What the first polls brought."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.cards.reports import newest_first, story_line
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from storage.stories import StoryView

STORIES_SHOWN = 5


def read_card(
    stories: Sequence[StoryView],
    voice: Voice,
    desk: Desk,
    now: datetime,
    *,
    feeds: int,
    entries: int,
    about: int,
    failing: int = 0,
) -> Card:
    """Return "Read 18 feeds, 640 entries, 9 about the talks", with the newest five stories.

    Args:
        stories: what was found about the talks; the newest five are shown.
        voice: the reader's.
        desk: for names.
        now: the moment of telling.
        feeds: how many were read well.
        entries: how many entries these brought.
        about: how many of the entries matched a topic.
        failing: how many feeds could not be read.
    """
    return clean_card(
        Card(
            kind=CardKind.READ,
            title=voice.say(
                "read.title",
                feeds=voice.many("count.feeds", feeds),
                entries=voice.many("count.entries", entries),
                about=about,
            ),
            lang=voice.locale,
            sections=(
                Section(
                    "",
                    tuple(story_line(story, voice, desk, now) for story in newest_first(stories)[:STORIES_SHOWN])
                    or (Line(voice.say("read.nothing")),),
                ),
            ),
            footer=(voice.many("read.failing", failing, command=desk.command),) if failing else (),
            actions=(Action(voice.say("action.status"), "status"), Action(voice.say("action.feeds"), "feeds")),
        )
    )


def reading_line(done: int, total: int, voice: Voice) -> str:
    """Return the one line of progress while the first polls run."""
    return voice.say("read.progress", done=done, total=total)
