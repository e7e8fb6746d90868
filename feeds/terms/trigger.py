"""What an entry must have one of for an expression to have a chance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feeds.text.korean import is_hangul


@dataclass(frozen=True, slots=True)
class Trigger:
    """Any of these must be there."""

    words: tuple[str, ...] = ()
    """Whole words, runs of a-z and 0-9, of the search form or of the normal form."""
    search: tuple[str, ...] = ()
    """Strings of the search form."""
    normal: tuple[str, ...] = ()
    """Strings of the normal form."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Name and value of what the entry must be."""
    always: bool = False
    """Has to be tried on every entry: a regular expression of which no plain string is known."""

    @property
    def strings(self) -> tuple[str, ...]:
        """Return the words and strings, each once."""
        return tuple(dict.fromkeys(self.words + self.search + self.normal))

    @property
    def string(self) -> str:
        """Return the first of them."""
        return self.strings[0]

    @property
    def is_one_string(self) -> bool:
        """Tell whether it is a single word or string and nothing else would do."""
        return len(self.strings) == 1 and not self.attributes and not self.always

    @property
    def cost(self) -> float:
        """How often it is to be expected, roughly: short strings are common, a syllable counts as two letters."""
        return sum(2.0 ** -_weight(string) for string in self.strings) + len(self.attributes) + 10 * self.always


def rarest(triggers: Sequence[Trigger]) -> Trigger:
    """Return the trigger that is to be expected least often. There must be one."""
    return min(triggers, key=lambda trigger: trigger.cost)


def any_of(triggers: Iterable[Trigger]) -> Trigger:
    """Return the trigger of alternatives: each may be the one that is there."""
    known = tuple(triggers)
    return Trigger(
        tuple(dict.fromkeys(string for trigger in known for string in trigger.words)),
        tuple(dict.fromkeys(string for trigger in known for string in trigger.search)),
        tuple(dict.fromkeys(string for trigger in known for string in trigger.normal)),
        tuple(dict.fromkeys(pair for trigger in known for pair in trigger.attributes)),
        always=any(trigger.always for trigger in known),
    )


def _weight(string: str) -> int:
    return len(string) + sum(map(is_hangul, string))
