"""What is wrong with a desk: every problem at once, each with its place and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to put right. `line` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    what: str
    """What is wrong."""
    do: str
    """What to do about it: a sentence."""

    def __str__(self) -> str:
        """Return one line, in the form editors can jump to."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}. {self.do}"


class DeskError(ValueError):
    """A desk that cannot be used. `problems` holds all that was found, in the order of files and lines."""

    def __init__(self, desk: str, problems: tuple[Problem, ...]) -> None:
        """Tell about `desk`, the path or id that was asked for."""
        self.desk = desk
        self.problems = tuple(sorted(problems))
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n".join([f"The desk {desk} has {count}:", *(f"  {each}" for each in self.problems)]))
