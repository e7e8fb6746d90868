"""One spelling for characters that look or mean the same: NFKC, case, dashes, quotes, dots, zero-width."""

import re
import unicodedata
from collections.abc import Iterator

from feeds.text.spans import Edit, SpanMap, apply

_SPECIAL = re.compile(r"[\x00-\x7f가-힣]?[^\x00-\x7f가-힣]+")
"""Runs that may need work, with the character before, since a combining mark joins it.

ASCII and precomposed Hangul are their own normal form (Unicode Standard Annex 15), but for the case of Latin letters.
"""

_LONGEST_GROUP = 31
"""Marks on one letter: the Stream-Safe limit (UAX 15, section 13). Ordering more of them takes quadratic time."""

_CAPITALS = re.compile(r"[A-Z]+")

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc\uff07"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u301d\u301e\uff02"
_MIDDLE_DOTS = "\u2022\u2027\u2219\u22c5\u30fb\uff65\u318d\u119e"
"""The last two are the vowel arae-a, which Korean keyboards offer and newswires print as a dot (U+318D, U+119E)."""
_INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u3164\uffa0\u180e\ufeff"
_MARKS = "\u2122\u00ae\u00a9\u2120"
"""NFKC would glue "TM" to the word before."""

_SAME = (
    dict.fromkeys(map(ord, _DASHES), "-")
    | dict.fromkeys(map(ord, _SINGLE_QUOTES), "'")
    | dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"')
    | dict.fromkeys(map(ord, _MIDDLE_DOTS), "·")
    | dict.fromkeys(map(ord, _INVISIBLE + _MARKS), "")
    | dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)], "")
    | dict.fromkeys(range(0xFE00, 0xFE10), "")
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # a lone surrogate cannot be encoded, so no matcher takes it
)


def fold(text: str, *, keep_case: bool = False) -> tuple[str, SpanMap | None]:
    """Return the folded text and the map back to `text`, None where no position moved.

    `keep_case` leaves capitals as they are: for names that are written in capitals on purpose.
    """
    if text.isascii():
        return (text if keep_case else text.lower()).replace("`", "'"), None
    folded, spans = apply(text, _edits(text, keep_case=keep_case))
    if not keep_case:
        folded = _CAPITALS.sub(lambda capitals: capitals[0].lower(), folded)
    return folded.replace("`", "'"), spans


def _edits(text: str, *, keep_case: bool) -> Iterator[Edit]:
    for run in _SPECIAL.finditer(text):
        start, stop = run.span()
        while start < stop:
            end = start + 1
            while end < stop and end - start < _LONGEST_GROUP and _joins(text[end]):
                end += 1
            group = text[start:end]
            folded = _fold_group(group, keep_case=keep_case)
            if folded != group:
                yield start, end, folded
            start = end


def _joins(character: str) -> bool:
    """Tell whether a character may become part of the one before it: marks, Hangul letters, what is not seen.

    Hangul letters compose to syllables under NFKC also from their compatibility and half-width forms.
    """
    return (
        "\u1160" <= character <= "\u11ff"
        or "\u3131" <= character <= "\u318c"
        or "\ud7b0" <= character <= "\ud7ff"
        or "\uff9e" <= character <= "\uffdc"
        or _SAME.get(ord(character)) == ""
        or unicodedata.category(character)[0] == "M"
    ) and character not in _MIDDLE_DOTS


def _fold_group(group: str, *, keep_case: bool) -> str:
    folded = unicodedata.normalize("NFKC", group.translate(_SAME))
    if not keep_case:
        folded = unicodedata.normalize("NFKC", folded.casefold())
    # What NFKC makes of a sign may itself be a dash or a quote of the table.
    return folded.translate(_SAME)
