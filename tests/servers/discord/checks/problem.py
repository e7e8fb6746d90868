"""One thing that is wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What Discord would tell: where in the body, a code, and words."""

    path: tuple[str | int, ...]
    code: str
    message: str

    def __str__(self) -> str:
        place = ".".join(map(str, self.path)) or "the body"
        return f"{place}: {self.message} ({self.code})"
