"""Reports and stories as lines: the parts that alerts, digests, lists and the status have in common."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from bot.cards.card import Line, Source
from bot.locale.voice import Voice
from feeds.desks.desk import Desk, Text
from feeds.stories.story import Member
from storage.stories import StoryView

Names = Mapping[str, Text]
"""What topics are called that the desk has not, by slug: the reader's workspace's own, and what was the desk's once."""

NO_NAMES: Names = MappingProxyType({})


def publisher_name(publisher: str, desk: Desk, voice: Voice) -> str:
    """Return a publisher's name in the reader's language; one the desk does not know is shown as it is."""
    known = desk.publishers.get(publisher)
    return voice.pick(known.name) if known else publisher


def topic_names(topics: Iterable[str], desk: Desk, voice: Voice, names: Names = NO_NAMES) -> list[str]:
    """Return topics' names in the reader's language, in the desk's order; what the desk has not comes last."""
    wanted = set(topics)
    known = [voice.pick(topic.name) for id_, topic in desk.topics.items() if id_ in wanted]
    return known + sorted(_beyond(slug, voice, names) for slug in wanted - set(desk.topics))


def subject_name(topic: str | None, desk: Desk, voice: Voice, names: Names = NO_NAMES) -> str:
    """Return a topic's name in the reader's language; of all topics (None) the desk's."""
    if topic is None:
        return voice.pick(desk.name)
    known = desk.topics.get(topic)
    return voice.pick(known.name) if known else _beyond(topic, voice, names)


def report_source(member: Member, desk: Desk, voice: Voice, *, event: bool = False) -> Source:
    """Return who reported, where and when; of an `event` that is told, when in all zones of the desk."""
    return Source(
        publisher=publisher_name(member.publisher, desk, voice),
        url=member.url,
        at=member.published,
        when=voice.moments(member.published, desk.timezones) if event else voice.moment(member.published),
        event=event,
    )


def first_reports(story: StoryView) -> list[Member]:
    """Return the first report of each publisher, oldest first."""
    firsts: dict[str, Member] = {}
    for member in story.members:
        firsts.setdefault(member.publisher, member)
    return list(firsts.values())


def coverage(story: StoryView, voice: Voice, desk: Desk, now: datetime) -> str:
    """Return "5 publishers · first: Yonhap 09:14 KST"; with the date, where that was not today."""
    firsts = first_reports(story)
    first = firsts[0]
    return voice.many(
        "alert.coverage",
        len(firsts),
        first=publisher_name(first.publisher, desk, voice),
        when=voice.time(first.published) if voice.same_day(first.published, now) else voice.moment(first.published),
    )


def story_line(story: StoryView, voice: Voice, desk: Desk, now: datetime, *, mark: str = "") -> Line:
    """Return a story as one line: its headline and that report's source; below it how widely it is covered."""
    return Line(
        text=story.title,
        sources=(report_source(story.members[0], desk, voice),),
        mark=mark,
        details=(coverage(story, voice, desk, now),) if len(first_reports(story)) > 1 else (),
    )


def _beyond(slug: str, voice: Voice, names: Names) -> str:
    """Return the name of a topic that is not the desk's; the slug of one that nobody remembers."""
    return voice.pick(names.get(slug, {})) or slug


def story_mark(story: int) -> str:
    """Return a story's number as people type it: "s12"."""
    return f"s{story}"


def newest_first(stories: Iterable[StoryView]) -> Sequence[StoryView]:
    """Return stories by their newest report, newest first."""
    return sorted(stories, key=lambda story: story.newest, reverse=True)
