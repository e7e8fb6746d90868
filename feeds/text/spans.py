"""Rewriting text while remembering where each character came from."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Edit = tuple[int, int, str]
"""Replace `text[start:end]` by a string; edits of one rewrite are in order and do not overlap."""


@dataclass(frozen=True, slots=True)
class SpanMap:
    """Where the spans of a rewritten text lie in the text it was made from.

    Four parallel tuples, one place for each edit: where it begins and ends in the new text and in the old.
    Between edits the two texts are equal, so a text with few edits costs little.
    """

    new_starts: tuple[int, ...]
    new_ends: tuple[int, ...]
    old_starts: tuple[int, ...]
    old_ends: tuple[int, ...]

    def old_start(self, position: int) -> int:
        """Return where the character at `position` began; what was deleted before it is left out."""
        i = bisect_right(self.new_starts, position) - 1
        if i < 0:
            return position
        if position < self.new_ends[i]:
            return self.old_starts[i]
        return self.old_ends[i] + position - self.new_ends[i]

    def old_end(self, position: int) -> int:
        """Return where the character before `position` ended; what was deleted after it is left out."""
        i = bisect_left(self.new_starts, position) - 1
        if i < 0:
            return position
        if position <= self.new_ends[i]:
            return self.old_ends[i]
        return self.old_ends[i] + position - self.new_ends[i]

    def old_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the old text that `start:end` of the new one was made from."""
        i = bisect_right(self.new_starts, start)
        if i < len(self.new_starts) and self.new_starts[i] < end:
            return self.old_start(start), self.old_end(end)
        # No edit begins within, as mostly: then one look-up does for both ends.
        if i == 0:
            return start, end
        stop = self.new_ends[i - 1]
        shift = self.old_ends[i - 1] - stop
        if start >= stop:
            return start + shift, end + shift
        return self.old_starts[i - 1], self.old_ends[i - 1] if end <= stop else end + shift


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, SpanMap | None]:
    """Return the edited text and the map back to `text`, or `text` and None where there is nothing to edit."""
    pieces: list[str] = []
    news: list[int] = []
    ends: list[int] = []
    olds: list[int] = []
    stops: list[int] = []
    done = length = 0
    for start, end, into in edits:
        pieces += (text[done:start], into)
        length += start - done
        news.append(length)
        length += len(into)
        ends.append(length)
        olds.append(start)
        stops.append(end)
        done = end
    if not news:
        return text, None
    pieces.append(text[done:])
    return "".join(pieces), SpanMap(tuple(news), tuple(ends), tuple(olds), tuple(stops))


def rewrite(text: str, pattern: re.Pattern[str], into: Callable[[re.Match[str]], str]) -> tuple[str, SpanMap | None]:
    """Replace each match of `pattern` by `into(match)`; a match that stays as it is costs no edit."""
    edits: list[Edit] = []
    for match in pattern.finditer(text):
        new = into(match)
        if new != match[0]:
            edits.append((match.start(), match.end(), new))
    return apply(text, edits)
