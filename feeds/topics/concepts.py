"""Finding the desk's concepts in an entry, all in one pass."""

from collections.abc import Mapping
from typing import TypeAlias

from feeds.desks.rules import Concept, Part
from feeds.terms.entry_text import EntryText
from feeds.terms.match import Evidence
from feeds.terms.matcher import TermIndex, WatchTerm
from feeds.terms.parser import parse

Found: TypeAlias = Mapping[str, tuple[Evidence, ...]]
"""The concepts that are in an entry, by id, with where; in the order of the text, no tuple empty."""

_SEPARATOR = "\0"


class ConceptFinder:
    """Finds concepts. Building one takes some milliseconds a hundred terms; it never changes."""

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
        """Return the concepts in a text."""
        found: dict[str, set[Evidence]] = {}
        for term, evidence in self._index.hits(text).items():
            found.setdefault(term.partition(_SEPARATOR)[0], set()).update(evidence)
        return {concept: in_order(evidence) for concept, evidence in found.items()}


def in_order(evidence: set[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence in the order of the text: title, summary, source, and by position."""
    fields = ("title", "summary", "source")
    return tuple(sorted(evidence, key=lambda one: (fields.index(one.field), one.start, one.end, one.term)))


def evidence_of(part: Part, found: Found) -> tuple[Evidence, ...]:
    """Return what satisfies one part of a signal: all hits of its concepts where it looks; () where there are none."""
    hits = (one for concept in part.concepts for one in found.get(concept, ()))
    return tuple(one for one in hits if one.field == "title" or not part.title_only)
