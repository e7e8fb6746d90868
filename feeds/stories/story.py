"""What grouping reads and answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from feeds.entry import Refile
from feeds.feed import Tier


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of a story, in its newest revision."""

    entry: int
    title: str
    url: str
    publisher: str
    tier: Tier
    lang: str
    published: datetime
    """UTC, of its first revision."""
    updated: datetime
    """UTC, of its newest revision."""
    refile: Refile | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known story that an entry might belong to."""

    story: int
    members: tuple[Member, ...]
    """By date, never empty."""


class Change(StrEnum):
    """What an entry is to its story."""

    NEW = "new"
    """It opens one."""
    REPEAT = "repeat"
    """Another source for what is known."""
    REVISION = "revision"
    """The same report again: a re-file or a correction."""
    DEVELOPMENT = "development"
    """A real change: a new official text, a changed number."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an entry belongs."""

    story: int | None
    """None: a story of its own."""
    change: Change
    reason: str
    """Stored and shown by `why`: "same link", "same title", "re-file (종합2보) of entry 17" …"""
    revises: int | None = None
    """The stored entry this is a new version of."""
