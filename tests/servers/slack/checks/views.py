"""Modals and App Home (reference: "Views")."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tests.servers.slack.checks import blocks
from tests.servers.slack.checks.objects import text
from tests.servers.slack.checks.problem import Path, Problem
from tests.servers.slack.checks.rules import Rule, Shape, anything, by_type, flag, string
from tests.servers.store import Json

MOST_BLOCKS = 100
MOST_BYTES = 250_000
_SHORT = text(24, plain=True)
_BOTH: Mapping[str, Rule] = {
    "callback_id": string(255),
    "private_metadata": string(3_000, least=0),
    "external_id": string(255, least=0),
}
_VIEWS: Mapping[str, Shape] = {
    "modal": Shape(
        {"title": _SHORT, "blocks": anything},
        {**_BOTH, "submit": _SHORT, "close": _SHORT, "clear_on_close": flag, "notify_on_close": flag},
    ),
    "home": Shape({"blocks": anything}, _BOTH),
}
_VIEW = by_type(_VIEWS, "views")


def problems(view: Any, path: Path = ("view",)) -> Iterator[Problem]:
    """Find what is wrong with a view."""
    found = list(_VIEW(view, path))
    for problem in found:
        yield Problem(problem.path, problem.message, "invalid_arguments")
    if found:
        return
    for problem in blocks.problems(view["blocks"], (*path, "blocks"), MOST_BLOCKS):
        yield Problem(problem.path, problem.message, "invalid_arguments" if problem.error else "")
    if len(json.dumps(view)) > MOST_BYTES:
        yield Problem(path, f"more than {MOST_BYTES} bytes", "view_too_large")
    inputs = any(block.get("type") == "input" for block in view["blocks"] if isinstance(block, dict))
    if view["type"] == "modal" and inputs and not view.get("submit"):
        yield Problem((*path, "submit"), "missing required field: submit", "invalid_arguments")


def of_submission(payload: Json, view: Json) -> Iterator[Problem]:
    """Find what is wrong with the answer to a submitted modal."""
    action = payload.get("response_action")
    if not payload:
        return
    if action in ("update", "push"):
        yield from problems(payload.get("view"))
    elif action == "errors":
        errors = payload.get("errors")
        if not isinstance(errors, dict) or not errors:
            yield Problem(("errors",), "must name fields", "invalid_errors")
            return
        inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
        for block_id, message in errors.items():
            if block_id not in inputs:
                yield Problem(("errors", block_id), f"is no input block: there are {sorted(inputs)}", "invalid_errors")
            if not isinstance(message, str) or not message:
                yield Problem(("errors", block_id), "must be a text", "invalid_errors")
    elif action != "clear":
        yield Problem(("response_action",), f"{action!r} is none", "invalid_response_action")
