"""Where the talks stand, by what the feeds brought: every line has a source and a date.

Until entries say more about a topic, the desk's background stands in for them, marked with the day it goes to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.cards.clean import clean_card
from bot.cards.feeds import Health, failing_lines, health
from bot.cards.reports import newest_first, report_source, story_line, story_mark
from bot.locale.voice import Voice
from feeds.desks.desk import Desk, Milestone
from storage.stories import StoryView
from storage.turn.snapshot import FeedState

MILESTONES_SHOWN = 5
"""Newest ones: the status is read at a glance; `latest` and the sources have the rest."""
SOURCES_SHOWN = 2
"""Links of one milestone; the desk's data has the rest."""
FAILING_SHOWN = 3
"""Lines about failing feeds; `feeds` has them all."""


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the status is made of."""

    stories: Mapping[str, Sequence[StoryView]]
    """The newest stories of each topic asked for, by topic id; a topic without any has an empty sequence."""
    feeds: Sequence[FeedState]
    names: Mapping[str, str]
    """The topics asked for, in order: names by slug, in the reader's language."""


def status_card(view: StatusView, voice: Voice, desk: Desk, now: datetime, *, subject: str) -> Card:
    """Return the status of `subject`, a topic or the desk: newest stories, background, where to ask, what fails."""
    return clean_card(
        Card(
            kind=CardKind.STATUS,
            title=voice.say("status.title", subject=subject, when=voice.moment(now)),
            lang=voice.locale,
            sections=tuple(
                section
                for section in (
                    _freshness(view, voice, desk, now),
                    *_topics(view, voice, desk, now),
                    _background(view, voice, desk, now),
                    _where_to_ask(voice, desk),
                    _failing(view, voice, desk, now),
                )
                if section.lines
            ),
            footer=(voice.pick(desk.disclaimer),),
            actions=(
                Action(voice.say("action.latest"), "latest"),
                Action(voice.say("action.topics"), "topics"),
                Action(voice.say("action.feeds"), "feeds"),
            ),
        )
    )


def _freshness(view: StatusView, voice: Voice, desk: Desk, now: datetime) -> Section:
    newest = newest_first({story.id: story for stories in view.stories.values() for story in stories}.values())
    lines = [
        Line(
            voice.say("status.newest", ago=voice.ago(newest[0].newest, now)),
            (report_source(newest[0].members[-1], desk, voice),),
        )
        if newest
        else Line(voice.say("status.no-entries"), (_ourselves(now, voice),))
    ]
    asked = max((feed.asked_at for feed in view.feeds if feed.asked_at), default=None)
    well = sum(health(feed) is Health.WELL for feed in view.feeds)
    lines.append(
        Line(voice.many("status.last-poll", well, ago=voice.ago(asked, now)), (_ourselves(asked, voice),))
        if asked
        else Line(voice.say("status.no-poll"), (_ourselves(now, voice),))
    )
    return Section("", tuple(lines))


def _failing(view: StatusView, voice: Voice, desk: Desk, now: datetime) -> Section:
    """Return what fails, after what the reader asked for."""
    lines = failing_lines([feed for feed in view.feeds if health(feed) is Health.FAILING], voice, desk, now)
    shown = list(lines[:FAILING_SHOWN])
    if more := lines[FAILING_SHOWN:]:
        shown.append(Line(voice.many("status.more-failing", len(more)), (_ourselves(now, voice),), mark="!"))
    return Section(voice.say("status.failing"), tuple(shown))


def _topics(view: StatusView, voice: Voice, desk: Desk, now: datetime) -> list[Section]:
    """A story of two topics is shown under the first; a topic left without is not headed."""
    shown: set[int] = set()
    sections = []
    for id_, name in view.names.items():
        stories = [story for story in newest_first(view.stories.get(id_, ())) if story.id not in shown]
        shown |= {story.id for story in stories}
        lines = tuple(story_line(story, voice, desk, now, mark=story_mark(story.id)) for story in stories)
        sections.append(Section(name, lines))
    return sections


def _background(view: StatusView, voice: Voice, desk: Desk, now: datetime) -> Section:
    """Return what the desk knew, as far as it had happened: a replay's clock is of another day than the desk."""
    today = now.astimezone(ZoneInfo(voice.timezone)).date()
    silent = {topic for topic, stories in view.stories.items() if not stories}
    milestones = [m for m in desk.background.milestones if silent.intersection(m.topics) and m.date <= today]
    mark = voice.say("status.background", until=voice.long_day(min(desk.background.until, today)))
    newest = sorted(milestones, key=lambda milestone: milestone.date, reverse=True)[:MILESTONES_SHOWN]
    return Section(mark, tuple(_milestone_line(milestone, voice) for milestone in newest))


def _milestone_line(milestone: Milestone, voice: Voice) -> Line:
    return Line(
        voice.pick(milestone.text),
        tuple(
            Source(_host(url), url, _midnight(milestone.date), voice.day(milestone.date))
            for url in milestone.sources[:SOURCES_SHOWN]
        ),
        mark=voice.say("mark.background"),
    )


def _where_to_ask(voice: Voice, desk: Desk) -> Section:
    lines = tuple(
        Line(
            voice.say("status.contact", name=voice.pick(contact.name), how=voice.pick(contact.how)),
            (Source(_host(contact.url), contact.url, _midnight(contact.source_date), voice.day(contact.source_date)),),
        )
        for contact in desk.contacts
    )
    return Section(voice.say("status.where-to-ask"), lines)


def _ourselves(at: datetime, voice: Voice) -> Source:
    return Source(voice.say("name.bot"), at=at, when=voice.moment(at))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _midnight(day: date) -> datetime:
    """For programs only: a day has no zone, UTC is as good as any."""
    return datetime.combine(day, time(), UTC)
