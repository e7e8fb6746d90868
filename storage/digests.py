"""What digests are made of: stories with the moments that made them news, without their texts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from feeds.feed import Tier
from storage.engine.database import Tx
from storage.engine.statements import batches
from storage.schema import developments, entries, outbox, stories, story_topics


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a story."""

    publisher: str
    official: bool
    joined: datetime
    """When the story got it."""


@dataclass(frozen=True, slots=True)
class History:
    """How a story that was announced came to be what it is."""

    id: int
    scope: int
    opened: datetime
    revision: int
    revised: datetime
    """When it last was news: announced, or developed."""
    topics: Mapping[str, datetime]
    """Since when it has which topic."""
    reports: tuple[Report, ...]
    developments: tuple[datetime, ...]


async def histories(tx: Tx, since: datetime, *, scopes: Collection[int], only: int | None = None) -> list[History]:
    """Return the announced stories that changed since then in any way, last news first; or `only` one of them."""
    wanted = select(stories).where(stories.c.changed_at >= since, stories.c.scope.in_(scopes), stories.c.told)
    if only is not None:
        wanted = wanted.where(stories.c.id == only)
    rows = (await tx.execute(wanted.order_by(stories.c.revised_at.desc(), stories.c.id.desc()))).all()
    ids = [row.id for row in rows]
    topics: dict[int, dict[str, datetime]] = {story: {} for story in ids}
    reports: dict[int, list[Report]] = {story: [] for story in ids}
    developed: dict[int, list[datetime]] = {story: [] for story in ids}
    for batch in batches(ids):
        for row in await tx.execute(select(story_topics).where(story_topics.c.story.in_(batch))):
            topics[row.story][row.topic] = row.since_at
        members = select(entries.c.story, entries.c.publisher, entries.c.tier, entries.c.joined_at)
        for row in await tx.execute(members.where(entries.c.story.in_(batch))):
            reports[row.story].append(Report(row.publisher, row.tier == Tier.OFFICIAL.value, row.joined_at))
        for row in await tx.execute(select(developments).where(developments.c.story.in_(batch))):
            developed[row.story].append(row.at)
    return [
        History(
            id=row.id,
            scope=row.scope,
            opened=row.opened_at,
            revision=row.revision,
            revised=row.revised_at,
            topics=topics[row.id],
            reports=tuple(reports[row.id]),
            developments=tuple(sorted(developed[row.id])),
        )
        for row in rows
    ]


async def alerted(tx: Tx, destination: int, ids: Collection[int]) -> dict[int, int]:
    """Return the newest revision of each story that was told, or is about to be, in a destination."""
    found: dict[int, int] = {}
    for batch in batches(list(ids)):
        rows = select(outbox.c.story, func.max(outbox.c.revision).label("revision")).where(
            outbox.c.story.in_(batch), outbox.c.destination == destination, outbox.c.state != "dropped"
        )
        for row in await tx.execute(rows.group_by(outbox.c.story)):
            found[row.story] = row.revision
    return found


async def topics_of(tx: Tx, ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Return the topic keys of stories, for counting those that are not shown one by one."""
    found: dict[int, set[str]] = {}
    for batch in batches(list(ids)):
        for row in await tx.execute(select(story_topics).where(story_topics.c.story.in_(batch))):
            found.setdefault(row.story, set()).add(row.topic)
    return {story: frozenset(topics) for story, topics in found.items()}
