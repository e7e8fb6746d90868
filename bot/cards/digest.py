"""Many stories in one post: the digest of an hour, day or week, and the backlog that is told in one go."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.cards.reports import NO_NAMES, Names, story_line, subject_name
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
    items: Sequence[DigestItem],
    voice: Voice,
    desk: Desk,
    now: datetime,
    *,
    since: datetime,
    topic: str | None,
    until: datetime | None = None,
    tail: Sequence[Collection[str]] = (),
    names: Names = NO_NAMES,
) -> Card:
    """Return what happened in a period, newest development first, each story marked. No items: "nothing new".

    Args:
        items: the stories to show; what are too many is summed up by topic.
        voice: the reader's.
        desk: for names.
        now: the moment of telling.
        since: when the period began.
        topic: what was subscribed to; None: all topics.
        until: when the period ended; None: now.
        tail: topics of each further story, to be summed up with what is too many.
        names: of topics that the desk has not.

    """
    subject = subject_name(topic, desk, voice, names)
    marks = {item.story.id: _mark(item.standing, voice) for item in items}
    period = Line(voice.say("digest.period", since=voice.moment(since), until=voice.moment(until or now)))
    n = len(items) + len(tail)
    return clean_card(
        Card(
            kind=CardKind.DIGEST,
            title=voice.many("digest.title", n, subject=subject) if n else voice.say("digest.empty", subject=subject),
            lang=voice.locale,
            sections=(
                Section("", (period,)),
                *_stories([item.story for item in items], marks, voice, desk, now, tail=tail, names=names),
            ),
            actions=(Action(voice.say("action.latest"), "latest"),),
        )
    )


def backlog_card(
    stories: Sequence[StoryView], voice: Voice, desk: Desk, now: datetime, *, names: Names = NO_NAMES
) -> Card:
    """Return everything that waited too long to be told one by one, newest first, the tail summarised by topic."""
    oldest = min(story.newest for story in stories)
    why = voice.say("backlog.why", since=voice.moment(oldest))
    title = voice.many("backlog.title", len(stories))
    return _told_at_once(stories, voice, desk, now, title=title, why=why, names=names)


def quiet_card(
    stories: Sequence[StoryView], voice: Voice, desk: Desk, now: datetime, *, since: datetime, names: Names = NO_NAMES
) -> Card:
    """Return what was held in quiet hours, from `since` on, newest first, the tail summarised by topic."""
    why = voice.say("quiet.why", since=voice.moment(since))
    title = voice.many("quiet.title", len(stories))
    return _told_at_once(stories, voice, desk, now, title=title, why=why, names=names)


def _told_at_once(
    stories: Sequence[StoryView], voice: Voice, desk: Desk, now: datetime, *, title: str, why: str, names: Names
) -> Card:
    return clean_card(
        Card(
            kind=CardKind.BACKLOG,
            title=title,
            lang=voice.locale,
            sections=(
                Section("", (Line(why),)),
                *_stories(stories, {}, voice, desk, now, names=names),
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
    stories: Sequence[StoryView],
    marks: dict[int, str],
    voice: Voice,
    desk: Desk,
    now: datetime,
    *,
    tail: Sequence[Collection[str]] = (),
    names: Names,
) -> tuple[Section, ...]:
    """Return one line a story, newest development first; another source for what is known makes it no newer."""
    ordered = sorted(stories, key=lambda story: (story.revised, story.newest), reverse=True)
    more = [*(story.topics for story in ordered[STORIES_SHOWN:]), *tail]
    lines = [story_line(story, voice, desk, now, mark=marks.get(story.id, "")) for story in ordered[:STORIES_SHOWN]]
    if more:
        lines.append(Line(voice.many("list.more", len(more), topics=_by_topic(more, desk, voice, names))))
    return (Section("", tuple(lines)),) if lines else ()


def _by_topic(stories: Sequence[Collection[str]], desk: Desk, voice: Voice, names: Names) -> str:
    """Return "Visa talks 9, Georgia raid 8" for stories' topics; a story of two topics counts in both."""
    counts = Counter(topic for topics in stories for topic in topics)
    named = [(subject_name(topic, desk, voice, names), n) for topic, n in counts.most_common()]
    return ", ".join(f"{name} {voice.number(n)}" for name, n in named)
