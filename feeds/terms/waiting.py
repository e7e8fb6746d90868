"""Plans that wait for strings of a text: which plans have a chance, found without looking at the others.

English words are looked up as words: a text has fifty, and a table of them is exact, never rebuilt, and small beside
an automaton. What may begin or end within a word (Korean, prefixes, what a regular expression needs) is scanned for.
"""

import re
from collections.abc import Iterator

from feeds.terms.entry_text import EntryText
from feeds.terms.plan import Plan
from feeds.terms.shard import LARGEST, Shard, Strings
from feeds.terms.trigger import Trigger

_WORD = re.compile(r"[a-z0-9]+")


class Waiting:
    """Plans by a string that they need and a second one, "" for those that need one only.

    All strings share one table. A string found in one form that a plan needs in another only costs a look at the plan.
    """

    def __init__(self, shard_size: int = LARGEST) -> None:
        self._plans: dict[str, dict[str, dict[Plan, None]]] = {}
        self._search = Strings(shard_size)
        self._normal = Strings(shard_size)

    @property
    def shards(self) -> list[Shard]:
        """Return all shards, to rebuild those that are not current."""
        return self._search.shards + self._normal.shards

    def add(self, plan: Plan) -> None:
        """Let a plan wait for its strings. Those that are scanned for are found once their shard is rebuilt."""
        guard = plan.guard.string if plan.guard else ""
        for anchor in plan.trigger.strings:
            self._plans.setdefault(anchor, {}).setdefault(guard, {})[plan] = None
        for strings, string in self._scanned(plan):
            strings.add(string)

    def remove(self, plan: Plan) -> None:
        """Undo `add`."""
        guard = plan.guard.string if plan.guard else ""
        for anchor in plan.trigger.strings:
            guarded = self._plans[anchor]
            del guarded[guard][plan]
            if not guarded[guard]:
                del guarded[guard]
            if not guarded:
                del self._plans[anchor]
        for strings, string in self._scanned(plan):
            strings.remove(string)

    def find(self, text: EntryText, into: set[Plan]) -> None:
        """Put in the plans whose strings are in a text."""
        search, normal = text.search.text, text.normal.text
        found = {"", *_WORD.findall(search), *self._search.find(search), *self._normal.find(normal)}
        if search != normal:
            found.update(_WORD.findall(normal))
        for anchor in found & self._plans.keys():
            guarded = self._plans[anchor]
            for guard in guarded.keys() & found:
                into.update(guarded[guard])

    def _scanned(self, plan: Plan) -> Iterator[tuple[Strings, str]]:
        for trigger in (plan.trigger, plan.guard or Trigger()):
            for string in trigger.search:
                yield self._search, string
            for string in trigger.normal:
                yield self._normal, string
