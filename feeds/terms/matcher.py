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


@dataclass(frozen=True, slots=True)
class WatchTerm:
    """One expression of one topic of one owner."""

    id: str
    """An opaque key chosen by the caller, unique in the index."""
    expression: Expression


@dataclass(slots=True)
class _Use:
    """A plan, whose terms it serves, and where it lies. Equal expressions of many workspaces share one plan."""

    plan: Plan
    ids: dict[str, None]
    shard: Shard | None
    """None: it is not found by a string but by what the entry is, or tried always."""


class TermIndex:
    """Finds the terms that hold for an entry.

    Changes are told with `put` and `remove`. A new expression takes effect when `refresh` (or `rebuild`) rebuilt its
    shard; a removed term, and a new one whose expression another term has, take effect at once.
    For one event loop: call everything from its thread.

    An entry is scanned for strings, shard by shard; the boolean part is evaluated only where a string was found that
    the term cannot do without.
    """

    def __init__(self, terms: Iterable[WatchTerm] = (), *, shard_size: int = LARGEST) -> None:
        """Build an index of `terms` at once, holding the thread. `shard_size` counts strings."""
        self._shard_size = shard_size
        self.shards: list[Shard] = []
        self._uses: dict[Expression, _Use] = {}
        self._use_of: dict[str, _Use] = {}
        self._by_plan: dict[Plan, _Use] = {}
        self._by_attribute: dict[tuple[str, str], dict[Plan, None]] = {}
        self._always: dict[Plan, None] = {}
        self._finders: WeakValueDictionary[Leaf, Finder] = WeakValueDictionary()
        self._building = asyncio.Lock()
        for term in terms:
            self.put(term)
        self.rebuild()

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(self._use_of)

    def __contains__(self, term_id: object) -> bool:
        """Tell whether there is a term with this id."""
        return term_id in self._use_of

    @property
    def pending(self) -> int:
        """How many shards wait to be rebuilt."""
        return sum(not shard.is_current for shard in self.shards)

    def put(self, term: WatchTerm) -> None:
        """Add a term, or replace the one with its id."""
        known = self._use_of.get(term.id)
        if known is not None:
            if known.plan.expression == term.expression:
                return
            self.remove(term.id)
        use = self._uses.get(term.expression)
        if use is None:
            use = self._take_in(term.expression)
        use.ids[term.id] = None
        self._use_of[term.id] = use

    def remove(self, term_id: str) -> None:
        """Take a term out.

        Raises:
            KeyError: where there is none with this id.
        """
        use = self._use_of.pop(term_id)
        del use.ids[term_id]
        if not use.ids:
            self._take_out(use)

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
        for shard in self.shards:
            plans.update(shard.triggered(entry))
        for attribute in ("lang", "tier"):
            plans.update(self._by_attribute.get((attribute, getattr(entry, attribute)), ()))
        found: dict[str, tuple[Evidence, ...]] = {}
        for plan in plans:
            use = self._by_plan.get(plan)
            if use is None:
                continue  # removed since its shard was built
            evidence = plan.evidence(reading)
            if evidence is not None:
                for term_id in use.ids:
                    found[term_id] = evidence
        return found

    def _take_in(self, expression: Expression) -> _Use:
        plan = Plan(expression, self._finder)
        trigger = plan.trigger
        strings = len(trigger.words) + len(trigger.exact) + bool(plan.guard)
        shard = self._roomy(strings) if strings else None
        if shard is not None:
            shard.add(plan)
        for attribute in trigger.attributes:
            self._by_attribute.setdefault(attribute, {})[plan] = None
        if trigger.always:
            self._always[plan] = None
        use = _Use(plan, {}, shard)
        self._uses[expression] = self._by_plan[plan] = use
        return use

    def _take_out(self, use: _Use) -> None:
        plan = use.plan
        if use.shard is not None:
            use.shard.remove(plan)
        for attribute in plan.trigger.attributes:
            self._by_attribute[attribute].pop(plan, None)
        self._always.pop(plan, None)
        del self._uses[plan.expression], self._by_plan[plan]

    def _roomy(self, strings: int) -> Shard:
        """Return the first shard with room, so that few are touched and gaps fill up."""
        for shard in self.shards:
            if len(shard) + strings <= self._shard_size:
                return shard
        shard = Shard()
        self.shards.append(shard)
        return shard

    def _finder(self, leaf: Leaf) -> Finder:
        finder = self._finders.get(leaf)
        if finder is None:
            finder = self._finders[leaf] = Finder(leaf)
        return finder
