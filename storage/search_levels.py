"""Levels of a search: what an entry must have to be among the best, the next best, and so on.

All tokens come first. Then all words where a long Korean word may be written with spaces (비자워킹그룹, 비자 워킹그룹):
the pair of syllables that only the unspaced writing has is not asked for. Then all words but one, and so on.
Each level is one boolean query, so that the index answers it without a look at the entries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

Word = tuple[str, ...]
"""The tokens of one word: `feeds.text.tokens.search_words`."""

MOST_WORDS = 12
"""Words of a query that are looked for; what follows narrows nothing any more."""
MOST_WAYS = 28
"""Alternatives of one level: two words left out of eight. Levels of more are skipped: they would cost more than they
find."""
SPACED = 3
"""Pairs of syllables in the shortest word that may be two: four syllables, 비자협의."""
SPACED_TWICE = 5
"""… that may be three: six syllables, 한미비자협의."""


@dataclass(frozen=True, slots=True)
class Both:
    """Holds where all parts do."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Holds where any part does."""

    parts: tuple["Query", ...]


Query = str | Both | Either
"""A token, or parts joined."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level."""

    query: Query
    missing: int
    """Words of the query that an entry of this level lacks."""


def levels(words: Sequence[Word]) -> Iterator[Level]:
    """Yield what to ask for, the best first. No words: nothing."""
    wanted = list(dict.fromkeys(words))[:MOST_WORDS]
    if not wanted:
        return
    count = len(wanted)
    yield Level(_all([token for word in wanted for token in word]), 0)
    loose = [_loose(word) for word in wanted]
    if any(len(word) >= SPACED for word in wanted):
        yield Level(_all(loose), 0)
    for kept in range(count - 1, 0, -1):
        if comb(count, kept) <= MOST_WAYS:
            yield Level(_at_least(kept, loose), count - kept)


def _at_least(kept: int, parts: Sequence[Query]) -> Query:
    """Return what holds where so many of the parts do.

    Either the first does and one less of the others, or so many of the others: half as long as a list of all choices.
    """
    if kept == len(parts):
        return _all(parts)
    if kept == 1:
        return _any(parts)
    first, others = parts[0], parts[1:]
    return _any([_all([first, _at_least(kept - 1, others)]), _at_least(kept, others)])


def _loose(word: Word) -> Query:
    """Return what a word asks for where it may be written with spaces."""
    inner = range(1, len(word) - 1)
    left_out: list[tuple[int, ...]]
    if len(word) >= SPACED_TWICE:
        left_out = [pair for pair in combinations(inner, 2) if pair[1] - pair[0] > 1]
    elif len(word) >= SPACED:
        left_out = [(one,) for one in inner]
    else:
        return _all(word)
    return _any([_all([token for at, token in enumerate(word) if at not in gone]) for gone in left_out])


def _all(parts: Sequence[Query]) -> Query:
    unique = tuple(dict.fromkeys(parts))
    return unique[0] if len(unique) == 1 else Both(unique)


def _any(parts: Sequence[Query]) -> Query:
    unique = tuple(dict.fromkeys(parts))
    return unique[0] if len(unique) == 1 else Either(unique)
