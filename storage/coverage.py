"""How much was reported, hour by hour: what the picture of a status is made of.

Read from two indices alone: of the entries themselves none is looked at, so that a month of a large desk stays cheap.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from storage.engine.database import Tx
from storage.schema import entries, story_topics


async def by_hour(
    tx: Tx, topics: Collection[str], since: datetime, *, scopes: Collection[int]
) -> Mapping[datetime, int]:
    """Count the reports of the stories of some topics by the hour of their dates, from `since` on.

    Args:
        tx: an open transaction.
        topics: keys as stories have them; a report of several counts once.
        since: hours before it are left out, and stories whose newest report is older.
        scopes: 0 for shared stories, and the workspace.

    """
    hour = _hour(tx.dialect.name)
    about = select(story_topics.c.story).where(
        story_topics.c.topic.in_(topics), story_topics.c.scope.in_(scopes), story_topics.c.newest_at >= since
    )
    wanted = (
        select(hour, func.count())
        .where(entries.c.story.is_not(None), entries.c.story.in_(about), entries.c.published >= since)
        .group_by(hour)
    )
    return {_moment(row[0]): int(row[1]) for row in await tx.execute(wanted)}


def _hour(engine: str) -> ColumnElement[Any]:
    """Return the hour of an entry's date; on SQLite moments are text that begins with it (`storage.engine.types`)."""
    if engine == "sqlite":
        return func.substr(entries.c.published, 1, 13)
    return func.date_trunc("hour", entries.c.published)


def _moment(hour: str | datetime) -> datetime:
    if isinstance(hour, str):
        return datetime.strptime(hour, "%Y-%m-%d %H").replace(tzinfo=UTC)
    return hour.astimezone(UTC)
