"""An expression compiled: what it is triggered by, and whether it holds for an entry."""

from collections.abc import Callable
from typing import Protocol

from feeds.terms.entry_text import EntryText
from feeds.terms.expression import And, Attribute, Expression, Leaf, Near, Not, Or
from feeds.terms.leaves import Finder
from feeds.terms.match import Evidence
from feeds.terms.printer import canonical
from feeds.terms.proximity import nearest
from feeds.terms.strategies import Span
from feeds.terms.trigger import Trigger, any_of, rarest

Told = tuple[int, int, str, Evidence]
"""A hit that is told: its span of the normal form and its term, to sort by, and the evidence."""


class Reading:
    """One entry being read by many plans: each leaf is looked up once, whoever asks."""

    def __init__(self, text: EntryText) -> None:
        self.text = text
        self._search = text.search.text
        self._normal = text.normal.text
        self._spans: dict[Finder, tuple[Span, ...]] = {}
        self._told: dict[Finder, tuple[Told, ...]] = {}

    def spans(self, finder: Finder) -> tuple[Span, ...]:
        """Return the hits of a leaf."""
        found = self._spans.get(finder)
        if found is None:
            is_there = finder.needle in (self._search if finder.in_search_form else self._normal)
            found = self._spans[finder] = finder.find(self.text) if is_there else ()
        return found

    def told(self, finder: Finder) -> tuple[Told, ...]:
        """Return the hits of a leaf with their evidence."""
        told = self._told.get(finder)
        if told is None:
            told = self._told[finder] = tuple(
                (*span, finder.term, self.text.evidence(finder.term, *span)) for span in self.spans(finder)
            )
        return told


class Node(Protocol):
    """A part of a compiled expression."""

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """Return what it needs, all of these; none: it holds also where nothing is there."""

    def holds(self, reading: Reading) -> bool:
        """Tell whether the part holds for an entry."""

    def told(self, reading: Reading) -> tuple[Told, ...]:
        """Return the hits that make it hold. Asked only where it holds."""


class _LeafNode:
    __slots__ = ("_finder", "triggers")

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self.triggers = finder.strategy.triggers

    def holds(self, reading: Reading) -> bool:
        return bool(reading.spans(self._finder))

    def told(self, reading: Reading) -> tuple[Told, ...]:
        return reading.told(self._finder)


class _AttributeNode:
    __slots__ = ("_name", "_value", "triggers")

    def __init__(self, attribute: Attribute) -> None:
        self._name = attribute.name
        self._value = attribute.value
        self.triggers = (Trigger(attributes=((attribute.name, attribute.value),)),)

    def holds(self, reading: Reading) -> bool:
        return bool(getattr(reading.text, self._name) == self._value)

    def told(self, reading: Reading) -> tuple[Told, ...]:  # noqa: ARG002 - what an entry is has no place in its text
        return ()


class _NearNode:
    __slots__ = ("_distance", "_left", "_right", "triggers")

    def __init__(self, left: tuple[Finder, ...], right: tuple[Finder, ...], distance: int) -> None:
        self._left = left
        self._right = right
        self._distance = distance
        self.triggers = tuple(any_of(rarest(finder.strategy.triggers) for finder in side) for side in (left, right))

    def holds(self, reading: Reading) -> bool:
        return any(map(reading.spans, self._left)) and any(map(reading.spans, self._right)) and bool(self.told(reading))

    def told(self, reading: Reading) -> tuple[Told, ...]:
        left, right = ([told for finder in side for told in reading.told(finder)] for side in (self._left, self._right))
        pairs = nearest(reading.text, (told[:2] for told in left), (told[:2] for told in right))
        close = [pair for pair in pairs if pair.words <= self._distance]
        lefts, rights = {pair.left for pair in close}, {pair.right for pair in close}
        return (*(told for told in left if told[:2] in lefts), *(told for told in right if told[:2] in rights))


class _NotNode:
    __slots__ = ("_part",)

    triggers = ()

    def __init__(self, part: Node) -> None:
        self._part = part

    def holds(self, reading: Reading) -> bool:
        return not self._part.holds(reading)

    def told(self, reading: Reading) -> tuple[Told, ...]:  # noqa: ARG002 - what is not there has no place
        return ()


