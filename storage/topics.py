"""Topics as workspaces have them: topics of their own, and their terms on top of the desk's.

The desk's topics are not copied here: the desk's data has them, and matches name the version they were found by.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, func, insert, select, update

from feeds.desks.desk import Desk, Text
from storage.desks import former_names
from storage.engine.database import Tx
from storage.engine.errors import StorageError, StorageProblem
from storage.engine.statements import upsert
from storage.engine.types import AnyRow
from storage.schema import destinations, subscriptions, term_changes, topics, watch_terms


@dataclass(frozen=True, slots=True)
class OwnTopic:
    """A topic of one workspace."""

    id: int
    workspace: int
    slug: str
    name: Text
    about: Text
    created_at: datetime


@dataclass(frozen=True, slots=True)
class WatchTerm:
    """An expression that a workspace added to a topic."""

    id: int
    workspace: int
    topic: str
    """The slug of a topic, the desk's or the workspace's own."""
    expression: str
    created_by: str
    created_at: datetime


def own_key(workspace: int, slug: str) -> str:
    """Return the topic key of what a workspace's own terms find, on a topic of the desk or on one of its own.

    It is "WORKSPACE/SLUG": slugs have no slash, so it is never a topic of the desk.
    """
    return f"{workspace}/{slug}"


def visible(topic_key: str, workspace: int) -> str | None:
    """Return the slug under which a workspace sees a topic key; None: it is another workspace's, and not to be seen."""
    owner, slash, slug = topic_key.partition("/")
    if not slash:
        return topic_key
    return slug if owner == str(workspace) else None


def all_visible(topic_keys: Iterable[str], workspace: int) -> frozenset[str]:
    """Return the slugs under which a workspace sees topic keys, as far as it sees them."""
    slugs = (visible(key, workspace) for key in topic_keys)
    return frozenset(slug for slug in slugs if slug is not None)


async def names_beyond(tx: Tx, workspace: int, slugs: Collection[str], *, desk: Desk) -> dict[str, Text]:
    """Return the names of those slugs that the desk has not, as a workspace sees them.

    They are its own topics' and, for want of one, what the desk called a topic that it has no longer. Another
    workspace's own topic of that slug is not looked at.
    """
    unknown = set(slugs) - set(desk.topics)
    if not unknown:
        return {}
    own = {topic.slug: topic.name for topic in await listing(tx, workspace) if topic.slug in unknown}
    return await former_names(tx, unknown - own.keys()) | own


async def add(tx: Tx, workspace: int, slug: str, *, name: Text, about: Text, now: datetime) -> OwnTopic:
    """Give a workspace a topic of its own. Raises StorageError where it has one of that name."""
    there = select(topics.c.id).where(topics.c.workspace == workspace, topics.c.slug == slug)
    if await tx.scalar(there) is not None:
        raise StorageError(StorageProblem.CONFLICT, f'there is a topic "{slug}" already: choose another name')
    made = insert(topics).values(workspace=workspace, slug=slug, name=dict(name), about=dict(about), created_at=now)
    added = _topic((await tx.execute(made.returning(topics))).one())
    # The desk may have dropped one of that slug: who still subscribes to it hears of this one.
    followed = (subscriptions.c.topic == slug, subscriptions.c.destination.in_(_places(workspace)))
    await tx.execute(update(subscriptions).where(*followed).values(dropped_at=None))
    return added


async def rename(tx: Tx, workspace: int, slug: str, name: Text, *, about: Text | None = None) -> bool:
    """Name a workspace's own topic anew; False: there is none. Its slug stays: subscriptions hold on to it.

    What it is about stays where nothing is said of it.
    """
    said = {"name": dict(name)} | ({} if about is None else {"about": dict(about)})
    renamed = update(topics).where(topics.c.workspace == workspace, topics.c.slug == slug).values(**said)
    return bool((await tx.execute(renamed)).rowcount)


async def remove(tx: Tx, workspace: int, slug: str) -> bool:
    """Remove a workspace's own topic, its terms and all subscriptions to it; False: there is none."""
    gone = delete(topics).where(topics.c.workspace == workspace, topics.c.slug == slug)
    if not (await tx.execute(gone)).rowcount:
        return False
    await tx.execute(delete(watch_terms).where(watch_terms.c.workspace == workspace, watch_terms.c.topic == slug))
    followed = (subscriptions.c.topic == slug, subscriptions.c.destination.in_(_places(workspace)))
    await tx.execute(delete(subscriptions).where(*followed))
    await count_change(tx)
    return True


async def get(tx: Tx, workspace: int, slug: str) -> OwnTopic | None:
    """Return one of a workspace's own topics; None: it has none of that slug."""
    own = select(topics).where(topics.c.workspace == workspace, topics.c.slug == slug)
    row = (await tx.execute(own)).one_or_none()
    return _topic(row) if row else None


