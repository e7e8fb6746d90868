"""The ways of finding a leaf's characters in the text of one entry. All spans are of the normal form."""

import re
from itertools import pairwise
from typing import Protocol

from feeds.terms.entry_text import BREAK, EntryText
from feeds.terms.expression import Leaf, LeafKind
from feeds.terms.literals import required_literals
from feeds.terms.match import MatchField
from feeds.terms.regex import Regex
from feeds.terms.trigger import Trigger
from feeds.text.korean import begins_word, ends_name, is_hangul, joins_latin
from feeds.text.normalise import normalise
from feeds.text.searchform import search_form

Span = tuple[int, int]

LONGEST_STRING = 24
"""Characters that are scanned for: an automaton's size goes by characters, and the rest is checked afterwards."""
_SHORTEST_WORD = 3
"""Letters of a word that is looked up as a word; of codes (B-1) the whole is rarer than its parts."""
_WORD = re.compile(r"[a-z0-9]+")
_FIELDS: tuple[MatchField, ...] = ("title", "summary", "source")


class Strategy(Protocol):
    """One way of finding."""

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """Return what each text with a hit has: all of these, at least one."""

    @property
    def needle(self) -> str:
        """Return a string that each text with a hit has, "" where none is known."""

    @property
    def in_search_form(self) -> bool:
        """Tell whether the needle is of the search form, or else of the normal form."""

    def spans(self, text: EntryText) -> list[Span]:
        """Return the hits in all fields, first to last."""

    def partial(self, text: EntryText) -> list[Span]:
        """Return where the characters stand without being a hit, for the explanation."""


def strategy(leaf: Leaf) -> Strategy:
    """Return the way to find a leaf."""
    if leaf.kind is LeafKind.REGEX:
        return RegexStrategy(leaf.text)
    normal = normalise(leaf.text.replace(BREAK, " ")).text.strip()
    if leaf.kind is LeafKind.WORD:
        return WordStrategy(normal)
    if leaf.kind is LeafKind.NAME:
        if any(map(is_hangul, normal)):
            return WordStrategy(normal, own_start=True, own_end=True)
        return ExactStrategy(normal, cased=normalise(leaf.text, keep_case=True).text.strip())
    if is_hangul(normal[-1]):
        return WordStrategy(normal, own_start=True)
    return ExactStrategy(normal, open_end=True)


class WordStrategy:
    """Words, phrases, Korean names: looked up in the search form.

    `own_start` wants the beginning of a word, `own_end` nothing after but a title and particles.
    """

    __slots__ = ("_gaps", "_latin_end", "_latin_start", "_own_end", "_own_start", "needle", "triggers")

    in_search_form = True

    def __init__(self, normal: str, *, own_start: bool = False, own_end: bool = False) -> None:
        form = search_form(normal)
        self.needle = form.text
        self._gaps = frozenset(form.gaps)
        self._latin_start = joins_latin(self.needle[0])
        self._latin_end = joins_latin(self.needle[-1])
        self._own_start = own_start
        self._own_end = own_end and not self._latin_end
        self.triggers = _words(self.needle) or (Trigger(search=(self.needle[:LONGEST_STRING],)),)

    def spans(self, text: EntryText) -> list[Span]:
        """Return the hits in all fields, first to last."""
        searched = text.search.text
        found: list[Span] = []
        start = searched.find(self.needle)  # not by `occurrences`: this is the busiest place
        while start >= 0:
            span = self._whole(text, start)
            if span:
                found.append(span)
            start = searched.find(self.needle, start + 1)
        return found

    def partial(self, text: EntryText) -> list[Span]:
        """Return where the characters stand within something else."""
        size = len(self.needle)
        starts = occurrences(text.search.text, self.needle)
        return [text.search.normal_span(start, start + size) for start in starts if not self._whole(text, start)]

    def _whole(self, text: EntryText, start: int) -> Span | None:
        """Return the span of a hit, or None where what stands there is part of something else."""
        searched = text.search.text
        end = start + len(self.needle)
        if self._latin_start and start and joins_latin(searched[start - 1]):
            return None
        if self._latin_end and end < len(searched) and joins_latin(searched[end]):
            return None
        span = text.search.normal_span(start, end)
        if self._own_start and not begins_word(text.normal.text, span[0]):
            return None
        if self._own_end and not ends_name(text.normal.text, span[1]):
            return None
        gaps = text.search.gaps_within(start, end)
        return span if not gaps or self._spaced_alike(text, (start, *gaps, end), span) else None

    def _spaced_alike(self, text: EntryText, cuts: tuple[int, ...], span: Span) -> bool:
        """Tell whether the spaces inside a hit are where a compound may have them. `cuts` are its ends and gaps.

        Where the term has none, both sides need two syllables: 비자 is not in 준비 자료, but 비자협의 is in 비자 협의.
        A single syllable at an end must be a word of its own, not part of another: 한 미 is not in 대한 미국.
        """
        pieces = [text.search.text[a:b] for a, b in pairwise(cuts)]
        for i, gap in enumerate(cuts[1:-1]):
            if gap - cuts[0] not in self._gaps and any(map(_is_syllable, pieces[i : i + 2])):
                return False
        if _is_syllable(pieces[0]) and not begins_word(text.normal.text, span[0]):
            return False
        return not _is_syllable(pieces[-1]) or ends_name(text.normal.text, span[1])


