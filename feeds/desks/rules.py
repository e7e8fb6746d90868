"""What makes an entry belong to a topic, as read from topics.toml: concepts, and signals that weigh them.

A concept is a named set of watch terms: who, what, where, an act, or a context. A signal is a combination of concepts
with points. An entry belongs to a topic when the points of the signals that it shows reach `THRESHOLD`; so a strong
phrase suffices alone, weaker words must come together, and a context raises or lowers. The scoring is in feeds/topics.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

THRESHOLD = 10
"""Points at which an entry belongs to a topic. The points of the signals are set against this number."""
CEILING = 20
"""The most that signals can give together: so a context that takes 12 points decides, however much else is there."""

HEAD = 400
"""Characters of the summary that are looked at. News says at its beginning what it is about; some feeds send whole
articles, and far down in 1,000 characters of other subjects the same words meet by chance (0.9 % of 450 articles of a
general feed, of which none was about the talks)."""


class Kind(StrEnum):
    """What a concept is evidence of."""

    WHO = "who"
    WHAT = "what"
    WHERE = "where"
    ACT = "act"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Concept:
    """A named set of watch terms, in all languages of the desk."""

    id: str
    kind: Kind
    name: Mapping[str, str]
    """By language: what an explanation calls it."""
    terms: tuple[str, ...]
    """Watch terms as written (docs/watch-terms.md), those of `Name`s included."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a signal asks for: that any of these concepts is found."""

    concepts: tuple[str, ...]
    title_only: bool = False
    """The title must hold it; otherwise the summary may."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A combination of concepts, and how many points it gives or takes."""

    has: tuple[Part, ...]
    """All of these must be found; never empty."""
    lacks: tuple[Part, ...]
    """None of these may be found."""
    points: int


@dataclass(frozen=True, slots=True)
class Rule:
    """The signals of one topic. Their points are added up."""

    signals: tuple[Signal, ...]
