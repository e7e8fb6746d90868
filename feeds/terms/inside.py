"""The longer Korean words that a term is found inside: 소비자 for 비자. What an admin picks exceptions from."""

from collections.abc import Iterator

from feeds.terms.entry_text import EntryText
from feeds.terms.expression import And, Attribute, Expression, Leaf, LeafKind, Near, Not, Or
from feeds.terms.leaves import Finder
from feeds.text.korean import is_hangul, without_ending


class InsideWords:
    """Finds them for one expression: for its Korean words, but for those in what must not be there."""

    def __init__(self, expression: Expression) -> None:
        """Compile the Korean words."""
        self._finders = [
            Finder(leaf)
            for leaf in _words(expression)
            if leaf.kind in {LeafKind.WORD, LeafKind.PREFIX} and any(map(is_hangul, leaf.text))
        ]

    def find(self, text: EntryText) -> set[str]:
        """Return the longer words in a text, in its normal form and without their particles.

        A word that only has particles behind the hit is none: 비자를 is 비자.
        """
        return {word for finder in self._finders for span in finder.find(text) if (word := _longer(text, *span))}


def _longer(text: EntryText, start: int, end: int) -> str | None:
    normal = text.normal.text
    first, last = start, end
    while first > 0 and is_hangul(normal[first - 1]):
        first -= 1
    while last < len(normal) and is_hangul(normal[last]):
        last += 1
    last = without_ending(normal, end, last)
    return normal[first:last] if (first, last) != (start, end) else None


def _words(expression: Expression) -> Iterator[Leaf]:
    match expression:
        case Leaf():
            yield expression
        case Near(left, right, _):
            yield from (*left, *right)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _words(part)
        case Not() | Attribute():
            return
