"""Facts: sourced statements, newest first. They outlive the entries they were taken from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from feeds.facts.fact import Fact, FactKind
from feeds.feed import Tier
from storage.engine.database import Tx
from storage.engine.types import AnyRow
from storage.schema import facts


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact with its source."""

    id: int
    fact: Fact
    """Lists of its data come back as lists, not tuples: JSON knows no other."""
    entry: int | None
    """None: the entry was removed since."""
    story: int | None
    publisher: str
    tier: Tier
    url: str
    published: datetime


async def latest(
    tx: Tx, kind: FactKind, *, scopes: Collection[int], limit: int, background: bool | None = None
) -> list[StoredFact]:
    """Return facts of a kind, newest first.

    Args:
        tx: an open transaction.
        kind: of fact.
        scopes: 0 for shared ones, and the workspace.
        limit: of facts.
        background: True or False: only those that were, or were not, given as context.

    """
    found: list[AnyRow] = []
    for scope in scopes:  # each is one walk along the index
        wanted = select(facts).where(facts.c.scope == scope, facts.c.kind == kind)
        if background is not None:
            wanted = wanted.where(facts.c.background == background)
        found += await tx.execute(wanted.order_by(facts.c.published.desc()).limit(limit))
    found.sort(key=lambda row: (row.published, row.id), reverse=True)
    return [_fact(row) for row in found[:limit]]


async def of_story(tx: Tx, story: int) -> list[StoredFact]:
    """Return what the reports of a story state, oldest first."""
    wanted = select(facts).where(facts.c.story == story).order_by(facts.c.published, facts.c.id)
    return [_fact(row) for row in await tx.execute(wanted)]


def _fact(row: AnyRow) -> StoredFact:
    return StoredFact(
        id=row.id,
        fact=Fact(row.kind, row.sentence, row.data, row.background),
        entry=row.entry,
        story=row.story,
        publisher=row.publisher,
        tier=Tier(row.tier),
        url=row.url,
        published=row.published,
    )
