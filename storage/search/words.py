"""What a search asks the index for: each word of a query, and all of them.

A long Korean word may be written with spaces (비자워킹그룹, 비자 워킹그룹): asked loosely, the pair of syllables
that only the unspaced writing has is not asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

Word = tuple[str, ...]
"""The tokens of one word: `feeds.text.tokens.search_words`."""

MOST_WORDS = 12
"""Words of a query that are looked for; what follows narrows nothing any more."""
SPACED = 3
"""Pairs of syllables in the shortest word that may be two: four syllables, 비자협의."""
SPACED_TWICE = 5
"""… that may be three: six syllables, 한미비자협의."""
LONGEST = 7
"""… in the longest that is sought as one word: eight syllables. A longer one is a phrase without spaces. The ways to
space it grow with the square of its length: those of thirty syllables took a second."""


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


def wanted(words: Sequence[Word]) -> list[Word]:
    """Return the words that are looked for, each once."""
    return list(dict.fromkeys(words))[:MOST_WORDS]


def all_of(words: Sequence[Word]) -> Query:
    """Return what has every token of every word; there must be one."""
    return _all([token for word in words for token in word])


def ways(words: Sequence[Word]) -> list[Query]:
    """Return what each word asks for where it may be written with spaces; of a very long one, each of its parts."""
    return [loosely(part) for word in words for part in parts(word)][:MOST_WORDS]


def parts(word: Word) -> list[Word]:
    """Return a word, or the equal parts of a very long one, without the pairs that are in two of them."""
    syllables = len(word) + 1
    count = -(-syllables // (LONGEST + 1))
    cuts = [syllables * n // count for n in range(count + 1)]
    return [word[start : end - 1] for start, end in pairwise(cuts)] if len(word) > LONGEST else [word]


def loosely(word: Word) -> Query:
    """Return what a word asks for where it may be written with spaces."""
    inner = range(1, len(word) - 1)
    left_out: list[tuple[int, ...]]
    if len(word) >= SPACED_TWICE:
        left_out = [pair for pair in combinations(inner, 2) if pair[1] - pair[0] > 1]
        # Of six syllables the middle is in no such pair: 대사관 영사과.
        left_out += [(one,) for one in inner if not any(one in pair for pair in left_out)]
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
