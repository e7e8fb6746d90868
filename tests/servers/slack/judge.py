"""Holds requests against the checks, takes note of what is wrong, and says how Slack refuses it."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.servers.slack.checks import arguments, contents
from tests.servers.slack.checks.problem import Problem
from tests.servers.slack.errors import Refusal
from tests.servers.slack.methods.call import Method
from tests.servers.store import Json
from tests.servers.traffic import Traffic, Violation


@dataclass
class Judge:
    """Every violation fails the test, unless it is expected."""

    traffic: Traffic

    def call(self, method: Method, raw: Json) -> Json:
        """Return the arguments of a call, read.

        Raises:
            Refusal: Slack would not take it.
        """
        args, problems = arguments.read(raw, method.arguments, method.needs)
        if not any(problem.error for problem in problems):
            problems += contents.of_call(method.name, args)
        self._weigh(method.name, problems)
        return args

    def response(self, route: str, body: Json) -> None:
        """Judge what was posted to a response_url, or came with an acknowledgement as a message."""
        self._weigh(route, contents.of_response(body))

    def acknowledgement(self, kind: str, payload: Json, view: Json) -> None:
        """Judge what came with an acknowledgement: of a command, a submitted modal, a wish for options."""
        self._weigh(f"ack of {kind}", contents.of_acknowledgement(kind, payload, view))

    def note(self, route: str, reason: str, side: str = "request") -> None:
        """Take note of a violation."""
        self.traffic.violations.append(Violation(route, side, reason))

    def _weigh(self, route: str, problems: Iterable[Problem]) -> None:
        found = list(problems)
        for problem in found:
            self.note(route, str(problem))
        refused = next((problem.error for problem in found if problem.error), "")
        if refused:
            texts = [f"{one.message} [json-pointer:{one.pointer}]" for one in found if one.error]
            raise Refusal(refused, errors=texts, response_metadata={"messages": [f"[ERROR] {text}" for text in texts]})
