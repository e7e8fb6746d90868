"""Sentences of newswire, English and Korean, in one pass."""

import re
from collections.abc import Callable, Iterator

from feeds.facts.quotes import Span, find_quotes, inside

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
_STOP = re.compile(r"(?<![.!?…])[.!?…]+[\"”’')\]]*(?=\s|$)|다\.(?=[가-힣])")
_WORD_BEFORE = re.compile(r"(?:[A-Za-z]\.)+$|[A-Za-z]+\.$|\d+\.$")
_DOTTED_DAY = re.compile(r"(?<!\d)\d{4}\. ?\d{1,2}\. ?\d{1,2}\.$")
_NEXT = re.compile(r"\s+([\"“‘'(\[]*)(\S+)")

_NEVER_LAST = frozenset(
    [
        "Mr.",
        "Mrs.",
        "Ms.",
        "Dr.",
        "Prof.",
        "Rep.",
        "Reps.",
        "Sen.",
        "Sens.",
        "Gov.",
        "Gen.",
        "Lt.",
        "Col.",
        "Capt.",
        "Sgt.",
        "Maj.",
        "Amb.",
        "Sec.",
        "Hon.",
        "St.",
        "Rev.",
        "Pres.",
        "vs.",
        "Jr.",
        "Sr.",
        "Del.",
        "Supt.",
        "Det.",
    ]
)
"""Abbreviations that something always follows: titles before names, as the Associated Press stylebook has them."""
_BEFORE_NUMBER = frozenset(
    [
        "Jan.",
        "Feb.",
        "Mar.",
        "Apr.",
        "Jun.",
        "Jul.",
        "Aug.",
        "Sep.",
        "Sept.",
        "Oct.",
        "Nov.",
        "Dec.",
        "No.",
        "Nos.",
        "Art.",
        "Sec.",
        "p.",
        "pp.",
    ]
)
_MAYBE_LAST = frozenset(
    [
        "U.S.",
        "U.K.",
        "U.N.",
        "E.U.",
        "D.C.",
        "a.m.",
        "p.m.",
        "Inc.",
        "Co.",
        "Corp.",
        "Ltd.",
        "Jr.",
        "Sr.",
        "etc.",
        "Ga.",
        "Calif.",
        "Pa.",
        "Va.",
        "Md.",
    ]
)
_STARTERS = frozenset(
    [
        "The",
        "A",
        "An",
        "It",
        "Its",
        "He",
        "She",
        "They",
        "We",
        "I",
        "You",
        "But",
        "And",
        "In",
        "On",
        "At",
        "As",
        "For",
        "This",
        "That",
        "These",
        "Those",
        "His",
        "Her",
        "Their",
        "Our",
        "When",
        "While",
        "If",
        "After",
        "Before",
        "Since",
        "Some",
        "Many",
        "Most",
        "Last",
        "Next",
        "Also",
        "However",
        "Both",
        "Under",
        "With",
        "No",
        "Not",
        "To",
        "From",
        "By",
        "One",
        "Two",
        "Three",
    ]
)
"""Words that begin a sentence far more often than they continue a name."""


def split(text: str, *, attributes: Callable[[str], bool] = lambda _rest: False) -> Iterator[Span]:
    """Yield the span of each sentence.

    Paragraphs are parted by a blank line. A quotation of several sentences stays with its attribution. Where one ends
    in a question or exclamation mark, `attributes` is asked whether the text that follows says who spoke.
    """
    for paragraph in _PARAGRAPH.finditer(text):
        for start, end in _sentences(paragraph.group(), attributes):
            yield paragraph.start() + start, paragraph.start() + end


def _sentences(text: str, attributes: Callable[[str], bool]) -> Iterator[Span]:
    quotes = find_quotes(text)
    start = 0
    for stop in _STOP.finditer(text):
        end = stop.end()
        if end < len(text) and (inside(end - 1, quotes) and inside(end, quotes)):
            continue
        if end < len(text) and not _ends(text, stop, attributes):
            continue
        yield _trim(text, start, end)
        start = end
    if text[start:].strip():
        yield _trim(text, start, len(text))


def _ends(text: str, stop: re.Match[str], attributes: Callable[[str], bool]) -> bool:
    """Tell whether a sentence ends at `stop`, by the words around it."""
    following = _NEXT.match(text, stop.end())
    if not following:
        return True
    first = following.group(2)
    if first[0].islower():
        return False
    mark = stop.group()
    if len(mark) > 1 and mark[0] in "!?" and mark[-1] in '"”':
        return not attributes(text[following.start(2) : following.start(2) + 120])
    if mark != ".":
        return True
    return not _abbreviates(text[max(0, stop.start() - 12) : stop.end()], first, quoted=bool(following.group(1)))


def _abbreviates(before: str, first: str, *, quoted: bool) -> bool:
    """Tell whether the full stop at the end of `before` belongs to its last word. `first` is the word that follows."""
    found = _WORD_BEFORE.search(before)
    word = found.group() if found else ""
    if word in _NEVER_LAST or re.fullmatch(r"[A-Z]\.|H\.R\.", word):
        return True
    if _DOTTED_DAY.search(before):
        return True
    if word in _BEFORE_NUMBER or (word[:-1].isdigit() and len(word) <= len("2026.")):
        return first[0].isdigit() and bool(re.fullmatch(r"\d{1,2}\D*\.?|\d+\D*", first))
    if word in _MAYBE_LAST or re.fullmatch(r"(?:[A-Z]\.){2,}", word):
        return not quoted and first.strip(",") not in _STARTERS
    return False


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
