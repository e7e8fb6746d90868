"""What matching reads of an entry, normalised once for all terms."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from feeds.entry import Entry
from feeds.feed import Tier
from feeds.terms.match import Evidence, MatchField
from feeds.text.normalise import Normalised, normalise
from feeds.text.searchform import SearchForm, search_form

BREAK = "\0"
"""Between fields: no term contains it, and nothing matches across it."""

_WORD_START = re.compile(r"\w\S*")
_FIELDS: tuple[MatchField, ...] = ("title", "summary", "source")


@dataclass(frozen=True)
class EntryText:
    """Title, summary and source of an entry, and what it is. Make it with `of` or `plain`."""

    title: str
    summary: str
    source: str
    """The publisher's id, or its name, or both: what `source:` looks in."""
    lang: str
    tier: str
    joined: str
    normal: Normalised
    """The three fields, with BREAK between them."""
    search: SearchForm

    @classmethod
    def of(cls, entry: Entry, tier: Tier, source: str | None = None) -> Self:
        """Return the text of an entry. `source` is used instead of the publisher's id where it is given."""
        return cls.plain(
            title=entry.title,
            summary=entry.summary,
            source=entry.publisher if source is None else source,
            lang=entry.lang,
            tier=tier,
        )

    @classmethod
    def plain(cls, title: str, summary: str = "", source: str = "", lang: str = "", tier: str = "") -> Self:
        """Return the text of something that is not an entry: a test, a headline, a term."""
        joined = BREAK.join(field.replace(BREAK, " ") for field in (title, summary, source))
        normal = normalise(joined)
        return cls(title, summary, source, lang, tier, joined, normal, search_form(normal.text))

    @cached_property
    def field_starts(self) -> tuple[int, ...]:
        """Where title, summary and source begin in the normal form."""
        summary = self.normal.text.index(BREAK) + 1
        return 0, summary, self.normal.text.index(BREAK, summary) + 1

    @cached_property
    def word_starts(self) -> tuple[int, ...]:
        """Where the words of the normal form begin; a word is what stands between spaces and has a letter or digit."""
        return tuple(match.start() for match in _WORD_START.finditer(self.normal.text))

    def word_at(self, position: int) -> int:
        """Return the number of the word at a position of the normal form."""
        return bisect_right(self.word_starts, position) - 1

    def field_at(self, position: int) -> MatchField:
        """Return the field that a position of the normal form lies in."""
        starts = self.field_starts
        return _FIELDS[0 if position < starts[1] else 1 if position < starts[2] else 2]

    def field_span(self, field: MatchField) -> tuple[int, int]:
        """Return the span of a field in the normal form."""
        number = _FIELDS.index(field)
        ends = (*(start - 1 for start in self.field_starts[1:]), len(self.normal.text))
        return self.field_starts[number], ends[number]

    def evidence(self, term: str, start: int, end: int) -> Evidence:
        """Return the evidence for a hit at a span of the normal form."""
        first, last = self.normal.original(start, end)
        _, summary, source = self.field_starts
        if start < summary:
            return Evidence(term, "title", first, last)
        offset = len(self.title) + 1
        if start < source:
            return Evidence(term, "summary", first - offset, last - offset)
        offset += len(self.summary) + 1
        return Evidence(term, "source", first - offset, last - offset)
