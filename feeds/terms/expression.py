"""What a watch term says: the tree that the parser makes, the printer prints and the matcher compiles."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from feeds.terms.match import MatchField


class LeafKind(StrEnum):
    """How the text of a leaf is looked for."""

    WORD = "word"
    """A word or phrase: English on word boundaries with plurals, Korean with particles and in compounds."""
    NAME = "name"
    """`=조현`, `=LGES`: nothing but this word, in Korean followed by a particle or a title at most."""
    PREFIX = "prefix"
    """`e-4*`: words that begin so."""
    REGEX = "regex"
    """`/h\\.?r\\.? ?4687/`: a regular expression over the normalised text."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One thing to look for in the text."""

    kind: LeafKind
    text: str
    """As written, white space folded."""
    field: MatchField | None = None
    """Where to look; None: title and summary."""
    covers: tuple[str, ...] = ()
    """Words that contain the leaf: a hit inside one of them does not count."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """What the entry is, rather than what it says: `lang:ko`, `tier:official`."""

    name: Literal["lang", "tier"]
    value: str


@dataclass(frozen=True, slots=True)
class Near:
    """Any of `left` and any of `right`, in either order, at most `distance` words apart in one field."""

    left: tuple[Leaf, ...]
    right: tuple[Leaf, ...]
    distance: int
    """1: the next word."""


@dataclass(frozen=True, slots=True)
class Not:
    """Holds where `part` does not."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class And:
    """Holds where all parts do. Two parts at least, none of them an And."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Holds where any part does. Two parts at least, none of them an Or."""

    parts: tuple["Expression", ...]


Expression: TypeAlias = Leaf | Attribute | Near | Not | And | Or


def is_bounded(expression: Expression) -> bool:
    """Tell whether an expression needs something to be there: one of negations alone would match nearly everything."""
    match expression:
        case Not():
            return False
        case And(parts):
            return any(map(is_bounded, parts))
        case Or(parts):
            return all(map(is_bounded, parts))
        case _:
            return True
