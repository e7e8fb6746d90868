"""Full-text search over our own tokens: the same finds on both engines.

The tokens of `feeds.text.tokens` are stored as they are: words between blanks in FTS5, lexemes of a
tsvector on PostgreSQL. Neither engine's own parser ever sees the text.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, text

from feeds.text.tokens import search_words
from storage.engine.database import Tx
from storage.engine.statements import write
from storage.search.loose import with_most
from storage.search.strict import with_all
from storage.search.words import Query, all_of, wanted, ways

_PUT = {
    "sqlite": text("INSERT INTO entry_words (rowid, words) VALUES (:entry, :words)"),
    "postgresql": text("INSERT INTO entry_words (entry, words) VALUES (:entry, array_to_tsvector(:words))"),
}
_DROP = {
    "sqlite": text("DELETE FROM entry_words WHERE rowid = :entry"),
    "postgresql": text("DELETE FROM entry_words WHERE entry = :entry"),
}

KEPT_AT_ONCE = 25
"""Entries that are asked about between two turns of the loop: reading a long one for a phrase takes up to 0.4 ms."""


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
    """Words of the query that it lacks; a very long one counts as several."""


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
        limit: of findings. Those with all words are the newest of the entries that have them, the last
            `search_strict.LOOKED_AT` stored; of the others, a word counts in the last `search_loose.COUNTED` stored
            that have it.
        keep: told title and summary, says whether an entry counts: for what an index of words cannot know.

    """
    words = wanted(search_words(query))
    if not scopes or not words:
        return []
    findings = _Findings(limit, keep)
    await findings.take(await with_all(tx, words, scopes), missing=0)
    loose = ways(words)
    if not findings.full and loose != [all_of(words)]:
        await _take_loose(tx, loose, scopes, findings)
    return list(findings.found.values())


async def _take_loose(tx: Tx, loose: Sequence[Query], scopes: Collection[int], findings: "_Findings") -> None:
    """Take what most of the queries find, as far as there is room."""
    async with aclosing(with_most(tx, loose, scopes)) as pages:
        async for page in pages:
            for has, some in groupby(page, key=lambda row: int(row.has)):
                await findings.take(some, missing=len(loose) - has)
            if findings.full:
                return


class _Findings:
    """What was found so far, the best first."""

    def __init__(self, limit: int, keep: Callable[[str, str], bool]) -> None:
        self.found: dict[tuple[str, int], Found] = {}
        self._limit = limit
        self._keep = keep

    @property
    def full(self) -> bool:
        return len(self.found) >= self._limit

    async def take(self, rows: Iterable[Row[Any]], missing: int) -> None:
        """Take what lacks so many words, as far as there is room."""
        ranked = sorted(rows, key=lambda row: (bool(row.matched), row.published, row.id), reverse=True)
        for n, row in enumerate(ranked, start=1):
            if self.full:
                return
            key = ("story", row.story) if row.story is not None else ("entry", row.id)
            if key not in self.found and self._keep(row.title, row.summary):
                self.found[key] = Found(
                    row.id, row.story, row.title, row.url, row.publisher, row.published, row.matched, missing
                )
            if n % KEPT_AT_ONCE == 0:
                await asyncio.sleep(0)
