"""Entries: what feeds brought, in their newest wording."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from feeds.entry import DatedBy, Known, Refile
from feeds.feed import Tier
from feeds.stories.story import Change, Member
from feeds.terms.match import Evidence, Match
from storage.engine.database import Tx
from storage.engine.statements import batches
from storage.engine.types import AnyRow
from storage.schema import entries, entry_keys, matches, revisions
from storage.schema.entries import MATCHED

_OF_MEMBERS = (
    "id",
    "story",
    "title",
    "url",
    "publisher",
    "tier",
    "lang",
    "published",
    "updated",
    "refile_marker",
    "refile_rank",
)


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry with what became of it."""

    id: int
    scope: int
    feed: int | None
    """None: its feed was removed."""
    publisher: str
    tier: Tier
    title: str
    summary: str
    url: str
    lang: str
    published: datetime
    updated: datetime
    dated_by: DatedBy
    refile: Refile | None
    first_seen: datetime
    matched: bool
    story: int | None
    change: Change | None
    reason: str
    silent: str | None


@dataclass(frozen=True, slots=True)
class StoredMatch:
    """A match, and the version of the desk whose terms found it."""

    match: Match
    desk_version: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What an entry said before it was revised."""

    title: str
    summary: str
    url: str
    updated: datetime
    refile: Refile | None
    change: Change | None
    reason: str
    replaced_at: datetime


async def by_keys(tx: Tx, *, scope: int, keys: Collection[bytes]) -> dict[bytes, Known]:
    """Return the stored entries of a scope that have any of these keys (`Key.digest`), by key."""
    by_digest: dict[bytes, int] = {}
    for batch in batches(list(keys)):
        found = select(entry_keys.c.digest, entry_keys.c.entry).where(
            entry_keys.c.scope == scope, entry_keys.c.digest.in_(batch)
        )
        by_digest.update((bytes(row.digest), row.entry) for row in await tx.execute(found))
    known: dict[int, Known] = {}
    for ids in batches(sorted(set(by_digest.values()))):
        contents: dict[int, set[bytes]] = {}
        before = select(revisions.c.entry, revisions.c.content).where(revisions.c.entry.in_(ids))
        for row in await tx.execute(before):
            contents.setdefault(row.entry, set()).add(row.content)
        columns = (entries.c[name] for name in ("id", "feed", "title", "url", "published", "content", "story"))
        for row in await tx.execute(select(*columns).where(entries.c.id.in_(ids))):
            said = frozenset({row.content, *contents.get(row.id, ())})
            known[row.id] = Known(row.id, row.feed or 0, row.title, row.url, row.published, said, row.story)
    return {digest: known[entry] for digest, entry in by_digest.items()}


async def get(tx: Tx, entry: int) -> StoredEntry | None:
    """Return one entry."""
    row = (await tx.execute(select(entries).where(entries.c.id == entry))).one_or_none()
    return _entry(row) if row else None


async def matches_of(tx: Tx, entry: int) -> list[StoredMatch]:
    """Return the topics an entry belongs to, with the evidence, by topic."""
    rows = await tx.execute(select(matches).where(matches.c.entry == entry).order_by(matches.c.topic))
    return [
        StoredMatch(
            Match(row.topic, tuple(Evidence(*hit) for hit in row.evidence), tuple(row.reasons)), row.desk_version
        )
        for row in rows
    ]


async def topics_of(tx: Tx, ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Return the keys of the topics that entries belong to, by entry; those of none are left out."""
    topics: dict[int, set[str]] = {}
    for batch in batches(list(ids)):
        for row in await tx.execute(select(matches.c.entry, matches.c.topic).where(matches.c.entry.in_(batch))):
            topics.setdefault(row.entry, set()).add(row.topic)
    return {entry: frozenset(keys) for entry, keys in topics.items()}


async def wordings_of(tx: Tx, entry: int) -> list[Wording]:
    """Return what an entry said before, oldest first."""
    return (await wordings(tx, [entry])).get(entry, [])


async def wordings(tx: Tx, ids: Collection[int]) -> dict[int, list[Wording]]:
    """Return what entries said before, by entry, each oldest first; those never revised are left out."""
    found: dict[int, list[Wording]] = {}
    for batch in batches(list(ids)):
        before = select(revisions).where(revisions.c.entry.in_(batch)).order_by(revisions.c.id)
        for row in await tx.execute(before):
            wording = Wording(
                row.title,
                row.summary,
                row.url,
                row.updated,
                _refile(row),
                Change(row.change) if row.change else None,
                row.reason,
                row.replaced_at,
            )
            found.setdefault(row.entry, []).append(wording)
    return found


async def recent(tx: Tx, *, scopes: Collection[int], limit: int, matched: bool = False) -> list[StoredEntry]:
    """Return entries, newest first: by date those that matched a topic, else by when they were stored."""
    if matched:
        rows: list[AnyRow] = []
        for scope in scopes:  # each is one walk along the index
            newest = select(entries).where(MATCHED, entries.c.scope == scope)
            rows += await tx.execute(newest.order_by(entries.c.published.desc()).limit(limit))
        rows.sort(key=lambda row: (row.published, row.id), reverse=True)
        return [_entry(row) for row in rows[:limit]]
    last = select(entries).where(entries.c.scope.in_(scopes)).order_by(entries.c.id.desc()).limit(limit)
    return [_entry(row) for row in await tx.execute(last)]


async def members_of(tx: Tx, stories: Sequence[int]) -> dict[int, tuple[Member, ...]]:
    """Return the entries of stories as grouping reads them, by story, each by date."""
    members: dict[int, list[Member]] = {story: [] for story in stories}
    for batch in batches(list(stories)):
        named = select(*(entries.c[name] for name in _OF_MEMBERS)).where(entries.c.story.in_(batch))
        for row in await tx.execute(named.order_by(entries.c.published, entries.c.id)):
            members[row.story].append(_member(row))
    return {story: tuple(reports) for story, reports in members.items()}


def _member(row: AnyRow) -> Member:
    return Member(
        entry=row.id,
        title=row.title,
        url=row.url,
        publisher=row.publisher,
        tier=Tier(row.tier),
        lang=row.lang,
        published=row.published,
        updated=row.updated,
        refile=_refile(row),
    )


def _refile(row: AnyRow) -> Refile | None:
    return Refile(row.refile_marker, row.refile_rank) if row.refile_marker is not None else None


def _entry(row: AnyRow) -> StoredEntry:
    return StoredEntry(
        id=row.id,
        scope=row.scope,
        feed=row.feed,
        publisher=row.publisher,
        tier=Tier(row.tier),
        title=row.title,
        summary=row.summary,
        url=row.url,
        lang=row.lang,
        published=row.published,
        updated=row.updated,
        dated_by=DatedBy(row.dated_by),
        refile=_refile(row),
        first_seen=row.first_seen,
        matched=row.matched,
        story=row.story,
        change=Change(row.change) if row.change else None,
        reason=row.reason,
        silent=row.silent,
    )
