"""Many stories in one post: the digest of an hour, day or week, and the backlog that is told in one go."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.cards.reports import newest_first, story_line, subject_name, topic_names
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from storage.stories import StoryView

STORIES_SHOWN = 10
"""A message of ten stories fits every platform's limits; the rest is counted by topic."""


class Standing(StrEnum):
    """What a story is to the reader of a digest."""

    NEW = "new"
    DEVELOPING = "developing"
    ALERTED = "alerted"


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One story of a digest."""

    story: StoryView
    standing: Standing


def digest_card(
    items: Sequence[DigestItem], voice: Voice, desk: Desk, now: datetime, *, since: datetime, topic: str | None
) -> Card:
    """Return what happened from `since` to `now`, newest first, each story marked. No items: "nothing new".

    `topic` is what was subscribed to; None: all topics.
    """
    subject = subject_name(topic, desk, voice)
    marks = {item.story.id: _mark(item.standing, voice) for item in items}
    period = Line(voice.say("digest.period", since=voice.moment(since), until=voice.moment(now)))
    nothing = () if items else (Line(voice.say("digest.nothing")),)
    return clean_card(
        Card(
            kind=CardKind.DIGEST,
            title=voice.many("digest.title", len(items), subject=subject),
            lang=voice.locale,
            sections=(
                Section("", (period, *nothing)),
                *_stories([item.story for item in items], marks, voice, desk, now),
            ),
            actions=(Action(voice.say("action.latest"), "latest"),),
        )
    )


def backlog_card(stories: Sequence[StoryView], voice: Voice, desk: Desk, now: datetime) -> Card:
    """Return everything that waited too long to be told one by one, newest first, the tail summarised by topic."""
    oldest = min(story.newest for story in stories)
    return clean_card(
        Card(
            kind=CardKind.BACKLOG,
            title=voice.many("backlog.title", len(stories)),
            lang=voice.locale,
            sections=(
                Section("", (Line(voice.say("backlog.why", since=voice.moment(oldest))),)),
                *_stories(stories, {}, voice, desk, now),
            ),
            actions=(Action(voice.say("action.latest"), "latest"),),
        )
    )


def _mark(standing: Standing, voice: Voice) -> str:
    match standing:
        case Standing.NEW:
            return voice.say("mark.new")
        case Standing.DEVELOPING:
            return voice.say("mark.developing")
        case Standing.ALERTED:
            return voice.say("mark.alerted")


def _stories(
    stories: Sequence[StoryView], marks: dict[int, str], voice: Voice, desk: Desk, now: datetime
) -> tuple[Section, ...]:
    ordered = newest_first(stories)
    shown, tail = ordered[:STORIES_SHOWN], ordered[STORIES_SHOWN:]
    lines = [story_line(story, voice, desk, now, mark=marks.get(story.id, "")) for story in shown]
    if tail:
        lines.append(Line(voice.many("list.more", len(tail), topics=_by_topic(tail, desk, voice))))
    return (Section("", tuple(lines)),) if lines else ()


def _by_topic(stories: Sequence[StoryView], desk: Desk, voice: Voice) -> str:
    """Return "Visa talks 9, Georgia raid 8"; a story of two topics counts in both."""
    counts = Counter(topic for story in stories for topic in story.topics)
    named = [(topic_names([topic], desk, voice)[0], n) for topic, n in counts.most_common()]
    return ", ".join(f"{name} {voice.number(n)}" for name, n in named)
