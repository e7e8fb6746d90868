"""The entries with most words of a query, among those that are newest of each word."""

from collections.abc import AsyncGenerator, Collection, Sequence
from typing import Any

from sqlalchemy import Integer, Row, Select, and_, select, text

from storage.engine.database import Tx
from storage.schema import entries
from storage.search.sql import READ, hits, written
from storage.search.words import Query

COUNTED = 5_000
"""Entries with only some of the words are sought among so many of each word, stored last: all that a rare word has, and
some weeks of one that a quarter of all entries have. So the cost is bounded whatever is typed."""
PAGE = 100
"""Of those, so many are ordered by date at once: those with most words, stored last."""
REST = 400
"""So many more are looked at where those do not suffice: most were for others, or had not the phrase in quotes."""


async def with_most(tx: Tx, ways: Sequence[Query], scopes: Collection[int]) -> AsyncGenerator[list[Row[Any]]]:
    """Yield pages of entries of these scopes, those first that most of `ways` find: as many as each one `has`.

    Whom an entry is for, the index of words does not know: that is looked up for a page only.
    """
    engine = tx.dialect.name
    values: dict[str, Any] = {f"way_{n}": written(engine, way) for n, way in enumerate(ways)}
    values |= {"counted": COUNTED, "has": len(ways) + 1, "before": 0}
    asked = _page(engine, len(ways), scopes)
    for size in (PAGE, REST):
        page = (await tx.execute(asked, values | {"page": size})).all()
        yield [row for row in page if row.id is not None]
        if len(page) < size:
            return
        values |= {"before": page[-1].entry, "has": page[-1].has}


def _page(engine: str, ways: int, scopes: Collection[int]) -> Select[Any]:
    """Return the SELECT of a page of entries with how many of so many ways find them.

    Each way is a walk through the newest end of its own list, and the lists are counted together: that costs the same
    whatever is found. A boolean query for "all but one", then one for "all but two" cost ten times as much where
    common words never come together: FTS5 looks for the first find of each part through all entries, and minds a lower
    bound of ids only once it has one.
    """
    newest = "SELECT entry FROM ({hits}) AS way ORDER BY entry DESC LIMIT :counted"
    each = (newest.format(hits=hits(engine, f"way_{n}")) for n in range(ways))
    united = " UNION ALL ".join(f"SELECT entry FROM ({one}) AS newest" for one in each)  # noqa: S608 - our own
    counted = text(
        f"SELECT entry, count(*) AS has FROM ({united}) AS hit GROUP BY entry "  # noqa: S608 - the same
        "HAVING count(*) < :has OR (count(*) = :has AND entry < :before) "
        "ORDER BY has DESC, entry DESC LIMIT :page"
    )
    page = counted.columns(entry=entries.c.id.type, has=Integer).subquery("page")
    theirs = and_(entries.c.id == page.c.entry, entries.c.scope.in_(scopes))
    return (
        select(page.c.entry, page.c.has, *READ)
        .select_from(page.outerjoin(entries, theirs))
        .order_by(page.c.has.desc(), page.c.entry.desc())
    )
