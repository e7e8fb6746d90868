"""What the loaded desk's topics would match otherwise than what is stored: read before an upgrade takes effect."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from feeds.desks.desk import Desk
from feeds.entry import DatedBy, Entry, Key, KeyKind
from feeds.topics.matcher import TopicMatcher
from storage import dropped, window
from storage.dropped import Ahead
from storage.engine.database import Database
from storage.window import Tried

MOST = 100_000
"""Entries looked at: about half a minute."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that a topic gains or loses."""

    entry: Tried
    reasons: tuple[str, ...] = ()
    """Why it belongs to the topic now; of one that is lost, none."""


@dataclass(slots=True)
class TopicChange:
    """What changes of one topic."""

    slug: str
    stored: int = 0
    more: list[Change] = field(default_factory=list)
    less: list[Change] = field(default_factory=list)


@dataclass(slots=True)
class DeskChanges:
    """What changes of all topics. Newest entries first."""

    since: datetime
    looked: int = 0
    cut: bool = False
    """Whether more was stored in that time than was looked at."""
    topics: dict[str, TopicChange] = field(default_factory=dict)
    """Of every topic, the desk's in its order, then those that it no longer has."""
    followed: Ahead = field(default_factory=lambda: Ahead({}, {}))
    """What becomes of subscriptions."""


async def desk_changes(
    database: Database, desk: Desk, *, now: datetime, days: int = 30, most: int = MOST
) -> DeskChanges:
    """Match the shared entries of the last days anew, and compare.

    Args:
        database: only read.
        desk: whose topics.
        now: UTC; where nothing was stored for long, the days end with what was stored last.
        days: how many.
        most: entries to look at.

    """
    async with database.read() as tx:
        last = await window.newest_seen(tx, scopes=(0,))
        followed = await dropped.ahead(tx, desk.topics)
    since = (min(now, last) if last else now) - timedelta(days=days)
    changes = DeskChanges(since, topics={slug: TopicChange(slug) for slug in desk.topics}, followed=followed)
    matcher = TopicMatcher(desk)
    before: int | None = None
    while not changes.cut:
        async with database.read() as tx:
            page = await window.page(tx, scopes=(0,), since=since, before=before)
        if not page:
            break
        changes.cut = changes.looked + len(page) > most
        await asyncio.to_thread(_compare, page[: most - changes.looked], matcher, changes)
        before = page[-1].id
    return changes


def _compare(page: Sequence[Tried], matcher: TopicMatcher, changes: DeskChanges) -> None:
    for entry in page:
        changes.looked += 1
        now = {match.topic: match.reasons for match in matcher.match(_as_entry(entry), entry.tier)}
        # A key with a slash is a workspace's own: the desk says nothing of it.
        stored = {key for key in entry.topics if "/" not in key}
        for slug in stored | now.keys():
            topic = changes.topics.setdefault(slug, TopicChange(slug))
            topic.stored += slug in stored
            if slug not in stored:
                topic.more.append(Change(entry, now[slug]))
            elif slug not in now:
                topic.less.append(Change(entry))


def _as_entry(tried: Tried) -> Entry:
    """Return it as the matcher reads it: title, summary, publisher and language are all it looks at."""
    return Entry(
        keys=(Key(KeyKind.URL, tried.url),),
        title=tried.title,
        summary=tried.summary,
        url=tried.url,
        published=tried.published,
        dated_by=DatedBy.PUBLISHED,
        lang=tried.lang,
        publisher=tried.publisher,
    )
