"""Finding the desk's concepts in an entry, all in one pass."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from feeds.desks.rules import HEAD, Concept, Part
from feeds.terms.entry_text import EntryText
from feeds.terms.match import Evidence
from feeds.terms.matcher import TermIndex, WatchTerm
from feeds.terms.parser import parse

_SEPARATOR = "\0"
_FIELDS = ("title", "summary", "source")


@dataclass(frozen=True, slots=True)
class Found:
    """The concepts that are in one entry."""

    evidence: Mapping[str, tuple[Evidence, ...]]
    """Where each concept was found, by id: in the order of the text, no tuple empty."""
    anywhere: frozenset[str]
    in_title: frozenset[str]

    @classmethod
    def of(cls, evidence: Mapping[str, Iterable[Evidence]]) -> Self:
        """Put evidence in order. No iterable may be empty."""
        ordered = {concept: in_order(hits) for concept, hits in evidence.items()}
        in_title = (concept for concept, hits in ordered.items() if hits[0].field == "title")
        return cls(ordered, frozenset(ordered), frozenset(in_title))

    def has(self, part: Part) -> bool:
        """Tell whether what one part of a signal asks for is there."""
        return not (self.in_title if part.title_only else self.anywhere).isdisjoint(part.concepts)

    def hits(self, part: Part) -> tuple[Evidence, ...]:
        """Return all places that satisfy one part of a signal; () where it is not satisfied."""
        hits = (one for concept in part.concepts for one in self.evidence.get(concept, ()))
        return tuple(one for one in hits if one.field == "title" or not part.title_only)


class ConceptFinder:
    """Finds concepts. Building one takes about a tenth of a second a thousand terms; it never changes."""

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        """Compile the terms of all concepts into one index.

        Raises:
            TermError: a term does not parse; those of a loaded desk do.
        """
        self._index = TermIndex(
            WatchTerm(f"{concept.id}{_SEPARATOR}{number}", parse(term))
            for concept in concepts.values()
            for number, term in enumerate(concept.terms)
        )

    def find(self, text: EntryText) -> Found:
        """Return the concepts in a text: in its title, and in the first `HEAD` characters of its summary."""
        found: dict[str, set[Evidence]] = {}
        for term, evidence in self._index.hits(text).items():
            near = [one for one in evidence if one.field == "title" or one.start < HEAD]
            if near:
                found.setdefault(term.partition(_SEPARATOR)[0], set()).update(near)
        return Found.of(found)


def in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence without repetitions in the order of the text: title, summary, source, and by position."""
    return tuple(sorted(set(evidence), key=lambda one: (_FIELDS.index(one.field), one.start, one.end, one.term)))