class _AndNode:
    __slots__ = ("_parts", "triggers")

    def __init__(self, parts: list[Node]) -> None:
        self.triggers = tuple(trigger for part in parts for trigger in part.triggers)
        self._parts = parts

    def holds(self, reading: Reading) -> bool:
        for part in self._parts:  # noqa: SIM110 - `all` over a generator takes twice as long, and this is the busiest line
            if not part.holds(reading):
                return False
        return True

    def told(self, reading: Reading) -> tuple[Told, ...]:
        return tuple(told for part in self._parts for told in part.told(reading))


class _OrNode:
    __slots__ = ("_parts", "triggers")

    def __init__(self, parts: list[Node]) -> None:
        needs = all(part.triggers for part in parts)
        self.triggers = (any_of(rarest(part.triggers) for part in parts),) if needs else ()
        self._parts = parts

    def holds(self, reading: Reading) -> bool:
        return any(part.holds(reading) for part in self._parts)

    def told(self, reading: Reading) -> tuple[Told, ...]:
        return tuple(told for part in self._parts if part.holds(reading) for told in part.told(reading))


class Plan:
    """One compiled expression: leaves that must all be there, and other parts that must hold.

    The leaves lie here rather than in a tree, since what decides the time of a hit is how much memory it touches.
    """

    __slots__ = ("_leaves", "_parts", "_text", "expression", "guard", "ids", "trigger")

    def __init__(self, expression: Expression, finder: Callable[[Leaf], Finder] = Finder) -> None:
        parts = expression.parts if isinstance(expression, And) else (expression,)
        self.expression = expression
        self.ids: dict[str, None] = {}
        """The terms that say this: the index keeps them here, where a hit is already looking."""
        self._leaves = tuple(finder(part) for part in parts if isinstance(part, Leaf))
        self._parts = tuple(compile_node(part, finder) for part in parts if not isinstance(part, Leaf))
        self._text = canonical(expression)
        triggers = [trigger for leaf in self._leaves for trigger in leaf.strategy.triggers]
        triggers += [trigger for part in self._parts for trigger in part.triggers]
        triggers.sort(key=lambda trigger: trigger.cost)
        self.trigger = triggers[0] if triggers else Trigger(always=True)
        """What must be there for the plan to have a chance."""
        self.guard = next((other for other in triggers[1:] if other.is_one_string), None)
        """A second string that must be there, too; None: none is known."""

    def evidence(self, reading: Reading) -> tuple[Evidence, ...] | None:
        """Return the evidence where the expression holds, else None.

        Never empty: where it holds for what the entry is (`tier:official`), an empty span at the title's beginning.
        """
        for leaf in self._leaves:
            if not reading.spans(leaf):
                return None
        for part in self._parts:
            if not part.holds(reading):
                return None
        told: tuple[Told, ...] = ()
        for leaf in self._leaves:
            told += reading.told(leaf)
        if len(told) == 1 and not self._parts:
            return (told[0][3],)
        for part in self._parts:
            told += part.told(reading)
        ordered: list[Evidence] = []
        for each in sorted(told):
            if not ordered or each[3] != ordered[-1]:  # two leaves may differ only in what covers them
                ordered.append(each[3])
        return tuple(ordered) or (Evidence(self._text, "title", 0, 0),)


def compile_node(expression: Expression, finder: Callable[[Leaf], Finder]) -> Node:
    """Return the compiled form of an expression; `finder` makes, or remembers, the finder of a leaf."""
    match expression:
        case Leaf():
            return _LeafNode(finder(expression))
        case Attribute():
            return _AttributeNode(expression)
        case Near(left, right, distance):
            return _NearNode(tuple(map(finder, left)), tuple(map(finder, right)), distance)
        case Not(part):
            return _NotNode(compile_node(part, finder))
        case And(parts):
            return _AndNode([compile_node(part, finder) for part in parts])
        case Or(parts):
            return _OrNode([compile_node(part, finder) for part in parts])
