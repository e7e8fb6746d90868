"""Something that is wrong with a request."""

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where."""

    path: Path
    message: str
    error: str = ""
    """Slack's error word, if it refuses such a request; empty if only this project does not want it."""

    @property
    def pointer(self) -> str:
        """The place as Slack names it."""
        return "/" + "/".join(map(str, self.path))

    def __str__(self) -> str:
        return f"{self.pointer}: {self.message}"
