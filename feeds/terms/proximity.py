"""Which hits lie near each other, in linear time but for sorting."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from feeds.terms.entry_text import EntryText
from feeds.terms.strategies import Span


@dataclass(frozen=True, slots=True)
class Pair:
    """Two hits in one field that do not overlap, and the number of words from one to the other (1: next word)."""

    left: Span
    right: Span
    words: int


def nearest(text: EntryText, left: Iterable[Span], right: Iterable[Span]) -> list[Pair]:
    """Return for each hit of either side its nearest neighbour of the other side, before it and after it."""
    lefts, rights = sorted(set(left)), sorted(set(right))
    pairs = [Pair(a, b, words) for a, b, words in _following(text, lefts, rights)]
    pairs += [Pair(b, a, words) for a, b, words in _following(text, rights, lefts)]
    return pairs


def _following(text: EntryText, firsts: list[Span], seconds: list[Span]) -> Iterable[tuple[Span, Span, int]]:
    """Yield (first, second, words) with each first's nearest second after it, and each second's nearest first."""
    starts = [start for start, _ in seconds]
    by_end = sorted(firsts, key=lambda span: span[1])
    ends = [end for _, end in by_end]
    found: set[tuple[Span, Span]] = set()
    for first in firsts:
        i = bisect_left(starts, first[1])
        if i < len(seconds):
            found.add((first, seconds[i]))
    for second in seconds:
        i = bisect_right(ends, second[0]) - 1
        if i >= 0:
            found.add((by_end[i], second))
    for first, second in sorted(found):
        if text.field_at(first[0]) == text.field_at(second[0]):
            yield first, second, text.word_at(second[0]) - text.word_at(first[1] - 1)
