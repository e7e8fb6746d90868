"""Why an expression did or did not hold for an entry. Asked on demand, so clear before fast."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feeds.terms.entry_text import EntryText
from feeds.terms.expression import And, Attribute, Expression, Leaf, Near, Not, Or
from feeds.terms.leaves import Finder, container
from feeds.terms.match import Evidence
from feeds.terms.plan import Plan, Reading
from feeds.terms.printer import canonical
from feeds.terms.proximity import nearest
from feeds.terms.reasons import Absent, Covered, Excluded, InsideWord, OtherField, Reason, TooFar, WrongAttribute

_FIRST = re.compile(r"^[\w'’\-]*")
_LAST = re.compile(r"[\w'’\-]*$")
_SHOWN = 40
"""Characters of a longer word that are shown."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one expression."""

    expression: Expression
    holds: bool
    evidence: tuple[Evidence, ...]
    """Where it holds: what made it hold. Where not: what was found all the same."""
    reasons: tuple[Reason, ...]
    """Why it does not hold: each part that failed. Empty where it holds."""

    @property
    def is_near(self) -> bool:
        """Tell whether something was found, if not what was asked."""
        return bool(self.evidence) or any(not isinstance(reason, Absent | WrongAttribute) for reason in self.reasons)

    def __str__(self) -> str:
        """Say it in English: the term, and why not."""
        if self.holds:
            return f"{canonical(self.expression)}: hit"
        return f"{canonical(self.expression)}: " + "; ".join(map(str, self.reasons))


@dataclass(frozen=True, slots=True)
class TopicExplanation:
    """What became of all terms of a topic; it holds where one does."""

    terms: tuple[Explanation, ...]
    """Those that hold first, then those that came near, then the rest; within each in the order given."""

    @property
    def holds(self) -> bool:
        """Tell whether any term holds."""
        return any(term.holds for term in self.terms)

    @property
    def near(self) -> tuple[Explanation, ...]:
        """The terms that do not hold though something of them was found."""
        return tuple(term for term in self.terms if not term.holds and term.is_near)

    def __str__(self) -> str:
        """Say it in English, one line for each term that held or came near."""
        if told := [term for term in self.terms if term.holds] or self.near:
            return "\n".join(map(str, told))
        return "no term of this topic hit"


def explain(expression: Expression, text: EntryText) -> Explanation:
    """Return why an expression does or does not hold for an entry."""
    evidence = Plan(expression).evidence(Reading(text))
    if evidence is not None:
        return Explanation(expression, holds=True, evidence=evidence, reasons=())
    reasons = tuple(dict.fromkeys(_missing(expression, text)))
    found = [each for leaf in _positive_leaves(expression) for each in explain_hits(leaf, text)]
    order = {"title": 0, "summary": 1, "source": 2}
    found.sort(key=lambda each: (order[each.field], each.start, each.end, each.term))
    return Explanation(expression, holds=False, evidence=tuple(dict.fromkeys(found)), reasons=reasons)


def explain_topic(expressions: Iterable[Expression], text: EntryText) -> TopicExplanation:
    """Return why a topic of plain terms does or does not hold for an entry."""
    explained = [explain(expression, text) for expression in expressions]
    return TopicExplanation(tuple(sorted(explained, key=lambda term: (not term.holds, not term.is_near))))


def explain_hits(leaf: Leaf, text: EntryText) -> tuple[Evidence, ...]:
    """Return the evidence for the hits of one leaf."""
    finder = Finder(leaf)
    return tuple(text.evidence(finder.term, *span) for span in finder.find(text))


def _holds(expression: Expression, text: EntryText) -> bool:
    return Plan(expression).evidence(Reading(text)) is not None


def _missing(expression: Expression, text: EntryText) -> Iterator[Reason]:
    """Yield the reasons of an expression that does not hold."""
    match expression:
        case Leaf():
            yield from _leaf_reasons(Finder(expression), text)
        case Attribute(name, _):
            yield WrongAttribute(canonical(expression), getattr(text, name))
        case Near():
            yield from _near_reasons(expression, text)
        case Not(part):
            where = Plan(part).evidence(Reading(text))
            yield Excluded(
                canonical(part) if not isinstance(part, And | Or | Not) else f"({canonical(part)})", where or ()
            )
        case And(parts) | Or(parts):
            for part in parts:
                if not _holds(part, text):
                    yield from _missing(part, text)


def _near_reasons(near: Near, text: EntryText) -> Iterator[Reason]:
    sides = [[span for leaf in side for span in Finder(leaf).find(text)] for side in (near.left, near.right)]
    if all(sides):
        words = [pair.words for pair in nearest(text, *sides)]
        yield TooFar(canonical(near), min(words, default=None), near.distance)
        return
    for side, spans in zip((near.left, near.right), sides, strict=True):
        if not spans:
            for leaf in side:
                yield from _leaf_reasons(Finder(leaf), text)


def _leaf_reasons(finder: Finder, text: EntryText) -> Iterator[Reason]:
    """Yield why each place where the characters stand is no hit, or that there is none."""
    whole, partial = finder.strategy.spans(text), finder.strategy.partial(text)
    if not whole and not partial:
        yield Absent(finder.term)
    covering = [(cover, cover.strategy.spans(text)) for cover in finder.covers]
    for span in whole:
        if not finder.in_field(text, span):
            yield OtherField(finder.term, finder.leaf.field, text.evidence(finder.term, *span))
            continue
        for cover, places in covering:
            if place := container(span, places):
                yield Covered(finder.term, cover.leaf.text, text.evidence(cover.term, *place))
                break
    for span in partial:
        where = text.evidence(finder.term, *span)
        yield InsideWord(finder.term, where, _longer_word(text, where))


def _longer_word(text: EntryText, where: Evidence) -> str:
    """Return the word that a place lies in, as printed."""
    printed: str = getattr(text, where.field)
    before = printed[max(where.start - _SHOWN, 0) : where.start]
    after = printed[where.end : where.end + _SHOWN]
    return "".join((_LAST.findall(before)[0], printed[where.start : where.end], _FIRST.findall(after)[0]))


def _positive_leaves(expression: Expression) -> Iterator[Leaf]:
    match expression:
        case Leaf():
            yield expression
        case Near(left, right, _):
            yield from left + right
        case And(parts) | Or(parts):
            for part in parts:
                yield from _positive_leaves(part)
        case _:
            return
