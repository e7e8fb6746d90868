"""What people may mean while they type a name: feeds and stories, a few, without walking through a table."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import case, exists, or_, select

from storage import stories as stored_stories
from storage.engine.database import Tx
from storage.engine.statements import batches
from storage.schema import destinations, entries, feeds, stories, story_topics


@dataclass(frozen=True, slots=True)
class NamedFeed:
    """A feed, as one chooses it."""

    slug: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Place:
    """A destination, as one chooses it: a server may have five hundred."""

    id: int
    external: str
    name: str
    kind: str
    gone: bool


@dataclass(frozen=True, slots=True)
class Headline:
    """A story's number and title."""

    story: int
    title: str
    """Its first report's, in the newest wording."""


async def named_feeds(
    tx: Tx, begun: str, *, scopes: Collection[int], publishers: Collection[str], limit: int
) -> list[NamedFeed]:
    """Return feeds by slug: first those whose slug begins so, then those that have it inside, or are of a publisher.

    Args:
        tx: an open transaction.
        begun: what is typed, in small letters; "" offers all.
        scopes: 0 for shared feeds, and the workspace.
        publishers: ids of publishers whose feeds are meant, too.
        limit: of feeds.

    """
    wanted = select(feeds.c.slug, feeds.c.publisher).where(feeds.c.scope.in_(scopes))
    if begun:
        named = feeds.c.slug.contains(begun, autoescape=True)
        wanted = wanted.where(or_(named, feeds.c.publisher.in_(publishers)) if publishers else named)
        wanted = wanted.order_by(case((feeds.c.slug.startswith(begun, autoescape=True), 0), else_=1))
    rows = await tx.execute(wanted.order_by(feeds.c.slug).limit(limit))
    return [NamedFeed(row.slug, row.publisher) for row in rows]


async def places(tx: Tx, workspace: int) -> list[Place]:
    """Return a workspace's places, by name."""
    columns = (destinations.c[name] for name in ("id", "external", "name", "kind", "state"))
    rows = await tx.execute(select(*columns).where(destinations.c.workspace == workspace).order_by(destinations.c.name))
    return [Place(row.id, row.external, row.name, row.kind, row.state != "active") for row in rows]


async def newest_headlines(tx: Tx, *, scopes: Collection[int], topics: Collection[str], limit: int) -> list[Headline]:
    """Return the stories of some topics whose newest report is the latest."""
    return await headlines(tx, await stored_stories.newest(tx, scopes=scopes, topics=topics, limit=limit))


async def headlines(tx: Tx, ids: Sequence[int]) -> list[Headline]:
    """Return stories in the order of `ids`; those that are gone, or have no report left, are left out."""
    first = (
        select(entries.c.title)
        .where(entries.c.story == stories.c.id)
        .order_by(entries.c.published, entries.c.id)
        .limit(1)
        .scalar_subquery()
    )
    titles: dict[int, str] = {}
    for batch in batches(list(ids)):
        rows = await tx.execute(select(stories.c.id, first.label("title")).where(stories.c.id.in_(batch)))
        titles |= {row.id: row.title for row in rows if row.title is not None}
    return [Headline(story, titles[story]) for story in ids if story in titles]


async def is_seen(tx: Tx, story: int, *, scopes: Collection[int], topics: Collection[str]) -> bool:
    """Tell whether a story is of one of the scopes and topics, or of no topic at all."""
    of_it = select(story_topics.c.story).where(story_topics.c.story == story)
    wanted = select(stories.c.id).where(
        stories.c.id == story,
        stories.c.scope.in_(scopes),
        or_(exists(of_it.where(story_topics.c.topic.in_(topics))), ~exists(of_it)),
    )
    return await tx.scalar(wanted) is not None