class ExactStrategy:
    """English names and prefixes: looked up in the normal form, without plurals.

    Capitals count where `cased` has some. With `open_end` the word may go on.
    """

    __slots__ = ("_cased", "_latin_end", "_latin_start", "_own_start", "needle", "triggers")

    in_search_form = False

    def __init__(self, normal: str, *, cased: str = "", open_end: bool = False) -> None:
        self.needle = normal
        self._cased = cased if cased != normal else ""
        self._latin_start = joins_latin(normal[0])
        self._own_start = is_hangul(normal[0])
        self._latin_end = not open_end and joins_latin(normal[-1])
        scanned = Trigger(normal=(normal[:LONGEST_STRING],))
        self.triggers = (scanned,) if open_end else _words(normal) or (scanned,)

    def spans(self, text: EntryText) -> list[Span]:
        """Return the hits in all fields, first to last."""
        return [span for span in self._places(text) if self._whole(text, *span)]

    def partial(self, text: EntryText) -> list[Span]:
        """Return where the characters stand within something else."""
        return [span for span in self._places(text) if not self._whole(text, *span)]

    def _places(self, text: EntryText) -> list[Span]:
        size = len(self.needle)
        return [(start, start + size) for start in occurrences(text.normal.text, self.needle)]

    def _whole(self, text: EntryText, start: int, end: int) -> bool:
        searched = text.normal.text
        if self._latin_start and start and joins_latin(searched[start - 1]):
            return False
        if self._own_start and not begins_word(searched, start):
            return False
        if self._latin_end and end < len(searched) and joins_latin(searched[end]):
            return False
        if not self._cased:
            return True
        first, last = text.normal.original(start, end)
        return normalise(text.joined[first:last], keep_case=True).text == self._cased


class RegexStrategy:
    """Regular expressions: over the normal form of each field."""

    __slots__ = ("_regex", "triggers")

    in_search_form = False
    needle = ""

    def __init__(self, source: str) -> None:
        self._regex = Regex(source)
        literals = required_literals(source)
        strings = tuple(each[:LONGEST_STRING] for each in literals or ())
        self.triggers = (Trigger(normal=strings) if strings else Trigger(always=True),)

    def spans(self, text: EntryText) -> list[Span]:
        """Return the hits in all fields, first to last."""
        found: list[Span] = []
        for field in _FIELDS:
            first, last = text.field_span(field)
            found += ((first + a, first + b) for a, b in self._regex.spans(text.normal.text[first:last]))
        return found

    def partial(self, text: EntryText) -> list[Span]:  # noqa: ARG002 - the expression says itself what is whole
        """Return nothing."""
        return []


def _words(needle: str) -> tuple[Trigger, ...]:
    """Return the English words of what is looked for, but for short ones.

    A hit has each as a whole word: what adjoins it in the needle is no letter, and at the ends word boundaries hold.
    """
    return tuple(Trigger(words=(word,)) for word in dict.fromkeys(_WORD.findall(needle)) if len(word) >= _SHORTEST_WORD)


def occurrences(text: str, needle: str) -> list[int]:
    """Return where `needle` stands in `text`, also where it overlaps itself."""
    starts: list[int] = []
    start = text.find(needle)
    while start >= 0:
        starts.append(start)
        start = text.find(needle, start + 1)
    return starts


def _is_syllable(piece: str) -> bool:
    return len(piece) == 1 and is_hangul(piece)
