"""The places in a title that words or terms hit, as spans that a card can mark."""

from collections.abc import Iterable, Sequence

from bot.cards.clean import TITLE_LIMIT, clean_line
from feeds.terms.entry_text import EntryText
from feeds.terms.leaves import Finder
from feeds.terms.match import Evidence

Spans = tuple[tuple[int, int], ...]


def title_highlights(title: str, finders: Sequence[Finder]) -> tuple[str, Spans]:
    """Return a title as it is shown, and where words were found in it."""
    shown = clean_line(title, TITLE_LIMIT)
    text = EntryText.plain(shown)
    return shown, merged(_span(text.evidence(finder.term, *hit)) for finder in finders for hit in finder.find(text))


def evidence_highlights(text: str, field: str, evidence: Iterable[Evidence]) -> Spans:
    """Return where evidence lies in one field of an entry, within what is shown of it."""
    return merged(_span(one) for one in evidence if one.field == field and one.end <= len(text))


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """Return spans in order, those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return tuple(joined)


def _span(one: Evidence) -> tuple[int, int]:
    return one.start, one.end
