"""How much of a polled document was known before."""

from dataclasses import dataclass

SHIFT_ITEMS = 10
"""A document with at least so many items, none of them known, may be a feed whose items all changed identity."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """How much of the polled document was known before."""

    items: int
    known: int

    @property
    def nothing_known(self) -> bool:
        """Whether so much is unknown that either all items changed identity, or the feed was away for long."""
        return self.items >= SHIFT_ITEMS and self.known == 0
