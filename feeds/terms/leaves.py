"""Finding one leaf in the text of one entry. All spans are of the normal form."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Protocol

from feeds.terms.entry_text import BREAK, EntryText
from feeds.terms.expression import Leaf, LeafKind
from feeds.terms.literals import required_literals
from feeds.terms.printer import print_leaf
from feeds.terms.regex import Regex
from feeds.text.korean import begins_word, ends_name, is_hangul, joins_latin
from feeds.text.normalise import normalise
from feeds.text.searchform import search_form

Span = tuple[int, int]


class Strategy(Protocol):
    """One way of finding."""

    @property
    def anchors(self) -> tuple[str, ...] | None:
        """Return strings of which each text with a hit has one in its haystack; None: none are known."""

    def candidates(self, text: EntryText) -> Iterator[tuple[int, int, bool]]:
        """Yield each place with the characters looked for, and whether it stands there as a word of its own."""


class Finder:
    """Finds one leaf. Building it costs some 20 µs, so keep it with the term."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self.term = print_leaf(leaf)
        self.strategy = strategy(leaf)
        self.covers = tuple(Finder(Leaf(LeafKind.WORD, cover)) for cover in leaf.covers)

    def find(self, text: EntryText) -> tuple[Span, ...]:
        """Return the hits, first to last."""
        spans = [(start, end) for start, end, whole in self.strategy.candidates(text) if whole]
        if not spans:
            return ()
        spans = [span for span in spans if self.in_field(text, span)]
        if spans and self.covers:
            covering = [cover.everywhere(text) for cover in self.covers]
            spans = [span for span in spans if not any(_covered(span, places) for places in covering)]
        return tuple(spans)

    def everywhere(self, text: EntryText) -> list[Span]:
        """Return the hits in any field, covered or not."""
        return [(start, end) for start, end, whole in self.strategy.candidates(text) if whole]

    def in_field(self, text: EntryText, span: Span) -> bool:
        """Tell whether the leaf looks in the field of a span: its own, or title and summary."""
        field = text.field_at(span[0])
        return field != "source" if self.leaf.field is None else field == self.leaf.field

    def cover_of(self, text: EntryText, span: Span) -> "tuple[Finder, Span] | None":
        """Return the covering word that a hit lies inside, with its place."""
        for cover in self.covers:
            place = _covered(span, cover.everywhere(text))
            if place:
                return cover, place
        return None


def _covered(span: Span, places: list[Span]) -> Span | None:
    """Return the place that contains the span. Places of one word are in order, of their starts and of their ends."""
    i = bisect_right(places, (span[0], 1 << 60)) - 1
    return places[i] if i >= 0 and places[i][1] >= span[1] else None


def strategy(leaf: Leaf) -> Strategy:
    """Return the way to find a leaf."""
    if leaf.kind is LeafKind.REGEX:
        return _RegexStrategy(leaf.text)
    normal = normalise(leaf.text.replace(BREAK, " ")).text.strip()
    if leaf.kind is LeafKind.WORD:
        return _WordStrategy(normal)
    if leaf.kind is LeafKind.NAME:
        if any(map(is_hangul, normal)):
            return _WordStrategy(normal, own_start=True, own_end=True)
        return _ExactStrategy(normal, cased=normalise(leaf.text, keep_case=True).text.strip())
    if is_hangul(normal[-1]):
        return _WordStrategy(normal, own_start=True)
    return _ExactStrategy(normal, open_end=True)


class _WordStrategy:
    """Words, phrases, Korean names: looked up in the search form.

    `own_start` wants the beginning of a word, `own_end` nothing after but a title and particles.
    """

    def __init__(self, normal: str, *, own_start: bool = False, own_end: bool = False) -> None:
        form = search_form(normal)
        self._needle = form.text
        self._gaps = frozenset(form.gaps)
        self._latin_start = joins_latin(self._needle[0])
        self._latin_end = joins_latin(self._needle[-1])
        self._own_start = own_start
        self._own_end = own_end and not self._latin_end
        self.anchors = (self._needle,)

    def candidates(self, text: EntryText) -> Iterator[tuple[int, int, bool]]:
        searched = text.search.text
        needle = self._needle
        start = searched.find(needle)
        while start >= 0:
            end = start + len(needle)
            whole = not (
                (self._latin_start and start and joins_latin(searched[start - 1]))
                or (self._latin_end and end < len(searched) and joins_latin(searched[end]))
            )
            first, last = text.search.normal_span(start, end)
            if whole:
                whole = (
                    self._spaced_alike(text, start, end, (first, last))
                    and (not self._own_start or begins_word(text.normal.text, first))
                    and (not self._own_end or ends_name(text.normal.text, last))
                )
            yield first, last, whole
            start = searched.find(needle, start + 1)

    def _spaced_alike(self, text: EntryText, start: int, end: int, span: Span) -> bool:
        """Tell whether the spaces inside a hit are where a compound may have them.

        Where the term has none, both sides need two syllables: 비자 is not in 준비 자료, but 비자협의 is in 비자 협의.
        A single syllable at an end must be a word of its own, not part of another: 한 미 is not in 대한 미국.
        """
        gaps = text.search.gaps_within(start, end)
        if not gaps:
            return True
        cuts = (start, *gaps, end)
        pieces = [text.search.text[a:b] for a, b in pairwise(cuts)]
        for i, gap in enumerate(gaps):
            if gap - start not in self._gaps and any(_is_syllable(piece) for piece in pieces[i : i + 2]):
                return False
        if _is_syllable(pieces[0]) and not begins_word(text.normal.text, span[0]):
            return False
        return not _is_syllable(pieces[-1]) or ends_name(text.normal.text, span[1])


def _is_syllable(piece: str) -> bool:
    return len(piece) == 1 and is_hangul(piece)


class _ExactStrategy:
    """English names and prefixes: looked up in the normal form, without plurals.

    Capitals count where `cased` has some.
    """

    def __init__(self, normal: str, *, cased: str = "", open_end: bool = False) -> None:
        self._needle = normal
        self._cased = cased if cased != normal else ""
        self._latin_start = joins_latin(normal[0])
        self._own_start = is_hangul(normal[0])
        self._latin_end = not open_end and joins_latin(normal[-1])
        self.anchors = (normal,)

    def candidates(self, text: EntryText) -> Iterator[tuple[int, int, bool]]:
        searched = text.normal.text
        needle = self._needle
        start = searched.find(needle)
        while start >= 0:
            end = start + len(needle)
            yield (
                start,
                end,
                not (
                    (self._latin_start and start and joins_latin(searched[start - 1]))
                    or (self._own_start and not begins_word(searched, start))
                    or (self._latin_end and end < len(searched) and joins_latin(searched[end]))
                    or (self._cased and not self._is_cased(text, start, end))
                ),
            )
            start = searched.find(needle, start + 1)

    def _is_cased(self, text: EntryText, start: int, end: int) -> bool:
        first, last = text.normal.original(start, end)
        return normalise(text.joined[first:last], keep_case=True).text == self._cased


class _RegexStrategy:
    """Regular expressions: over the normal form of each field."""

    def __init__(self, source: str) -> None:
        self._regex = Regex(source)
        self.anchors = required_literals(source)

    def candidates(self, text: EntryText) -> Iterator[tuple[int, int, bool]]:
        for field in ("title", "summary", "source"):
            first, last = text.field_span(field)
            for start, end in self._regex.spans(text.normal.text[first:last]):
                yield first + start, first + end, True
