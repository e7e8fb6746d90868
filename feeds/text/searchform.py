"""The search form of a normalised text: English words in the singular, Korean without spaces.

Korean writes compounds with and without spaces (비자워킹그룹, 비자 워킹그룹), so a space beside Hangul is left out
and remembered; hyphens between whole English words are spaces (visa-waiver), those of codes stay (B-1, H-1B).
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from feeds.text.plural import singular
from feeds.text.spans import Edit, SpanMap, apply

_PLURAL_OR_SPACE = re.compile(
    r"(?<![a-z0-9])[a-z0-9]+(?:'s|(?<=s)'?)(?![a-z0-9])"  # visas, visa's, workers'
    r"| (?=[가-힣])|(?<=[가-힣]) "
)
_WORD_HYPHEN = re.compile(r"(?<=[a-z0-9]{2})-(?=[a-z]{2})")


@dataclass(frozen=True, slots=True)
class SearchForm:
    """What words are looked up in."""

    text: str
    gaps: tuple[int, ...]
    """Positions in `text` where a space was left out."""
    spans: SpanMap | None

    def normal_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the normalised text; a plural's or possessive's ending belongs to its word."""
        return (start, end) if self.spans is None else self.spans.old_span(start, end)

    def gaps_within(self, start: int, end: int) -> tuple[int, ...]:
        """Return the gaps that lie inside `text[start:end]`."""
        return self.gaps[bisect_right(self.gaps, start) : bisect_left(self.gaps, end)]


def search_form(normal: str) -> SearchForm:
    """Return the search form of a normalised text."""
    edits: list[Edit] = []
    gaps: list[int] = []
    shrunk = 0
    for match in _PLURAL_OR_SPACE.finditer(normal):
        found = match[0]
        start, end = match.span()
        if found == " ":
            gaps.append(start - shrunk)
            edits.append((start, end, ""))
            shrunk += 1
            continue
        word, _, ending = found.partition("'")
        one = word if ending == "s" else singular(word)
        if one != found:
            # From the last letter both share, so that the edit is never empty and a hit covers the ending.
            common = len(one) - 1
            edits.append((start + common, end, one[common:]))
            shrunk += len(found) - len(one)
    text, spans = apply(normal, edits)
    return SearchForm(_WORD_HYPHEN.sub(" ", text), tuple(gaps), spans)
