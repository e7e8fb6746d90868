"""Finding one leaf in the text of one entry: its hits in its field, but for those that a covering word contains."""

from bisect import bisect_right
from collections.abc import Sequence

from feeds.terms.entry_text import EntryText
from feeds.terms.expression import Leaf, LeafKind
from feeds.terms.printer import print_leaf
from feeds.terms.strategies import Span, strategy


class Finder:
    """Finds one leaf. Building it costs some 20 µs, so keep it with the term."""

    __slots__ = ("__weakref__", "covers", "in_search_form", "leaf", "needle", "strategy", "term")

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self.term = print_leaf(leaf)
        self.strategy = strategy(leaf)
        self.in_search_form = self.strategy.in_search_form
        self.needle = self.strategy.needle
        """Asked first, as most leaves of most terms are not there."""
        self.covers = tuple(Finder(Leaf(LeafKind.WORD, cover)) for cover in leaf.covers)

    def find(self, text: EntryText) -> tuple[Span, ...]:
        """Return the hits, first to last."""
        spans = self.strategy.spans(text)
        if not spans:
            return ()
        if self.leaf.field is None:
            source = text.field_starts[2]
            spans = [span for span in spans if span[0] < source]
        else:
            spans = [span for span in spans if self.in_field(text, span)]
        if spans and self.covers:
            covering = [cover.strategy.spans(text) for cover in self.covers]
            spans = [span for span in spans if not any(container(span, places) for places in covering)]
        return tuple(spans)

    def in_field(self, text: EntryText, span: Span) -> bool:
        """Tell whether the leaf looks in the field of a span: its own, or title and summary."""
        if self.leaf.field is None:
            return span[0] < text.field_starts[2]
        return text.field_at(span[0]) == self.leaf.field


def container(span: Span, places: Sequence[Span]) -> Span | None:
    """Return the place that contains the span. Places of one word are in order, of their starts and of their ends."""
    i = bisect_right(places, span[0], key=lambda place: place[0]) - 1
    return places[i] if i >= 0 and places[i][1] >= span[1] else None
