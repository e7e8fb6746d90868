"""At most ten thousand strings and the plans they trigger: the unit that is rebuilt."""

import asyncio
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick

from feeds.terms.entry_text import EntryText
from feeds.terms.plan import Plan

LARGEST = 10_000
"""Strings in a shard: building the automaton holds the interpreter for 20 ms (STACK)."""
LONGEST_ANCHOR = 24
"""Characters of a string that are scanned for: the build takes time by characters, and the plan checks the rest."""


Plans = dict[str, dict[Plan, None]]
"""Plans by the second string that they need (`Plan.guard`), "" for those that need none."""


class Scanner:
    """Strings to scan a text for, and the plans that wait for them.

    What changes takes effect with the next automaton, but for plans on strings that the last one has, and for removals.
    """

    def __init__(self) -> None:
        self._plans: dict[str, Plans] = {}
        self._guards: dict[str, int] = {}
        """How many plans each guards: it must be scanned for, too."""
        self._strings: list[str] = []
        self._automaton: AhoCorasick | None = None

    def __len__(self) -> int:
        """Return how many strings there are."""
        return len(self._plans) + len(self._guards)

    def add(self, anchor: str, guard: str, plan: Plan) -> None:
        """Let a plan wait for `anchor` and `guard`."""
        self._plans.setdefault(anchor, {}).setdefault(guard, {})[plan] = None
        if guard:
            self._guards[guard] = self._guards.get(guard, 0) + 1

    def remove(self, anchor: str, guard: str, plan: Plan) -> None:
        """Undo `add`."""
        guarded = self._plans[anchor]
        del guarded[guard][plan]
        if not guarded[guard]:
            del guarded[guard]
        if not guarded:
            del self._plans[anchor]
        if guard:
            self._guards[guard] -= 1
            if not self._guards[guard]:
                del self._guards[guard]

    def strings(self) -> list[str]:
        """Return the strings of the next automaton."""
        return [*self._plans, *(guard for guard in self._guards if guard not in self._plans)]

    def use(self, automaton: AhoCorasick | None, strings: list[str]) -> None:
        """Take an automaton of `strings`."""
        self._automaton = automaton
        self._strings = strings

    def triggered(self, text: str) -> Iterator[Plan]:
        """Yield the plans whose strings are in the text."""
        if self._automaton is None:
            return
        strings = self._strings
        indexes = {index for index, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        found = {strings[index] for index in indexes}
        found.add("")
        for anchor in found & self._plans.keys():
            guarded = self._plans[anchor]
            for guard in guarded.keys() & found:
                yield from guarded[guard]


def build(strings: list[str]) -> AhoCorasick | None:
    """Return the automaton of some strings: about 15 ms for 10,000, during which the interpreter is held."""
    return AhoCorasick(strings) if strings else None


class Shard:
    """The plans of one shard, and what finds them."""

    def __init__(self) -> None:
        self._words = Scanner()
        """For the search form of a text."""
        self._exact = Scanner()
        """For its normal form: few, so that the longer scan is not done twice."""
        self._changes = 0
        self._built_at = 0
        """`_changes` when it was last built."""

    def __len__(self) -> int:
        """Return how many strings it has."""
        return len(self._words) + len(self._exact)

    @property
    def is_current(self) -> bool:
        """Tell whether what is built is as it should be."""
        return self._changes == self._built_at

    def add(self, plan: Plan) -> None:
        """Take a plan in, by each string that triggers it."""
        for scanner, anchor, guard in self._places(plan):
            scanner.add(anchor, guard, plan)
        self._changes += 1

    def remove(self, plan: Plan) -> None:
        """Take a plan out."""
        for scanner, anchor, guard in self._places(plan):
            scanner.remove(anchor, guard, plan)
        self._changes += 1

    def triggered(self, text: EntryText) -> Iterator[Plan]:
        """Yield the plans that may hold for a text, some of them twice."""
        yield from self._words.triggered(text.search.text)
        yield from self._exact.triggered(text.normal.text)

    def rebuild(self) -> None:
        """Build what finds the plans, here and now."""
        for scanner in (self._words, self._exact):
            strings = scanner.strings()
            scanner.use(build(strings), strings)
        self._built_at = self._changes

    async def rebuild_aside(self) -> None:
        """Build it in a thread. What changes meanwhile leaves the shard not current."""
        changes = self._changes
        for scanner in (self._words, self._exact):
            strings = scanner.strings()
            scanner.use(await asyncio.to_thread(build, strings), strings)
        self._built_at = changes

    def _places(self, plan: Plan) -> Iterator[tuple[Scanner, str, str]]:
        trigger = plan.trigger
        guard = plan.guard[:LONGEST_ANCHOR]
        for anchor in dict.fromkeys(word[:LONGEST_ANCHOR] for word in trigger.words):
            yield self._words, anchor, guard
        for anchor in dict.fromkeys(exact[:LONGEST_ANCHOR] for exact in trigger.exact):
            yield self._exact, anchor, ""
