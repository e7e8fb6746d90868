"""How much one workspace, and one person, may have of everything."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts; enough for a large server, and few enough that one cannot slow down the others (DESIGN 8)."""

    subscriptions: int = 100
    terms: int = 500
    """Watch terms of its own."""
    feeds: int = 50
    """Private ones."""
    topics: int = 20
    """Topics of its own."""
    commands_a_minute: int = 30
    """Of one person."""
