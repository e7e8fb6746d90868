"""English sentences that are stored, and can be read again to be said in another language.

What goes wrong with a feed is kept as one sentence: logs, JSON and the command line show it as it is. A card finds the
sentence's code and its values again, and says them in the reader's language.
"""

import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Wording(StrEnum):
    """Sentences, or parts of them, with places for values: `Member.format(host=…)` makes one."""

    @property
    def code(self) -> str:
        """What messages call it: "name-unknown"."""
        return self.name.lower().replace("_", "-")

    @property
    def names(self) -> frozenset[str]:
        """The names of its values."""
        return frozenset(name for _, name, _, _ in string.Formatter().parse(self.value) if name)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sentence that was read."""

    wording: Wording
    values: Mapping[str, str]
    """As they stand in the sentence."""


def recognise(text: str, wordings: Iterable[Wording]) -> Recognised | None:
    """Return the one of `wordings` that a text was made of; the one with most words of its own, if several fit."""
    found = [(wording, match) for wording in wordings if (match := _pattern(wording.value).fullmatch(text))]
    if not found:
        return None
    wording, match = max(found, key=lambda one: len(one[0].value) - sum(map(len, one[1].groups())))
    return Recognised(wording, match.groupdict())


@lru_cache(maxsize=256)
def _pattern(template: str) -> re.Pattern[str]:
    parts = string.Formatter().parse(template)
    return re.compile(
        "".join(re.escape(words) + (f"(?P<{name}>.+?)" if name else "") for words, name, _, _ in parts), re.DOTALL
    )
