"""A rule of Discord's with what just keeps it and what just breaks it."""

from dataclasses import dataclass
from typing import Any

from tests.servers.discord.checks.problem import Problem


@dataclass(frozen=True, slots=True)
class Pair:
    """One rule."""

    rule: str
    code: str
    """How the fake calls a breach of it."""
    kept: Any
    broken: Any

    def __str__(self) -> str:
        return self.rule


def codes(problems: list[Problem]) -> list[str]:
    """Return what is wrong, each once, in order."""
    return list(dict.fromkeys(problem.code for problem in problems))
