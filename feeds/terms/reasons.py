"""Reasons why a watch term did not hold, as data; `str(reason)` says it in English."""

from dataclasses import dataclass
from typing import TypeAlias

from feeds.terms.match import Evidence, MatchField


@dataclass(frozen=True, slots=True)
class Absent:
    """Nothing like the term is in the fields it looks in."""

    term: str

    def __str__(self) -> str:
        """Say it in English."""
        return f"no {self.term}"


@dataclass(frozen=True, slots=True)
class InsideWord:
    """The characters are there, but within a longer word or number, or with other capitals."""

    term: str
    where: Evidence
    word: str
    """The longer word as printed."""

    def __str__(self) -> str:
        """Say it in English."""
        return f"{self.term} only inside “{self.word}”"


@dataclass(frozen=True, slots=True)
class Covered:
    """The hit lies inside one of the term's covering words."""

    term: str
    cover: str
    """The covering word as written in the term."""
    where: Evidence

    def __str__(self) -> str:
        """Say it in English."""
        return f"hit {self.term} but inside {self.cover}"


@dataclass(frozen=True, slots=True)
class OtherField:
    """The term is in the entry, but not in the field it looks in."""

    term: str
    wanted: MatchField | None
    """None: title or summary."""
    where: Evidence

    def __str__(self) -> str:
        """Say it in English."""
        return f"{self.term} only in the {self.where.field}"


@dataclass(frozen=True, slots=True)
class TooFar:
    """Both sides are there, but not near each other."""

    term: str
    words: int | None
    """Words from one to the other at their nearest; None: never in one field, or only one upon the other."""
    wanted: int

    def __str__(self) -> str:
        """Say it in English."""
        if self.words is None:
            return f"{self.term}: not in one field"
        return f"{self.term}: {self.words} words apart, at most {self.wanted} wanted"


@dataclass(frozen=True, slots=True)
class Excluded:
    """What the term leaves out is there."""

    term: str
    """What was left out, without its minus."""
    where: tuple[Evidence, ...]

    def __str__(self) -> str:
        """Say it in English."""
        return f"excluded by -{self.term}"


@dataclass(frozen=True, slots=True)
class WrongAttribute:
    """The entry is in another language or of another tier."""

    term: str
    found: str

    def __str__(self) -> str:
        """Say it in English."""
        return f"{self.term}, but the entry is {self.found or 'of unknown kind'}"


Reason: TypeAlias = Absent | InsideWord | Covered | OtherField | TooFar | Excluded | WrongAttribute
