"""At most ten thousand strings and the plans they trigger: the unit that is rebuilt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from feeds.terms.plan import Plan

LARGEST = 10_000
"""Strings in a shard: building the automaton holds the interpreter for 20 ms (STACK)."""
LONGEST_ANCHOR = 24
"""Characters of a string that are scanned for: the build takes time by characters, and the plan checks the rest."""


@dataclass(frozen=True, slots=True)
class Built:
    """A shard at one moment, ready to scan. Nothing in it changes."""

    automaton: AhoCorasick | None
    plans: tuple[tuple[Plan, ...], ...]
    """By the number of the string in the automaton."""

    def triggered(self, haystack: str) -> set[Plan]:
        """Return the plans of which a string is in the text."""
        if self.automaton is None:
            return set()
        plans = self.plans
        found = {index for index, _, _ in self.automaton.find_matches_as_indexes(haystack, overlapping=True)}
        return {plan for index in found for plan in plans[index]}


def build(strings: list[str], plans: list[tuple[Plan, ...]]) -> Built:
    """Build the automaton: about 15 ms for 10,000 strings, during which the interpreter is held."""
    return Built(AhoCorasick(strings) if strings else None, tuple(plans))


class Shard:
    """The plans of one shard as they should be, and as last built."""

    def __init__(self) -> None:
        self._by_anchor: dict[str, dict[Plan, None]] = {}
        self.built = Built(None, ())
        self.changes = 0
        """Counts up with each change."""
        self.built_at = 0
        """`changes` when it was last built."""

    def __len__(self) -> int:
        """Return how many strings it has."""
        return len(self._by_anchor)

    @property
    def is_current(self) -> bool:
        """Tell whether what is built is as it should be."""
        return self.changes == self.built_at

    def add(self, plan: Plan) -> None:
        """Take a plan in, by each string that triggers it."""
        for anchor in _cut(plan.trigger.anchors):
            self._by_anchor.setdefault(anchor, {})[plan] = None
        self.changes += 1

    def remove(self, plan: Plan) -> None:
        """Take a plan out."""
        for anchor in _cut(plan.trigger.anchors):
            plans = self._by_anchor[anchor]
            plans.pop(plan, None)
            if not plans:
                del self._by_anchor[anchor]
        self.changes += 1

    def contents(self) -> tuple[list[str], list[tuple[Plan, ...]]]:
        """Return what `build` takes, copied, so that it can be built elsewhere while this one changes."""
        return list(self._by_anchor), list(map(tuple, self._by_anchor.values()))


def _cut(anchors: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(anchor[:LONGEST_ANCHOR] for anchor in anchors)
