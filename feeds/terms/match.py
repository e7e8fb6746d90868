"""A match: entry x topic, with the places in the text that caused it."""

from dataclasses import dataclass
from typing import Literal

MatchField = Literal["title", "summary", "source"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One hit: `getattr(entry, field)[start:end]` is the text that `term` found."""

    term: str
    """The watch term, or the named concept, as written."""
    field: MatchField
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """One topic that an entry belongs to."""

    topic: str
    evidence: tuple[Evidence, ...]
    """Never empty; in the order of the text."""
    reasons: tuple[str, ...] = ()
    """For scored topics: each concept with its weight, strongest first."""
