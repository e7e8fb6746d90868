"""What is wrong with a file, all of it at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake, in the reader's language."""

    line: int
    """From 1; 0: the file as a whole."""
    what: str
    """What is wrong, and how to put it right."""
