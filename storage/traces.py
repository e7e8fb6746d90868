"""Traces: what a workspace leaves in tables that others share, found and removed a little at a time.

What hangs on the workspace's row goes with it (`storage.workspaces.remove`). What its private feeds brought does not:
entries, stories and facts name it by their scope only. Nor do matches of shared entries found by its own terms, nor its
lines of the audit, which hold ids of people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Select, delete, func, select, tuple_, update

from storage.engine.database import Tx
from storage.engine.statements import batches
from storage.schema import audit, entries, entry_keys, facts, matches, stories, story_topics, watch_terms, workspaces
from storage.search import index
from storage.topics import count_change, own_key

_CLOSED = "removed/"
"""No platform's id of a workspace begins so."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Some of what there is of a workspace."""

    entries: Sequence[int] = ()
    stories: Sequence[int] = ()
    facts: Sequence[int] = ()
    audit: Sequence[int] = ()
    matches: Sequence[tuple[int, str]] = ()
    """(entry, topic)."""
    story_topics: Sequence[tuple[int, str]] = ()
    """(story, topic)."""

    def __len__(self) -> int:
        """Return how many rows these are."""
        kinds = (self.entries, self.stories, self.facts, self.audit, self.matches, self.story_topics)
        return sum(len(kind) for kind in kinds)


async def close(tx: Tx, workspace: int, moment: datetime) -> bool:
    """Take a workspace that the bot left before `moment` out of its platform's reach, and its terms out of the index.

    From here on a bot that comes back makes a new workspace. False: it came back before.
    """
    doomed = update(workspaces).where(workspaces.c.id == workspace, workspaces.c.left_at < moment)
    if not (await tx.execute(doomed.values(external=f"{_CLOSED}{workspace}", name=""))).rowcount:
        return False
    await tx.execute(delete(watch_terms).where(watch_terms.c.workspace == workspace))
    await count_change(tx)
    return True


async def closed(tx: Tx) -> list[int]:
    """Return the workspaces that are closed and not removed yet."""
    wanted = select(workspaces.c.id).where(workspaces.c.left_at.is_not(None), workspaces.c.external.startswith(_CLOSED))
    return list(await tx.scalars(wanted.order_by(workspaces.c.id)))


async def find(tx: Tx, workspace: int, limit: int) -> Traces:
    """Find up to `limit` rows of one kind that name a workspace; none: there are no more. Reads only.

    Walks `matches` whole when nothing else is left: rare, and reading holds up nobody.
    """
    in_scope = select(entry_keys.c.entry).where(entry_keys.c.scope == workspace).distinct()
    if found := await _ids(tx, in_scope, limit):
        return Traces(entries=found)
    if found := await _ids(tx, select(stories.c.id).where(stories.c.scope == workspace), limit):
        return Traces(stories=found)
    if found := await _ids(tx, select(facts.c.id).where(facts.c.scope == workspace), limit):
        return Traces(facts=found)
    if found := await _ids(tx, select(audit.c.id).where(audit.c.workspace == workspace), limit):
        return Traces(audit=found)
    if pairs := await _of_own_topics(tx, workspace, story_topics.c.story, story_topics.c.topic, limit):
        return Traces(story_topics=pairs)
    return Traces(matches=await _of_own_topics(tx, workspace, matches.c.entry, matches.c.topic, limit))


async def remove(tx: Tx, traces: Traces) -> None:
    """Remove what was found."""
    await index.forget(tx, traces.entries)
    for table, ids in (
        (entries, traces.entries),
        (stories, traces.stories),
        (facts, traces.facts),
        (audit, traces.audit),
    ):
        for some in batches(ids):
            await tx.execute(delete(table).where(table.c.id.in_(some)))
    found_pairs = (
        (traces.matches, (matches.c.entry, matches.c.topic)),
        (traces.story_topics, (story_topics.c.story, story_topics.c.topic)),
    )
    for pairs, key in found_pairs:
        for few in batches(pairs, 1000):
            await tx.execute(delete(key[0].table).where(tuple_(*key).in_(few)))


async def _ids(tx: Tx, wanted: Select[int], limit: int) -> list[int]:
    return list(await tx.scalars(wanted.limit(limit)))


async def _of_own_topics(
    tx: Tx, workspace: int, number: Column[int], topic: Column[str], limit: int
) -> list[tuple[int, str]]:
    """Return rows whose topic is a workspace's own, by number and topic."""
    prefix = own_key(workspace, "")
    wanted = select(number, topic).where(func.substr(topic, 1, len(prefix)) == prefix).limit(limit)
    return [(row[0], row[1]) for row in await tx.execute(wanted)]
