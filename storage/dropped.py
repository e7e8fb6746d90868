"""Subscriptions to topics that are no more, because a new version of the desk dropped them.

They stay, for their owners to end: `dropped_at` says since when nothing comes of them. (A workspace's own topic takes
its subscriptions with it: `storage.topics.remove`.)

Where a later version has the topic again, they go on as they were agreed, and that is told as well: nobody has ended
them, and whoever heard that nothing will come shall not be surprised by what comes. What a digest missed is not made
up for: nothing was matched in between.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from feeds.desks.desk import Text
from storage.desks import former_names
from storage.engine.database import Tx
from storage.engine.statements import batches
from storage.schema import destinations, subscriptions, topics
from storage.schema.tenants import DROPPED, HEARS_NOTICES
from storage.turn.candidates import ALL_TOPICS


@dataclass(frozen=True, slots=True)
class Affected:
    """What a place follows that is no more since just now, or is back."""

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


@dataclass(frozen=True, slots=True)
class Noted:
    """What a desk changed for those who follow, by place: to be told in this transaction, and never again."""

    gone: tuple[Affected, ...] = ()
    back: tuple[Affected, ...] = ()


async def note(tx: Tx, desk_topics: Collection[str], now: datetime) -> Noted:
    """Mark the subscriptions whose topic is no more, take the mark off those whose topic is back.

    Args:
        tx: a write.
        desk_topics: slugs of the desk that runs from now on.
        now: UTC.

    """
    back = subscriptions.c.dropped_at.is_not(None), ~_no_topic(desk_topics)
    gone = subscriptions.c.dropped_at.is_(None), _no_topic(desk_topics)
    return Noted(back=await _mark(tx, back, None), gone=await _mark(tx, gone, now))


async def standing(tx: Tx, destination: int, slugs: Collection[str], *, dropped: bool) -> list[str]:
    """Return which of these topics a destination still subscribes to and are no more (`dropped`), or are there."""
    marked = subscriptions.c.dropped_at.is_not(None) if dropped else subscriptions.c.dropped_at.is_(None)
    mine = subscriptions.c.destination == destination, subscriptions.c.topic.in_(sorted(slugs))
    return list(await tx.scalars(select(subscriptions.c.topic).where(*mine, marked).order_by(subscriptions.c.topic)))


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


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many subscriptions a desk would end, or bring back, if it ran: by topic."""

    gone: Mapping[str, int]
    back: Mapping[str, int]


async def ahead(tx: Tx, desk_topics: Collection[str]) -> Ahead:
    """Return what `note` would find; nothing is changed."""
    gone = subscriptions.c.dropped_at.is_(None), _no_topic(desk_topics)
    back = subscriptions.c.dropped_at.is_not(None), ~_no_topic(desk_topics)
    return Ahead(await _counted(tx, gone), await _counted(tx, back))


async def _counted(tx: Tx, which: Iterable[ColumnElement[bool]]) -> dict[str, int]:
    wanted = select(subscriptions.c.topic, func.count().label("n")).where(*which).group_by(subscriptions.c.topic)
    return {row.topic: row.n for row in await tx.execute(wanted.order_by(subscriptions.c.topic))}


async def _mark(tx: Tx, which: Iterable[ColumnElement[bool]], at: datetime | None) -> tuple[Affected, ...]:
    """Set `dropped_at` of some subscriptions, and return them by place."""
    marking = update(subscriptions).where(*which).values(dropped_at=at)
    marked: dict[int, set[str]] = {}
    for row in await tx.execute(marking.returning(subscriptions.c.destination, subscriptions.c.topic)):
        marked.setdefault(row.destination, set()).add(row.topic)
    found: list[Affected] = []
    for batch in batches(sorted(marked)):
        places = select(destinations).where(destinations.c.id.in_(batch)).order_by(destinations.c.id)
        for place in (await tx.execute(places)).all():
            told = (place.id,) if place.state == "active" else await _hearers(tx, place.workspace)
            found.append(Affected(place.id, place.name, place.external, tuple(sorted(marked[place.id])), told))
    return tuple(found)


async def _hearers(tx: Tx, workspace: int) -> tuple[int, ...]:
    """Return the destinations of a workspace that hear of the bot itself."""
    hear = HEARS_NOTICES, destinations.c.workspace == workspace, destinations.c.state == "active"
    return tuple(await tx.scalars(select(destinations.c.id).where(*hear).order_by(destinations.c.id)))


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
