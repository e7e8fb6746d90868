"""The strings that a text is scanned for, in shards: a shard is the unit that is rebuilt."""

import asyncio
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick

LARGEST = 10_000
"""Strings in a shard: building its automaton holds the interpreter for 10 to 20 ms (measured)."""


def build(strings: list[str]) -> AhoCorasick | None:
    """Return the automaton of some strings. The interpreter is held meanwhile."""
    return AhoCorasick(strings) if strings else None


class Shard:
    """Strings as they should be, and as last built."""

    def __init__(self) -> None:
        self._uses: dict[str, int] = {}
        """How many ask for each string."""
        self._built: list[str] = []
        self._automaton: AhoCorasick | None = None
        self._changes = 0
        self._built_at = 0
        """`_changes` when it was last built."""

    def __len__(self) -> int:
        """Return how many strings it has."""
        return len(self._uses)

    @property
    def is_current(self) -> bool:
        """Tell whether what is built is as it should be."""
        return self._changes == self._built_at

    def add(self, string: str) -> None:
        """Ask for a string, once more if it is there."""
        if string not in self._uses:
            self._changes += 1
        self._uses[string] = self._uses.get(string, 0) + 1

    def remove(self, string: str) -> bool:
        """Undo one `add`, and tell whether nobody asks for the string any more."""
        self._uses[string] -= 1
        if self._uses[string]:
            return False
        del self._uses[string]
        self._changes += 1
        return True

    def rebuild(self) -> None:
        """Build it here and now."""
        self._built = list(self._uses)
        self._automaton = build(self._built)
        self._built_at = self._changes

    async def rebuild_aside(self) -> None:
        """Build it in a thread. What changes meanwhile leaves the shard not current."""
        changes, strings = self._changes, list(self._uses)
        automaton = await asyncio.to_thread(build, strings)
        self._automaton, self._built, self._built_at = automaton, strings, changes

    def find(self, text: str) -> Iterator[str]:
        """Yield the strings that are in a text, each as often as it is there."""
        if self._automaton is not None:
            built = self._built
            for index, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
                yield built[index]


class Strings:
    """All strings that one form of a text is scanned for."""

    def __init__(self, shard_size: int = LARGEST) -> None:
        self._size = shard_size
        self._home: dict[str, Shard] = {}
        self.shards: list[Shard] = []

    def add(self, string: str) -> None:
        """Ask for a string. It is found once its shard is rebuilt."""
        shard = self._home.get(string)
        if shard is None:
            shard = self._home[string] = self._roomy()
        shard.add(string)

    def remove(self, string: str) -> None:
        """Undo one `add`."""
        if self._home[string].remove(string):
            del self._home[string]

    def find(self, text: str) -> Iterator[str]:
        """Yield the strings that are in a text."""
        for shard in self.shards:
            yield from shard.find(text)

    def _roomy(self) -> Shard:
        """Return the first shard with room, so that few are touched and gaps fill up."""
        for shard in self.shards:
            if len(shard) < self._size:
                return shard
        self.shards.append(Shard())
        return self.shards[-1]
