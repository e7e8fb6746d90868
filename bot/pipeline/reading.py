"""Reading: what one entry says, before anything is decided."""

from dataclasses import dataclass

from feeds.entry import Entry
from feeds.facts.fact import Fact
from feeds.terms.match import Match


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry that is new, or new in its wording, with what was found in it."""

    entry: Entry
    matches: tuple[Match, ...] = ()
    facts: tuple[Fact, ...] = ()
