"""All watch terms of all workspaces and of the desk, matched in one pass over an entry."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from weakref import WeakValueDictionary

from feeds.terms.entry_text import EntryText
from feeds.terms.expression import Expression, Leaf
from feeds.terms.leaves import Finder
from feeds.terms.match import Evidence
from feeds.terms.plan import Plan, Reading
from feeds.terms.shard import LARGEST, Shard
from feeds.terms.waiting import Waiting


@dataclass(frozen=True, slots=True)
class WatchTerm:
    """One expression of one topic of one owner."""

    id: str
    """An opaque key chosen by the caller, unique in the index."""
    expression: Expression


class TermIndex:
    """Finds the terms that hold for an entry.

    Changes are told with `put` and `remove`. A new term takes effect when `refresh` (or `rebuild`) rebuilt the changed
    shards, or at once where nothing new has to be scanned for; a removed one is gone at once.
    For one event loop: call everything from its thread.

    An entry is looked through for the strings that terms cannot do without (`Waiting`); the boolean part is evaluated
    only for terms whose strings are there.
    """

    def __init__(self, terms: Iterable[WatchTerm] = (), *, shard_size: int = LARGEST) -> None:
        """Build an index of `terms` at once, holding the thread. `shard_size` counts strings."""
        self._waiting = Waiting(shard_size)
        self._plans: dict[Expression, Plan] = {}
        """Equal expressions of many workspaces share one plan."""
        self._plan_of: dict[str, Plan] = {}
        """By the id of a term."""
        self._by_attribute: dict[tuple[str, str], dict[Plan, None]] = {}
        self._always: dict[Plan, None] = {}
        self._finders: WeakValueDictionary[Leaf, Finder] = WeakValueDictionary()
        self._building = asyncio.Lock()
        for term in terms:
            self.put(term)
        self.rebuild()

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(self._plan_of)

    def __contains__(self, term_id: object) -> bool:
        """Tell whether there is a term with this id."""
        return term_id in self._plan_of

    @property
    def shards(self) -> list[Shard]:
        """Return the shards, for measuring."""
        return self._waiting.shards

    @property
    def pending(self) -> int:
        """How many shards wait to be rebuilt."""
        return sum(not shard.is_current for shard in self.shards)

    def put(self, term: WatchTerm) -> None:
        """Add a term, or replace the one with its id."""
        known = self._plan_of.get(term.id)
        if known is not None:
            if known.expression == term.expression:
                return
            self.remove(term.id)
        plan = self._plans.get(term.expression)
        if plan is None:
            plan = self._take_in(term.expression)
        plan.ids[term.id] = None
        self._plan_of[term.id] = plan

    def remove(self, term_id: str) -> None:
        """Take a term out.

        Raises:
            KeyError: where there is none with this id.
        """
        plan = self._plan_of.pop(term_id)
        del plan.ids[term_id]
        if not plan.ids:
            self._take_out(plan)

    def rebuild(self) -> int:
        """Rebuild the changed shards here and now, and return how many they were."""
        changed = [shard for shard in self.shards if not shard.is_current]
        for shard in changed:
            shard.rebuild()
        return len(changed)

    async def refresh(self) -> int:
        """Rebuild the changed shards in a thread, one after the other, and return how many they were.

        Building one holds the interpreter for at most 30 ms, so the loop gets its turn between two shards. What changes
        meanwhile is rebuilt as well before this returns.
        """
        rebuilt = 0
        async with self._building:
            while changed := [shard for shard in self.shards if not shard.is_current]:
                for shard in changed:
                    await shard.rebuild_aside()
                    rebuilt += 1
        return rebuilt

    def hits(self, entry: EntryText) -> Mapping[str, tuple[Evidence, ...]]:
        """Return the ids of the terms that hold, with their evidence: never empty, in the order of the text."""
        reading = Reading(entry)
        plans = set(self._always)
        self._waiting.find(entry, plans)
        for attribute in ("lang", "tier"):
            plans.update(self._by_attribute.get((attribute, getattr(entry, attribute)), ()))
        found: dict[str, tuple[Evidence, ...]] = {}
        for plan in plans:
            evidence = plan.evidence(reading)
            if evidence is not None:
                for term_id in plan.ids:
                    found[term_id] = evidence
        return found

    def _take_in(self, expression: Expression) -> Plan:
        plan = Plan(expression, self._finder)
        trigger = plan.trigger
        self._waiting.add(plan)
        for attribute in trigger.attributes:
            self._by_attribute.setdefault(attribute, {})[plan] = None
        if trigger.always:
            self._always[plan] = None
        self._plans[expression] = plan
        return plan

    def _take_out(self, plan: Plan) -> None:
        self._waiting.remove(plan)
        for attribute in plan.trigger.attributes:
            self._by_attribute[attribute].pop(plan, None)
        self._always.pop(plan, None)
        del self._plans[plan.expression]

    def _finder(self, leaf: Leaf) -> Finder:
        finder = self._finders.get(leaf)
        if finder is None:
            finder = self._finders[leaf] = Finder(leaf)
        return finder
