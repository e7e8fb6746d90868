"""How long people waited for answers while a platform was told much, and what was not answered."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

A_SECOND = 6
"""Questions, all kinds together."""
LIMIT_MS = 1000.0
"""Within which they are answered at the 99th percentile (issue 5): both platforms give up after three seconds."""

QUERIES = ("비자", "visa korea talks", "word17 word2203", "비자 워킹그룹")
TYPED = ("", "1", "visa")


@dataclass
class Waits:
    """How long people waited, in milliseconds, and what was not answered."""

    by_kind: dict[str, list[float]] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        """Return them all, shortest first."""
        return sorted(itertools.chain.from_iterable(self.by_kind.values()))

    def note(self, kind: str, seconds: float) -> None:
        """Note how long an answer took."""
        self.by_kind.setdefault(kind, []).append(seconds * 1000)


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    return sorted_values[min(int(len(sorted_values) * share), len(sorted_values) - 1)]
