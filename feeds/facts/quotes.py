"""Quotations in a paragraph."""

from bisect import bisect_right
from collections.abc import Sequence

Span = tuple[int, int]

_OPENERS = frozenset(" \t\n([{—–-'‘")


def find_quotes(text: str) -> tuple[Span, ...]:
    """Return the spans of text in double quotation marks, marks included, in order and apart.

    Straight marks open after white space or a bracket only. A mark whose partner is missing is no quotation: one that
    runs over several paragraphs is left to the sentences in it.
    """
    found: list[Span] = []
    last = {"”": text.rfind("”"), '"': text.rfind('"')}
    start, closer = -1, ""
    for at, character in enumerate(text):
        if closer:
            if character == closer:
                found.append((start, at + 1))
                closer = ""
        elif character == "“" and last["”"] > at:
            start, closer = at, "”"
        elif character == '"' and last['"'] > at and (at == 0 or text[at - 1] in _OPENERS):
            start, closer = at, '"'
    return tuple(found)


def inside(at: int, spans: Sequence[Span]) -> bool:
    """Tell whether the character at `at` lies in one of `spans`, which are in order and apart."""
    index = bisect_right(spans, (at, len(spans) + at + 1)) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]


def blank(text: str, spans: Sequence[Span]) -> str:
    """Return `text`, as long as it was, with the words of the quotations made blank and the marks kept."""
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += (text[done : start + 1], " " * (end - start - 2), text[end - 1])
        done = end
    return "".join(pieces) + text[done:]
