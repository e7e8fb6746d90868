"""Subscriptions to topics that are no more, because a new version of the desk dropped them.

They stay, for their owners to end: `dropped_at` says since when nothing comes of them. (A workspace's own topic takes
its subscriptions with it: `storage.topics.remove`.)
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from feeds.desks.desk import Text
from storage.candidates import ALL_TOPICS
from storage.database import Tx
from storage.schema import destinations, subscriptions, topics
from storage.schema.tenants import DROPPED, HEARS_NOTICES
from storage.topics import former_names


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a place followed."""

    destination: int
    name: str
    """Of the place."""
    external: str
    """The platform's id of the place."""
    topics: tuple[str, ...]
    """Slugs, ascending."""
    told: tuple[int, ...]
    """The destinations to tell: itself, or where nothing can be posted there, those of its workspace that hear of the
    bot itself."""


async def note(tx: Tx, desk_topics: Collection[str], now: datetime) -> list[Dropped]:
    """Mark the subscriptions whose topic is no more, take the mark off those whose topic is back.

    Args:
        tx: a write.
        desk_topics: slugs of the desk that runs from now on.
        now: UTC.

    Returns:
        What was marked just now, by place: to be told in this transaction, and never again.

    """
    back = subscriptions.c.dropped_at.is_not(None), ~_no_topic(desk_topics)
    await tx.execute(update(subscriptions).where(*back).values(dropped_at=None))
    gone = subscriptions.c.dropped_at.is_(None), _no_topic(desk_topics)
    marking = update(subscriptions).where(*gone).values(dropped_at=now)
    marked: dict[int, set[str]] = {}
    for row in await tx.execute(marking.returning(subscriptions.c.destination, subscriptions.c.topic)):
        marked.setdefault(row.destination, set()).add(row.topic)
    return [await _dropped(tx, destination, slugs) for destination, slugs in sorted(marked.items())]


async def of_workspace(tx: Tx, workspace: int) -> dict[str, Text]:
    """Return what a workspace still subscribes to though it is no more: names by slug, {} for one never known."""
    wanted = (
        select(subscriptions.c.topic)
        .join(destinations, destinations.c.id == subscriptions.c.destination)
        .where(DROPPED, destinations.c.workspace == workspace)
    )
    slugs = set(await tx.scalars(wanted.distinct()))
    names: dict[str, Text] = {slug: {} for slug in sorted(slugs)}
    return names | await former_names(tx, slugs)


async def count(tx: Tx, desk_topics: Collection[str]) -> dict[str, int]:
    """Return how many subscriptions there are to each topic that a desk with these topics has not, nor a workspace."""
    wanted = select(subscriptions.c.topic, func.count().label("n")).where(_no_topic(desk_topics))
    return {row.topic: row.n for row in await tx.execute(wanted.group_by(subscriptions.c.topic))}


async def _dropped(tx: Tx, destination: int, slugs: Collection[str]) -> Dropped:
    place = (await tx.execute(select(destinations).where(destinations.c.id == destination))).one()
    told: tuple[int, ...] = (destination,)
    if place.state != "active":
        others = (HEARS_NOTICES, destinations.c.workspace == place.workspace, destinations.c.state == "active")
        told = tuple(await tx.scalars(select(destinations.c.id).where(*others).order_by(destinations.c.id)))
    return Dropped(destination, place.name, place.external, tuple(sorted(slugs)), told)


def _no_topic(desk_topics: Collection[str]) -> ColumnElement[bool]:
    """Tell of a subscription whether its topic is neither the desk's nor its workspace's own."""
    own = (
        select(topics.c.id)
        .join(destinations, destinations.c.workspace == topics.c.workspace)
        .where(destinations.c.id == subscriptions.c.destination, topics.c.slug == subscriptions.c.topic)
        .exists()
    )
    known = or_(subscriptions.c.topic == ALL_TOPICS, subscriptions.c.topic.in_(sorted(desk_topics)))
    return and_(~known, ~own)
