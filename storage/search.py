"""Full-text search over our own tokens: the same finds on both engines.

The tokens of `feeds.text.tokens` are stored as they are: words between blanks in FTS5, lexemes of a
tsvector on PostgreSQL. Neither engine's own parser ever sees the text.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, text

from storage.database import Tx
from storage.schema import entries
from storage.statements import write

LOOKED_AT = 500
"""Of what is found, so many entries, stored last, are ordered by date: a common word is in a million of them."""

_PUT = {
    "sqlite": text("INSERT INTO entry_words (rowid, words) VALUES (:entry, :words)"),
    "postgresql": text("INSERT INTO entry_words (entry, words) VALUES (:entry, array_to_tsvector(:words))"),
}
_DROP = {
    "sqlite": text("DELETE FROM entry_words WHERE rowid = :entry"),
    "postgresql": text("DELETE FROM entry_words WHERE entry = :entry"),
}
_FIND = {
    "sqlite": "SELECT rowid AS entry FROM entry_words WHERE entry_words MATCH :query",
    "postgresql": "SELECT entry FROM entry_words WHERE words @@ CAST(:query AS tsquery)",
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


async def search(tx: Tx, tokens: Sequence[str], *, scopes: Collection[int], limit: int) -> list[Found]:
    """Find entries that have all of `tokens`, newest first, one for each story; whether they matched a topic or not.

    Args:
        tx: an open transaction.
        tokens: of the query, by the same `search_tokens`. None: nothing is found.
        scopes: 0 for shared entries, and the workspace.
        limit: of findings. They are the newest of the last `LOOKED_AT` stored entries that have the tokens.

    """
    if not tokens or not scopes:
        return []
    engine = tx.dialect.name
    hits = text(_FIND[engine]).bindparams(bindparam("query", _query(engine, tokens))).columns(entry=entries.c.id.type)
    hit = hits.subquery("hit")
    newest = (
        select(entries)
        .join(hit, hit.c.entry == entries.c.id)
        .where(entries.c.scope.in_(scopes))
        .order_by(hit.c.entry.desc())
        .limit(LOOKED_AT)
    )
    rows = sorted(await tx.execute(newest), key=lambda row: (row.published, row.id), reverse=True)
    found: dict[tuple[str, int], Found] = {}
    for row in rows:
        key = ("story", row.story) if row.story is not None else ("entry", row.id)
        finding = Found(row.id, row.story, row.title, row.url, row.publisher, row.published, row.matched)
        found.setdefault(key, finding)
    return list(found.values())[:limit]


def _query(engine: str, tokens: Sequence[str]) -> str:
    """Return the query of all tokens, each quoted: a token is never an operator."""
    unique = list(dict.fromkeys(tokens))
    if engine == "sqlite":
        return " AND ".join('"' + token.replace('"', '""') + '"' for token in unique)
    return " & ".join("'" + token.replace("\\", "\\\\").replace("'", "''") + "'" for token in unique)