async def listing(tx: Tx, workspace: int) -> list[OwnTopic]:
    """Return a workspace's own topics, by slug."""
    own = select(topics).where(topics.c.workspace == workspace).order_by(topics.c.slug)
    return [_topic(row) for row in await tx.execute(own)]


async def add_term(tx: Tx, workspace: int, topic: str, expression: str, *, by: str, now: datetime) -> WatchTerm:
    """Add an expression, checked by the caller, to a topic; one that is there already is returned as it is."""
    row = upsert(tx.dialect, watch_terms).values(
        workspace=workspace,
        topic=topic,
        expression=expression,
        created_by=by,
        created_at=now,
        changed=await count_change(tx),
    )
    await tx.execute(row.on_conflict_do_nothing())
    there = select(watch_terms).where(
        watch_terms.c.workspace == workspace, watch_terms.c.topic == topic, watch_terms.c.expression == expression
    )
    return _term((await tx.execute(there)).one())


async def edit_term(tx: Tx, workspace: int, number: int, expression: str) -> WatchTerm | None:
    """Put another expression, checked by the caller, in the place of one; None: there is none of that number.

    Raises StorageError where the topic has the expression already.
    """
    mine = watch_terms.c.workspace == workspace, watch_terms.c.id == number
    before = (await tx.execute(select(watch_terms).where(*mine))).one_or_none()
    if before is None:
        return None
    twin = select(watch_terms.c.id).where(
        watch_terms.c.workspace == workspace,
        watch_terms.c.topic == before.topic,
        watch_terms.c.expression == expression,
        watch_terms.c.id != number,
    )
    if (other := await tx.scalar(twin)) is not None:
        raise StorageError(StorageProblem.CONFLICT, f"term {other} of that topic says the same: remove one of the two")
    values = {"expression": expression, "changed": await count_change(tx)}
    edited = update(watch_terms).where(*mine).values(**values).returning(watch_terms)
    return _term((await tx.execute(edited)).one())


async def remove_term(tx: Tx, workspace: int, term: int) -> bool:
    """Remove one of a workspace's expressions; False: it has none of that number."""
    gone = delete(watch_terms).where(watch_terms.c.workspace == workspace, watch_terms.c.id == term)
    if not (await tx.execute(gone)).rowcount:
        return False
    await count_change(tx)
    return True


async def term(tx: Tx, workspace: int, number: int) -> WatchTerm | None:
    """Return one of a workspace's expressions; None: it has none of that number."""
    mine = select(watch_terms).where(watch_terms.c.workspace == workspace, watch_terms.c.id == number)
    row = (await tx.execute(mine)).one_or_none()
    return _term(row) if row else None


async def terms(tx: Tx, workspace: int | None = None) -> list[WatchTerm]:
    """Return the expressions of a workspace, or of all, oldest first."""
    wanted = select(watch_terms).order_by(watch_terms.c.id)
    if workspace is not None:
        wanted = wanted.where(watch_terms.c.workspace == workspace)
    return [_term(row) for row in await tx.execute(wanted)]


async def last_change(tx: Tx) -> int:
    """Return a number that grows with every change of any workspace's terms: 0 where there was none."""
    return await tx.scalar(select(term_changes.c.number)) or 0


async def count_change(tx: Tx) -> int:
    """Count a change of the terms, and return its number. On PostgreSQL the row makes changes come one by one.

    For whoever removes terms with something else: a workspace.
    """
    row = upsert(tx.dialect, term_changes).values(id=1, number=1)
    counted = row.on_conflict_do_update(index_elements=["id"], set_={"number": term_changes.c.number + 1})
    return int((await tx.execute(counted.returning(term_changes.c.number))).scalar_one())


async def terms_changed(tx: Tx, since: int, *, after: int = 0, limit: int = 1000) -> list[WatchTerm]:
    """Return the terms added or edited after the change `since`, by id, from `after` on: a page of at most `limit`."""
    changed = select(watch_terms).where(watch_terms.c.changed > since, watch_terms.c.id > after)
    return [_term(row) for row in await tx.execute(changed.order_by(watch_terms.c.id).limit(limit))]


async def term_ids(tx: Tx, *, after: int = 0, limit: int = 5000) -> list[int]:
    """Return the ids of the terms of all workspaces, ascending, from `after` on: a page of at most `limit`."""
    wanted = select(watch_terms.c.id).where(watch_terms.c.id > after).order_by(watch_terms.c.id).limit(limit)
    return list(await tx.scalars(wanted))


async def count_terms(tx: Tx) -> int:
    """Return how many terms all workspaces have together."""
    return await tx.scalar(select(func.count()).select_from(watch_terms)) or 0


def _places(workspace: int) -> Select[tuple[int]]:
    return select(destinations.c.id).where(destinations.c.workspace == workspace)


def _topic(row: AnyRow) -> OwnTopic:
    return OwnTopic(row.id, row.workspace, row.slug, row.name, row.about, row.created_at)


def _term(row: AnyRow) -> WatchTerm:
    return WatchTerm(row.id, row.workspace, row.topic, row.expression, row.created_by, row.created_at)
