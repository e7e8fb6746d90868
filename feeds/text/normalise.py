"""One spelling for what people write in many ways, with the way back to the original characters.

Terms and texts go through the same steps, so that they meet: HTML unescaped twice (one wire sends
`&amp;apos;`), NFKC, case, dashes, quotes, what is not seen, hanja abbreviations, middle dots, white space.
"""

import html
import re
from dataclasses import dataclass

from feeds.text import hanja
from feeds.text.fold import fold
from feeds.text.spans import SpanMap, rewrite

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_HANGUL_JOINT = re.compile(r"(?<![가-힣])([가-힣])(?: ?· ?|-)(?=[가-힣])")
"""한·미, 한-미, 한·미·일: one-syllable abbreviations; they are one word, however they are joined."""
_DOT = re.compile(r"·")
_SPACE = re.compile(r"\s{2,}|[^\S ]")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in its normal form."""

    text: str
    steps: tuple[SpanMap, ...] = ()
    """The way back, last step first."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source text that `text[start:end]` was made from.

        A span that begins or ends within what one character became covers that character.
        """
        for step in self.steps:
            start, end = step.old_span(start, end)
        return start, end


def normalise(text: str, *, keep_case: bool = False) -> Normalised:
    """Return the normal form of a text. `keep_case` leaves capitals as they are."""
    steps: list[SpanMap] = []

    def step(change: tuple[str, SpanMap | None]) -> str:
        if change[1] is not None:
            steps.append(change[1])
        return change[0]

    for _ in range(2):
        if "&" in text:
            text = step(rewrite(text, _ENTITY, lambda entity: html.unescape(entity[0])))
    text = step(fold(text, keep_case=keep_case))
    if not text.isascii():
        text = step(rewrite(text, hanja.RUN, hanja.expand))
        text = step(rewrite(text, _HANGUL_JOINT, lambda joint: joint[1]))
        text = step(rewrite(text, _DOT, lambda _: " "))
    text = step(rewrite(text, _SPACE, lambda _: " "))
    return Normalised(text, tuple(reversed(steps)))
