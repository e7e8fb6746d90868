"""Stories as they are shown: read side."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, and_, literal, or_, select, union_all

from feeds.stories.story import Member
from storage import entries as stored_entries
from storage.engine.database import Tx
from storage.engine.statements import batches
from storage.schema import developments, stories, story_topics

WALKS_AT_ONCE = 100
"""Parts of one statement: SQLite takes 500 (https://www.sqlite.org/limits.html), and its text should stay short."""

Before = tuple[datetime, int]
"""Where a page ends: `newest` and `id` of its last story."""


@dataclass(frozen=True, slots=True)
class StoryDevelopment:
    """A real change of a story."""

    revision: int
    kind: str
    reason: str
    entry: int | None
    """The entry that brought it; None: it was removed since."""
    at: datetime


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with its reports."""

    id: int
    scope: int
    topics: frozenset[str]
    revision: int
    version: int
    told: bool
    """Whether anyone was alerted."""
    opened: datetime
    revised: datetime
    """When it last was news: opened, first told, or developed."""
    newest: datetime
    """Date of its newest report."""
    title: str
    """The headline: its first report's, in the newest wording; with `url` and `publisher`."""
    url: str
    publisher: str
    members: tuple[Member, ...]
    """Its reports by date, never empty."""
    developments: tuple[StoryDevelopment, ...]
    """Oldest first."""


async def views(tx: Tx, ids: Sequence[int]) -> list[StoryView]:
    """Return stories in the order of `ids`; those that are gone, or have no report left, are left out."""
    members = await stored_entries.members_of(tx, list(ids))
    topics: dict[int, set[str]] = {}
    changes: dict[int, list[StoryDevelopment]] = {}
    found: dict[int, StoryView] = {}
    for batch in batches(list(ids)):
        for row in await tx.execute(select(story_topics).where(story_topics.c.story.in_(batch))):
            topics.setdefault(row.story, set()).add(row.topic)
        developed = select(developments).where(developments.c.story.in_(batch)).order_by(developments.c.id)
        for row in await tx.execute(developed):
            change = StoryDevelopment(row.revision, row.kind, row.reason, row.entry, row.at)
            changes.setdefault(row.story, []).append(change)
        for row in await tx.execute(select(stories).where(stories.c.id.in_(batch))):
            if not members[row.id]:
                continue
            first = members[row.id][0]
            found[row.id] = StoryView(
                id=row.id,
                scope=row.scope,
                topics=frozenset(topics.get(row.id, ())),
                revision=row.revision,
                version=row.version,
                told=row.told,
                opened=row.opened_at,
                revised=row.revised_at,
                newest=row.newest_at,
                title=first.title,
                url=first.url,
                publisher=first.publisher,
                members=members[row.id],
                developments=tuple(changes.get(row.id, ())),
            )
    return [found[story] for story in ids if story in found]


async def latest(
    tx: Tx,
    *,
    scopes: Collection[int],
    topics: Collection[str] | None = None,
    limit: int,
    before: Before | None = None,
) -> list[StoryView]:
    """Return the newest stories of some topics (None: of all), newest report first.

    Args:
        tx: an open transaction.
        scopes: 0 for shared stories, and the workspace.
        topics: a story of any of them counts, once.
        limit: of stories.
        before: the page's end so far, for the next page.

    """
    return await views(tx, await newest(tx, scopes=scopes, topics=topics, limit=limit, before=before))


async def newest(
    tx: Tx,
    *,
    scopes: Collection[int],
    topics: Collection[str] | None = None,
    limit: int,
    before: Before | None = None,
) -> list[int]:
    """Return the numbers of those that `latest` shows."""
    walked = await _newest(tx, scopes, [None] if topics is None else topics, limit, before)
    dated = {story: at for some in walked.values() for story, at in some.items()}
    return sorted(dated, key=lambda story: (dated[story], story), reverse=True)[:limit]


async def newest_by_topic(
    tx: Tx, topics: Collection[str], per_topic: int, *, scopes: Collection[int]
) -> Mapping[str, tuple[StoryView, ...]]:
    """Return the newest stories of each topic, newest report first; a topic without any has none."""
    walked = await _newest(tx, scopes, topics, per_topic, None)
    ids: dict[str, list[int]] = {}
    for topic in topics:
        dated = walked.get(topic, {})
        ids[topic] = sorted(dated, key=lambda story: (dated[story], story), reverse=True)[:per_topic]
    by_id = {view.id: view for view in await views(tx, sorted({story for some in ids.values() for story in some}))}
    return {topic: tuple(by_id[story] for story in some if story in by_id) for topic, some in ids.items()}


async def _newest(
    tx: Tx, scopes: Collection[int], topics: Iterable[str | None], limit: int, before: Before | None
) -> Mapping[str | None, Mapping[int, datetime]]:
    """Return the newest stories of each topic (None: of all), up to `limit` of each scope, in one statement.

    Each scope of each topic is one walk along an index.
    """
    walks = [_walk(scope, topic, limit, before) for topic in topics for scope in scopes]
    found: dict[str | None, dict[int, datetime]] = {}
    for some in batches(walks, WALKS_AT_ONCE):
        for row in await tx.execute(union_all(*(select(walk.subquery()) for walk in some))):
            found.setdefault(row.topic, {})[row.story] = row.newest_at
    return found


def _walk(scope: int, topic: str | None, limit: int, before: Before | None) -> Select[Any]:
    named = literal(topic, String()).label("topic")
    if topic is None:
        at, number = stories.c.newest_at, stories.c.id
        wanted = select(named, number.label("story"), at).where(stories.c.scope == scope)
    else:
        at, number = story_topics.c.newest_at, story_topics.c.story
        wanted = select(named, number, at).where(story_topics.c.topic == topic, story_topics.c.scope == scope)
    if before is not None:
        wanted = wanted.where(at <= before[0], or_(at < before[0], and_(at == before[0], number < before[1])))
    return wanted.order_by(at.desc(), number.desc()).limit(limit)
