"""A fact: one sourced statement taken from an entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FactKind = Literal["meeting", "statement", "outcome", "bill", "figure", "deadline"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement with the sentence it stands in."""

    kind: FactKind
    sentence: str
    """As printed, at most 300 characters: all that is kept of an article's text."""
    data: Mapping[str, str | int | float | bool | tuple[str, ...] | None] = field(default_factory=dict)
    """What the kind says besides: "date", "value", "bill" …"""
    background: bool = False
    """Given as context, public before this entry."""
