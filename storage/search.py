"""Full-text search over our own tokens: the same finds on both engines.

The tokens of `feeds.text.tokens` are stored as they are: words between blanks in FTS5, lexemes of a
tsvector on PostgreSQL. Neither engine's own parser ever sees the text.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, text

from feeds.text.tokens import search_words
from storage.database import Tx
from storage.schema import entries
from storage.search_levels import Both, Query, levels
from storage.statements import write

LOOKED_AT = 200
"""Of what is found, so many entries, stored last, are ordered by date: a common word is in a million of them."""

LOOSELY_LOOKED_AT = 50
"""The same of those with only some of the words."""
LOOSELY_WITHIN = 100_000
"""Entries with only some of the words are sought among so many stored last: months of the shipped desk. Older
ones are hardly what was meant."""

_PUT = {
    "sqlite": text("INSERT INTO entry_words (rowid, words) VALUES (:entry, :words)"),
    "postgresql": text("INSERT INTO entry_words (entry, words) VALUES (:entry, array_to_tsvector(:words))"),
}
_DROP = {
    "sqlite": text("DELETE FROM entry_words WHERE rowid = :entry"),
    "postgresql": text("DELETE FROM entry_words WHERE entry = :entry"),
}
_FIND = {
    "sqlite": "SELECT rowid AS entry FROM entry_words WHERE entry_words MATCH :query AND rowid > :floor",
    "postgresql": "SELECT entry FROM entry_words WHERE words @@ CAST(:query AS tsquery) AND entry > :floor",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: an entry, standing for its story where it has one."""

    entry: int
    """The newest found entry of the story."""
    story: int | None
    title: str
    url: str
    publisher: str
    published: datetime
    matched: bool
    missing: int
    """Words of the query that it lacks."""


async def index(tx: Tx, words: Mapping[int, Sequence[str]]) -> None:
    """Make entries findable by their tokens; what they were found by before is forgotten."""
    engine = tx.dialect.name
    await forget(tx, words)
    rows: list[dict[str, Any]] = [
        # An array holds each lexeme once, and never a NULL or an empty one (array_to_tsvector refuses those).
        {"entry": entry, "words": " ".join(tokens) if engine == "sqlite" else sorted(set(tokens) - {""})}
        for entry, tokens in words.items()
    ]
    await write(tx, _PUT[engine], rows)


async def forget(tx: Tx, entry_ids: Collection[int]) -> None:
    """Remove entries from the index."""
    await write(tx, _DROP[tx.dialect.name], [{"entry": entry} for entry in entry_ids])


async def search(
    tx: Tx,
    query: str,
    *,
    scopes: Collection[int],
    limit: int,
    keep: Callable[[str, str], bool] = lambda _title, _summary: True,
) -> list[Found]:
    """Find entries by the words of a query, one for each story; whether they matched a topic or not.

    Those with all words come first, then those with most; within each those that matched a topic, then the newest:
    비자 is also in 소비자 (consumer), and such entries are many.

    Args:
        tx: an open transaction.
        query: words as typed. Without any, nothing is found.
        scopes: 0 for shared entries, and the workspace.
        limit: of findings. Those with all words are the newest of the last `LOOKED_AT` stored entries that have them;
            the others are sought among the last `LOOSELY_WITHIN` stored entries only.
        keep: told title and summary, says whether an entry counts: for what an index of words cannot know.

    """
    if not scopes:
        return []
    floor: int | None = None
    found: dict[tuple[str, int], Found] = {}
    for number, level in enumerate(levels(search_words(query))):
        if number and floor is None:
            floor = int(await tx.scalar(select(func.max(entries.c.id))) or 0) - LOOSELY_WITHIN
        rows = await tx.execute(_newest(tx.dialect.name, level.query, scopes, floor))
        for row in sorted(rows, key=lambda row: (bool(row.matched), row.published, row.id), reverse=True):
            key = ("story", row.story) if row.story is not None else ("entry", row.id)
            if key not in found and keep(row.title, row.summary):
                found[key] = Found(
                    row.id, row.story, row.title, row.url, row.publisher, row.published, row.matched, level.missing
                )
            if len(found) >= limit:
                return list(found.values())
    return list(found.values())


def _newest(engine: str, query: Query, scopes: Collection[int], floor: int | None) -> Select[Any]:
    """Return the SELECT of the entries stored last that a query finds; `floor`: of those stored after that one."""
    ways = {"query": _written(engine, query), "floor": floor or 0}
    hit = text(_FIND[engine]).bindparams(**ways).columns(entry=entries.c.id.type).subquery("hit")
    names = ("id", "story", "title", "summary", "url", "publisher", "published", "matched")
    return (
        select(*(entries.c[name] for name in names))
        .join(hit, hit.c.entry == entries.c.id)
        .where(entries.c.scope.in_(scopes))
        .order_by(hit.c.entry.desc())
        .limit(LOOKED_AT if floor is None else LOOSELY_LOOKED_AT)
    )


def _written(engine: str, query: Query) -> str:
    """Return a query as an engine reads it, each token quoted: a token is never an operator."""
    if isinstance(query, str):
        if engine == "sqlite":
            return '"' + query.replace('"', '""') + '"'
        return "'" + query.replace("\\", "\\\\").replace("'", "''") + "'"
    both, either = (" AND ", " OR ") if engine == "sqlite" else (" & ", " | ")
    sign = both if isinstance(query, Both) else either
    return f"({sign.join(_written(engine, part) for part in query.parts)})"
