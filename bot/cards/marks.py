"""Text with the places marked that a term hit, so that plain text shows them too: 전문직 「비자」 신설."""

from collections.abc import Iterable

from bot.cards.highlights import merged

OPEN, CLOSE = "「", "」"
_AROUND = 30
"""Characters of a summary shown on each side of a hit: enough to see what it is about, not enough to be the article."""

Span = tuple[int, int]


def marked(text: str, spans: Iterable[Span]) -> tuple[str, tuple[Span, ...]]:
    """Return the text with its spans marked, and where they are now, marks left out. Spans that meet become one."""
    pieces: list[str] = []
    highlights: list[Span] = []
    done = length = 0
    for start, end in merged(spans):
        pieces += (text[done:start], OPEN, text[start:end], CLOSE)
        begin = length + start - done + len(OPEN)
        highlights.append((begin, begin + end - start))
        length, done = begin + end - start + len(CLOSE), end
    return "".join((*pieces, text[done:])), tuple(highlights)


def excerpt(text: str, spans: Iterable[Span]) -> str:
    """Return what stands around the first of the spans, all of them marked as far as they are in it."""
    places = merged(spans)
    if not places:
        return ""
    first = max(places[0][0] - _AROUND, 0)
    last = min(places[0][1] + _AROUND, len(text))
    inside = ((start - first, end - first) for start, end in places if end <= last)
    words, _ = marked(text[first:last], inside)
    return f"{'…' if first else ''}{words}{'…' if last < len(text) else ''}"
