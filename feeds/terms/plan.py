"""An expression compiled: what it is triggered by, and whether it holds for an entry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from feeds.terms.entry_text import EntryText
from feeds.terms.expression import And, Attribute, Expression, Leaf, Near, Not, Or
from feeds.terms.leaves import Finder, Span
from feeds.terms.match import Evidence
from feeds.terms.printer import canonical
from feeds.terms.proximity import nearest

Hit = tuple[Finder, Span]


class Reading:
    """One entry being read by many plans: each leaf is looked up once, whoever asks."""

    def __init__(self, text: EntryText) -> None:
        self.text = text
        self._spans: dict[Finder, tuple[Span, ...]] = {}
        self._evidence: dict[Hit, Evidence] = {}

    def spans(self, finder: Finder) -> tuple[Span, ...]:
        """Return the hits of a leaf."""
        found = self._spans.get(finder)
        if found is None:
            found = self._spans[finder] = finder.find(self.text)
        return found

    def evidence(self, hits: Iterable[Hit]) -> tuple[Evidence, ...]:
        """Return the evidence for hits, in the order of the text, each once."""
        ordered = sorted(set(hits), key=lambda hit: (hit[1], hit[0].term))
        return tuple(dict.fromkeys(map(self._one, ordered)))

    def _one(self, hit: Hit) -> Evidence:
        found = self._evidence.get(hit)
        if found is None:
            finder, span = hit
            found = self._evidence[hit] = self.text.evidence(finder.term, *span)
        return found


@dataclass(frozen=True, slots=True)
class Trigger:
    """What an entry must have one of for an expression to have a chance."""

    anchors: tuple[str, ...] = ()
    """Strings of the haystack."""
    attributes: tuple[tuple[str, str], ...] = ()
    always: bool = False
    """Has to be tried on every entry: a regular expression of which no plain string is known."""

    @property
    def cost(self) -> float:
        """How often it is to be expected, roughly: short strings are common, a syllable counts as two letters."""
        return sum(2.0 ** -_weight(anchor) for anchor in self.anchors) + len(self.attributes) + 10 * self.always


def _weight(anchor: str) -> int:
    return len(anchor) + sum("가" <= character <= "힣" for character in anchor)


class Node(Protocol):
    """A part of a compiled expression."""

    @property
    def trigger(self) -> Trigger | None:
        """Return what it needs; None: it holds also where nothing is there."""

    def hits(self, reading: Reading) -> list[Hit] | None:
        """Return the hits that make the part hold, or None where it does not."""


class _LeafNode:
    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        anchors = finder.strategy.anchors
        self.trigger = Trigger(always=True) if anchors is None else Trigger(anchors)

    def hits(self, reading: Reading) -> list[Hit] | None:
        return [(self._finder, span) for span in reading.spans(self._finder)] or None


class _AttributeNode:
    def __init__(self, attribute: Attribute) -> None:
        self._attribute = attribute
        self.trigger = Trigger(attributes=((attribute.name, attribute.value),))

    def hits(self, reading: Reading) -> list[Hit] | None:
        return [] if getattr(reading.text, self._attribute.name) == self._attribute.value else None


class _NearNode:
    def __init__(self, left: tuple[Finder, ...], right: tuple[Finder, ...], distance: int) -> None:
        self._left = left
        self._right = right
        self._distance = distance
        sides = (_any([_LeafNode(finder).trigger for finder in side]) for side in (left, right))
        self.trigger = min((side for side in sides if side), key=lambda trigger: trigger.cost)

    def hits(self, reading: Reading) -> list[Hit] | None:
        left, right = ([(f, span) for f in side for span in reading.spans(f)] for side in (self._left, self._right))
        if not left or not right:
            return None
        pairs = nearest(reading.text, (span for _, span in left), (span for _, span in right))
        close = [pair for pair in pairs if pair.words <= self._distance]
        lefts, rights = {pair.left for pair in close}, {pair.right for pair in close}
        return [hit for hit in left if hit[1] in lefts] + [hit for hit in right if hit[1] in rights] or None


class _NotNode:
    trigger = None

    def __init__(self, part: Node) -> None:
        self._part = part

    def hits(self, reading: Reading) -> list[Hit] | None:
        return [] if self._part.hits(reading) is None else None


class _AndNode:
    def __init__(self, parts: list[Node]) -> None:
        triggers = [part.trigger for part in parts if part.trigger]
        self.trigger = min(triggers, key=lambda trigger: trigger.cost) if triggers else None
        self._parts = parts

    def hits(self, reading: Reading) -> list[Hit] | None:
        found: list[Hit] = []
        for part in self._parts:
            hits = part.hits(reading)
            if hits is None:
                return None
            found += hits
        return found


class _OrNode:
    def __init__(self, parts: list[Node]) -> None:
        self.trigger = _any([part.trigger for part in parts])
        self._parts = parts

    def hits(self, reading: Reading) -> list[Hit] | None:
        found: list[Hit] = []
        holds = False
        for part in self._parts:
            hits = part.hits(reading)
            if hits is not None:
                holds = True
                found += hits
        return found if holds else None


def _any(triggers: list[Trigger | None]) -> Trigger | None:
    """Return the trigger of alternatives: each may be the one that is there."""
    known = [trigger for trigger in triggers if trigger]
    if len(known) < len(triggers):
        return None
    return Trigger(
        tuple(dict.fromkeys(anchor for trigger in known for anchor in trigger.anchors)),
        tuple(dict.fromkeys(pair for trigger in known for pair in trigger.attributes)),
        always=any(trigger.always for trigger in known),
    )


class Plan:
    """One compiled expression."""

    def __init__(self, expression: Expression, finder: Callable[[Leaf], Finder] = Finder) -> None:
        self.expression = expression
        self._root = compile_node(expression, finder)
        self._text = canonical(expression)
        self.trigger = self._root.trigger or Trigger(always=True)

    def evidence(self, reading: Reading) -> tuple[Evidence, ...] | None:
        """Return the evidence where the expression holds, else None.

        Never empty: where it holds for what the entry is (`tier:official`), an empty span at the title's beginning.
        """
        hits = self._root.hits(reading)
        if hits is None:
            return None
        return reading.evidence(hits) or (Evidence(self._text, "title", 0, 0),)


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
