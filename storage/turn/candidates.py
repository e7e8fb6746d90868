"""Reading for one turn: what is known that the new entries might meet, and who would hear of them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select

from storage import entries as stored_entries
from storage import feeds as stored_feeds
from storage.engine.database import Tx
from storage.engine.errors import StorageError, StorageProblem
from storage.engine.statements import batches
from storage.mutes import muted
from storage.quiet_hours import quiet_hours
from storage.schema import destinations, entries, stories, story_topics, subscriptions
from storage.schema import story_keys as keys_of_stories
from storage.schema.tenants import INSTANT
from storage.turn.snapshot import FeedState, KnownStory, Snapshot, Subscriber

ALL_TOPICS = ""
"""What the subscriptions table has for "all topics"."""


async def snapshot(
    tx: Tx,
    *,
    feed: int,
    keys: Collection[bytes],
    story_keys: Collection[bytes],
    refile_publishers: Collection[str],
    since: datetime,
    topics: Collection[str],
    now: datetime,
) -> Snapshot:
    """Read all that deciding about some entries of one feed may know.

    Args:
        tx: a turn.
        feed: the feed they came from. Its scope bounds all that is read.
        keys: digests of the entries' identity keys.
        story_keys: `feeds.stories.grouping.lookup_keys` of the entries.
        refile_publishers: publishers whose stories since `since` are candidates too, for their re-files.
        since: reports dated earlier are no candidates for a re-file.
        topics: what the entries matched. Subscribers of these, and of the topics of the candidates, are returned.
        now: subscriptions paused beyond it are left out.

    Raises:
        StorageError: the feed was removed meanwhile.

    """
    state = await stored_feeds.get(tx, feed)
    if state is None:
        raise StorageError(StorageProblem.CONFLICT, f"feed {feed} was removed while it was being read")
    known = await stored_entries.by_keys(tx, scope=state.scope, keys=keys)
    ids = {entry.story for entry in known.values() if entry.story is not None}
    ids |= await _by_story_keys(tx, state.scope, story_keys)
    ids |= await _of_publishers(tx, state.scope, refile_publishers, since)
    candidates = await _known_stories(tx, sorted(ids))
    heard = set(topics).union(*(story.topics for story in candidates))
    subscribers = await _instant(tx, state.scope, heard, now) if heard else ()
    return Snapshot(state, known, candidates, subscribers, await muted(tx, [story.id for story in candidates]))


async def of_stories(tx: Tx, feed: FeedState, ids: Sequence[int], now: datetime) -> Snapshot:
    """Read known stories of one feed's scope, and who would hear of them, with no new entries at hand."""
    known = await _known_stories(tx, list(ids))
    heard = set().union(*(story.topics for story in known))
    subscribers = await _instant(tx, feed.scope, heard, now) if heard else ()
    return Snapshot(feed, {}, known, subscribers, await muted(tx, list(ids)))


async def _by_story_keys(tx: Tx, scope: int, digests: Collection[bytes]) -> set[int]:
    found: set[int] = set()
    for batch in batches(list(digests)):
        wanted = select(keys_of_stories.c.story).where(
            keys_of_stories.c.scope == scope, keys_of_stories.c.digest.in_(batch)
        )
        found.update(await tx.scalars(wanted))
    return found


async def _of_publishers(tx: Tx, scope: int, publishers: Collection[str], since: datetime) -> set[int]:
    if not publishers:
        return set()
    wanted = select(entries.c.story).where(
        entries.c.scope == scope,
        entries.c.publisher.in_(publishers),
        entries.c.published >= since,
        entries.c.story.is_not(None),
    )
    return set(await tx.scalars(wanted.distinct()))


async def _known_stories(tx: Tx, ids: list[int]) -> tuple[KnownStory, ...]:
    members = await stored_entries.members_of(tx, ids)
    topics: dict[int, set[str]] = {}
    known: list[KnownStory] = []
    for batch in batches(ids):
        for row in await tx.execute(select(story_topics).where(story_topics.c.story.in_(batch))):
            topics.setdefault(row.story, set()).add(row.topic)
        rows = await tx.execute(select(stories).where(stories.c.id.in_(batch)).order_by(stories.c.id))
        known += [
            KnownStory(
                id=row.id,
                scope=row.scope,
                topics=frozenset(topics.get(row.id, ())),
                members=members[row.id],
                revision=row.revision,
                version=row.version,
                told=row.told,
                opened_at=row.opened_at,
            )
            for row in rows
        ]
    return tuple(known)


async def _instant(tx: Tx, scope: int, topics: Collection[str], now: datetime) -> tuple[Subscriber, ...]:
    """Return who hears at once of these topics: everyone for shared feeds, the workspace for its private ones.

    A topic that terms of one workspace found is "WORKSPACE/SLUG", and followed by its slug there. Who sees which is
    decided later (`storage.topics.visible`): what is returned here may be too much, never too little.
    """
    slugs = {topic.rpartition("/")[2] for topic in topics}
    wanted = (
        select(*subscriptions.c, destinations.c.workspace)
        .join(destinations, destinations.c.id == subscriptions.c.destination)
        .where(
            INSTANT,
            subscriptions.c.topic.in_({ALL_TOPICS, *slugs}),
            or_(subscriptions.c.paused_until.is_(None), subscriptions.c.paused_until <= now),
            subscriptions.c.dropped_at.is_(None),
            destinations.c.state == "active",
        )
        .order_by(subscriptions.c.id)
    )
    if scope:
        wanted = wanted.where(destinations.c.workspace == scope)
    return tuple(
        Subscriber(
            subscription=row.id,
            destination=row.destination,
            workspace=row.workspace,
            topic=row.topic or None,
            quiet=quiet_hours(row),
            urgent=row.urgent,
            official_only=row.official_only,
            min_publishers=row.min_publishers,
        )
        for row in await tx.execute(wanted)
    )
