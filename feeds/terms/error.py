"""What is wrong with a watch term, for the person who wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from feeds.terms.problem import ENGLISH, TermProblem


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a term, before it is put into words."""

    code: TermProblem
    column: int
    """Where in the source, counted from 1."""
    values: Mapping[str, str | int] = field(default_factory=dict)
    """What the words name: the same names in every language."""


class TermError(ValueError):
    """A watch term that cannot be used: its `flaw`, and the same in English."""

    def __init__(self, column: int, code: TermProblem, **values: str | int) -> None:
        super().__init__(column, code, values)
        self.flaw = Flaw(code, column, values)

    @property
    def column(self) -> int:
        """Where in the source, counted from 1."""
        return self.flaw.column

    @property
    def message(self) -> str:
        """What is wrong, one English sentence without its full stop."""
        return ENGLISH[self.flaw.code][0].format_map(self.flaw.values)

    @property
    def hint(self) -> str:
        """What to write instead, in English, to stand behind the message."""
        return ENGLISH[self.flaw.code][1].format_map(self.flaw.values)

    def __str__(self) -> str:
        """Return all three on one line."""
        return f"{self.message} (column {self.column}): {self.hint}"

    def pointed(self, source: str) -> str:
        """Return the source with a caret under the column, the message and the hint, on four lines."""
        return f"{source}\n{' ' * (self.column - 1)}^\n{self.message}.\n{self.hint}"
