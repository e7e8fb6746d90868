"""Holds requests that were made elsewhere than at the loopback against what Discord takes: of simulations, scripts."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.servers.discord import routes
from tests.servers.discord.checks.request import beyond
from tests.servers.discord.judge import description
from tests.servers.discord.messages import Upload


def violations(
    method: str, path: str, query: Mapping[str, str], body: Any, files: tuple[Upload, ...] = ()
) -> Iterator[str]:
    """Find what Discord would not take. Without its description, which is test data, our own checks remain.

    Args:
        method: "POST" …
        path: As on the wire, without the version of the API.
        query: Its parameters.
        body: As read from JSON.
        files: What came with it.
    """
    route, names = _route(method, path)
    if route is None:
        yield f"{method} {path}: the loopback has no such route"
        return
    problems, told = [], description()
    if told is not None:
        problems += told.parameters(method, route, "path", names)
        problems += told.parameters(method, route, "query", query)
        problems += told.body(method, route, body)
    problems = problems or list(beyond(method, route, body, files))
    yield from (f"{method} {route}: {problem}" for problem in problems)


def _route(method: str, path: str) -> tuple[str | None, dict[str, str]]:
    """Return the route that a request is of, and what its path names. Routes without names come first."""
    for one, template, _ in sorted(routes.ALL, key=lambda route: "{" in route[1]):
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template)
        if one == method and (found := re.fullmatch(pattern, path)):
            return template, found.groupdict()
    return None, {}
