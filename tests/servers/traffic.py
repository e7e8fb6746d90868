"""What was asked of the fake, and what was wrong with it."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Violation:
    """A request that the platform would not take, or an answer of the fake that it would not give."""

    route: str
    side: str
    """`request` or `answer`; the second is a mistake in the fake."""
    reason: str


@dataclass
class Traffic:
    """Counts of requests by route and result: the status, or the fault that left none."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    violations: list[Violation] = field(default_factory=list)

    def of(self, route: str, result: str = "") -> int:
        """Return how many requests to a route ended so; with any result if none is said."""
        return sum(number for (one, outcome), number in self.counts.items() if one == route and result in ("", outcome))

    @property
    def total(self) -> int:
        """How many requests there were."""
        return self.counts.total()
