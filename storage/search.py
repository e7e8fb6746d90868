"""Full-text search over our own tokens: the same finds on both engines.

The tokens of `feeds.text.tokens` are stored as they are: words between blanks in FTS5, lexemes of a
tsvector on PostgreSQL. Neither engine's own parser ever sees the text.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, TextClause, select, text

from feeds.text.tokens import search_words
from storage.database import Tx
from storage.schema import entries
from storage.search_words import Both, Query, all_of, loosely, wanted
from storage.statements import write

LOOKED_AT = 200
"""Of what is found, so many entries, stored last, are ordered by date: a common word is in a million of them."""

COUNTED = 5_000
"""Entries with only some of the words are sought among so many of each word, stored last: all that a rare word has, and
some weeks of one that a quarter of all entries have. So the cost is bounded whatever is typed."""
PAGE = 100
"""Of those, so many are ordered by date at once: those with most words, stored last."""
PAGES = 5

_PUT = {
    "sqlite": text("INSERT INTO entry_words (rowid, words) VALUES (:entry, :words)"),
    "postgresql": text("INSERT INTO entry_words (entry, words) VALUES (:entry, array_to_tsvector(:words))"),
}
_DROP = {
    "sqlite": text("DELETE FROM entry_words WHERE rowid = :entry"),
    "postgresql": text("DELETE FROM entry_words WHERE entry = :entry"),
}
_HITS = {
    "sqlite": "SELECT rowid AS entry FROM entry_words WHERE entry_words MATCH :way",
    "postgresql": "SELECT entry FROM entry_words WHERE words @@ CAST(:way AS tsquery)",
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
            of the others, a word counts in the last `COUNTED` stored entries that have it.
        keep: told title and summary, says whether an entry counts: for what an index of words cannot know.

    """
    words = wanted(search_words(query))
    if not scopes or not words:
        return []
    findings = _Findings(limit, keep)
    findings.take(await tx.execute(_with_all(tx.dialect.name, all_of(words), scopes)), missing=0)
    ways = [loosely(word) for word in words]
    if not findings.full and ways != [all_of(words)]:
        await _take_loose(tx, ways, scopes, findings)
    return list(findings.found.values())


class _Findings:
    """What was found so far, the best first."""

    def __init__(self, limit: int, keep: Callable[[str, str], bool]) -> None:
        self.found: dict[tuple[str, int], Found] = {}
        self._limit = limit
        self._keep = keep

    @property
    def full(self) -> bool:
        return len(self.found) >= self._limit

    def take(self, rows: Iterable[Row[Any]], missing: int) -> None:
        """Take what lacks so many words, as far as there is room."""
        for row in sorted(rows, key=lambda row: (bool(row.matched), row.published, row.id), reverse=True):
            if self.full:
                return
            key = ("story", row.story) if row.story is not None else ("entry", row.id)
            if key not in self.found and self._keep(row.title, row.summary):
                self.found[key] = Found(
                    row.id, row.story, row.title, row.url, row.publisher, row.published, row.matched, missing
                )


async def _take_loose(tx: Tx, ways: Sequence[Query], scopes: Collection[int], findings: _Findings) -> None:
    """Take the entries that hold most of `ways`, a page at a time.

    Whom an entry is for, the index of words does not know: that is looked up for a page only.
    """
    asked = _with_most(tx.dialect.name, len(ways))
    values: dict[str, Any] = {f"way_{n}": _written(tx.dialect.name, way) for n, way in enumerate(ways)}
    values |= {"counted": COUNTED, "page": PAGE, "has": len(ways) + 1, "before": 0}
    for _ in range(PAGES):
        page = (await tx.execute(asked, values)).all()
        rows = {
            row.id: row for row in await tx.execute(_rows(scopes).where(entries.c.id.in_([one[0] for one in page])))
        }
        for has, some in groupby(page, key=lambda one: int(one[1])):
            findings.take([rows[entry] for entry, _ in some if entry in rows], missing=len(ways) - has)
        if findings.full or len(page) < PAGE:
            return
        values |= {"before": page[-1][0], "has": page[-1][1]}


def _with_all(engine: str, query: Query, scopes: Collection[int]) -> Select[Any]:
    """Return the SELECT of the entries stored last that a query finds."""
    ways = {"way": _written(engine, query)}
    hit = text(_HITS[engine]).bindparams(**ways).columns(entry=entries.c.id.type).subquery("hit")
    return _rows(scopes).join(hit, hit.c.entry == entries.c.id).order_by(hit.c.entry.desc()).limit(LOOKED_AT)


def _rows(scopes: Collection[int]) -> Select[Any]:
    names = ("id", "story", "title", "summary", "url", "publisher", "published", "matched")
    return select(*(entries.c[name] for name in names)).where(entries.c.scope.in_(scopes))


def _with_most(engine: str, ways: int) -> TextClause:
    """Return the SELECT of a page of entries with how many of so many ways find them.

    Each way is a walk through the newest end of its own list, and the lists are counted together: that costs the same
    whatever is found. A boolean query for "all but one", then one for "all but two" cost ten times as much where
    common words never come together: FTS5 looks for the first find of each part through all entries, and minds a lower
    bound of ids only once it has one.
    """
    newest = f"SELECT entry FROM ({_HITS[engine]}) AS way ORDER BY entry DESC LIMIT :counted"  # noqa: S608 - our own
    each = "SELECT entry FROM ({newest}) AS {name}"
    hits = (each.format(newest=newest.replace(":way", f":way_{n}"), name=f"way_{n}") for n in range(ways))
    return text(
        f"SELECT entry, count(*) AS has FROM ({' UNION ALL '.join(hits)}) AS hit GROUP BY entry "  # noqa: S608 - the same
        "HAVING count(*) < :has OR (count(*) = :has AND entry < :before) "
        "ORDER BY has DESC, entry DESC LIMIT :page"
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
