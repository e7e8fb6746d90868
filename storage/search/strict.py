"""The entries with every word of a query, out of all entries, however many there are.

Asked for many tokens at once, FTS5 walks the list of each from end to end where they never come together: nineteen
common ones cost 30 ms among a million entries. So it is asked for the rarest only, as many as leave few entries, and
the words of those are read, 2 µs each: 6 ms. What is found is the same however wrong the guess of what is rare.
PostgreSQL does the like by itself.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any

from sqlalchemy import Row, TextClause, select, text

from storage.engine.database import Tx
from storage.schema import entries
from storage.search.sql import READ, hits, written
from storage.search.words import Word, all_of

LOOKED_AT = 200
"""Of what is found, so many entries, stored last, are ordered by date: a common word is in a million of them."""

DEEP = 500
"""How common a token is, is told by how far back the entry lies that is the so-manieth newest with it."""
MEASURED = 12
"""Tokens for which that is asked, 0.1 ms each: one of each word, and more of them where the words are few."""
FEW = 1_000
"""Entries that may be expected of the rarest tokens, for their words to be read."""


async def with_all(tx: Tx, words: Sequence[Word], scopes: Collection[int]) -> Sequence[Row[Any]]:
    """Return the `LOOKED_AT` entries of these scopes, stored last, that have every token of all words."""
    engine = tx.dialect.name
    tokens = list(dict.fromkeys(chain.from_iterable(words)))
    asked = tokens
    if engine == "sqlite" and len(tokens) > 1:
        share, among = await measured(tx, words)
        asked = rarest(words, share, among=among)
    others = [token for token in tokens if token not in asked]
    values = {"way": written(engine, all_of([tuple(asked)]))}
    values |= {f"other_{n}": f" {token} " for n, token in enumerate(others)}
    hit = _having(engine, len(others)).bindparams(**values).columns(entry=entries.c.id.type).subquery("hit")
    found = select(*READ).join(hit, hit.c.entry == entries.c.id).where(entries.c.scope.in_(scopes))
    return (await tx.execute(found.order_by(hit.c.entry.desc()).limit(LOOKED_AT))).all()


def _having(engine: str, others: int) -> TextClause:
    """Return the SELECT of what a query finds, with so many other tokens in its words."""
    has = "".join(f" AND instr(' ' || words || ' ', :other_{n})" for n in range(others))
    return text(hits(engine, "way") + has)


async def measured(tx: Tx, words: Sequence[Word]) -> tuple[dict[str, float], int]:
    """Return which share of the entries has each token, about; and among how many.

    0 is said of a token that at most `DEEP` entries have, and nothing of tokens beyond `MEASURED`. For SQLite only.
    """
    tokens = to_measure(words)
    values: dict[str, Any] = {f"way_{n}": written("sqlite", token) for n, token in enumerate(tokens)}
    newest, oldest, *reached = (await tx.execute(_reach(len(tokens)), values | {"deep": DEEP})).one()
    share = {token: DEEP / (newest - at) if at else 0.0 for token, at in zip(tokens, reached, strict=True)}
    return share, (newest or 0) - (oldest or 0)


def to_measure(words: Sequence[Word]) -> list[str]:
    """Return `MEASURED` tokens at most: the first of each word, then the second of each, and so on."""
    turns = chain.from_iterable(zip_longest(*words))
    return list(dict.fromkeys(token for token in turns if token is not None))[:MEASURED]


def _reach(tokens: int) -> TextClause:
    """Return the SELECT of the newest and the oldest entry, and of how far back so many tokens reach."""
    newest = (f"({hits('sqlite', f'way_{n}')} ORDER BY rowid DESC LIMIT 1 OFFSET :deep)" for n in range(tokens))
    ends = ("(SELECT max(id) FROM entries)", "(SELECT min(id) FROM entries)")
    return text(f"SELECT {', '.join((*ends, *newest))}")


def rarest(words: Sequence[Word], share: Mapping[str, float], *, among: int) -> list[str]:
    """Return the rarest tokens of those with a share, as many as leave few of so many entries, or all.

    The rarest of each word come first, then the second of each: the tokens of one word (워킹 and 그룹 of 워킹그룹) come
    together, so that two of them narrow no more than one.
    """
    ranked = (sorted((share[token], token) for token in set(word) if token in share) for word in words)
    turns = sorted((turn, *one) for tokens in ranked for turn, one in enumerate(tokens))
    expected, asked = float(among), list[str]()
    for token in dict.fromkeys(token for *_, token in turns):
        asked.append(token)
        expected *= share[token]
        if expected <= FEW:
            break
    return asked
