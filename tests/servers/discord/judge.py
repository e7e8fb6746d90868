"""Holds requests and answers against Discord's description, and takes note of what is wrong."""

from dataclasses import dataclass, field
from typing import Any

from tests.servers.discord import routes
from tests.servers.discord.checks.description import Description, described, description_path
from tests.servers.discord.checks.problem import Problem
from tests.servers.discord.checks.request import beyond, request_problems
from tests.servers.discord.errors import INVALID_FORM, Refusal, bad_form
from tests.servers.discord.routes.call import Call
from tests.servers.traffic import Traffic, Violation

_MISTAKES = (INVALID_FORM, 50006)
"""Codes that only a mistake of the client brings about: an invalid form, an empty message."""


def description() -> Description | None:
    """Return Discord's description; None without the test data."""
    path = description_path()
    return None if path is None else described(path, tuple((method, route) for method, route, _ in routes.ALL))


@dataclass
class Judge:
    """Without the description only its own checks are made."""

    traffic: Traffic
    description: Description | None = field(default_factory=description)

    def request(self, route: str, call: Call) -> Refusal | None:
        """Return how a request that Discord would not take is refused."""
        method, path = route.split(" ", 1)
        if self.description is None:
            problems = list(beyond(method, path, call.body, call.files))
        else:
            problems = request_problems(self.description, method, path, call)
        if not problems:
            return None
        for problem in problems:
            self._note(route, "request", problem)
        return _refusal(problems)

    def refused(self, route: str, refusal: Refusal) -> None:
        """Take note of a refusal that is the client's mistake."""
        if refusal.code in _MISTAKES and refusal.mistake:
            self.traffic.violations.append(Violation(route, "request", f"{refusal.code} {refusal.body()}"))

    def answer(self, route: str, status: int, body: Any) -> None:
        """Take note of an answer that Discord would not give."""
        if self.description is not None:
            method, path = route.split(" ", 1)
            for problem in self.description.answer(method, path, status, body):
                self._note(route, "answer", problem)

    def _note(self, route: str, side: str, problem: Problem) -> None:
        self.traffic.violations.append(Violation(route, side, str(problem)))


def _refusal(problems: list[Problem]) -> Refusal:
    """Return one refusal that names all problems, nested by their places."""
    nested: dict[str, Any] = {}
    for problem in problems:
        place = nested
        for step in problem.path:
            place = place.setdefault(str(step), {})
        place.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    made = bad_form((), problems[0].code, problems[0].message)
    made.more["errors"] = nested
    return made
