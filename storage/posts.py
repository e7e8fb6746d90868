"""Posts: the messages that show stories, brought up to date as these grow.

Edits are no outbox rows: a post that shows less than is wanted is edited, and editing twice does no harm.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, or_, select, update

from storage.destinations import Destination, from_row, joined
from storage.engine.database import Tx
from storage.schema import destinations, outbox, posts
from storage.schema.delivery import STALE


@dataclass(frozen=True, slots=True)
class Post:
    """A message that shows a story."""

    id: int
    destination: int
    story: int
    message: str
    wanted: int
    shown: int
    ended: bool
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class StalePost:
    """A post that shows less than is wanted."""

    id: int
    destination: Destination
    story: int
    message: str
    wanted: int
    shown: int


async def stale(
    tx: Tx, now: datetime, *, platforms: Collection[str], limit: int, but: Collection[int] = ()
) -> list[StalePost]:
    """Return posts to edit, of destinations that can be posted to and have nothing due to be said first.

    `but` names posts that the caller is already editing.
    """
    due = (
        select(outbox.c.id)
        .where(outbox.c.destination == posts.c.destination, outbox.c.settled_at.is_(None), outbox.c.due_at <= now)
        .exists()
    )
    ready = or_(destinations.c.next_try_at.is_(None), destinations.c.next_try_at <= now)
    found: list[StalePost] = []
    for platform in sorted(platforms):
        wanted = (
            joined()
            .add_columns(*posts.c)
            .join(posts, posts.c.destination == destinations.c.id)
            .where(STALE, posts.c.platform == platform, posts.c.try_at <= now, posts.c.id.not_in(list(but)))
            .where(destinations.c.state == "active", ready, ~due)
            .order_by(posts.c.try_at)
            .limit(limit - len(found))
        )
        found += [
            StalePost(row.id, from_row(row), row.story, row.message, row.wanted, row.shown)
            for row in await tx.execute(wanted)
        ]
    return found


async def shown(tx: Tx, post: StalePost, *, version: int) -> None:
    """The message shows `version` of its story now. It never shows less again."""
    more = case((posts.c.shown < version, version), else_=posts.c.shown)
    await tx.execute(update(posts).where(posts.c.id == post.id).values(shown=more))


async def later(tx: Tx, post: StalePost, *, until: datetime, reason: str) -> None:
    """The edit failed: try again at `until`."""
    await tx.execute(update(posts).where(posts.c.id == post.id).values(try_at=until, reason=reason))


async def ended(tx: Tx, post: StalePost, *, reason: str) -> None:
    """The message is gone, or cannot be edited any more. A later alert of the story makes a new post."""
    await tx.execute(update(posts).where(posts.c.id == post.id).values(state="ended", reason=reason))


async def messages(tx: Tx, wanted: Collection[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Return the platform's ids of the messages that show stories in places, by destination and story."""
    places, shown = {place for place, _ in wanted}, {story for _, story in wanted}
    found = select(posts.c.destination, posts.c.story, posts.c.message).where(
        posts.c.destination.in_(places), posts.c.story.in_(shown), posts.c.state == "active"
    )
    return {
        (row.destination, row.story): row.message
        for row in await tx.execute(found)
        if (row.destination, row.story) in wanted
    }


async def of_story(tx: Tx, story: int) -> list[Post]:
    """Return all posts of a story, by destination."""
    rows = await tx.execute(select(posts).where(posts.c.story == story).order_by(posts.c.destination))
    return [
        Post(
            row.id,
            row.destination,
            row.story,
            row.message,
            row.wanted,
            row.shown,
            row.state == "ended",
            row.posted_at,
        )
        for row in rows
    ]
