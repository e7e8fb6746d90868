"""Holds what the bot asked of simcord against Discord's own description, as the loopback Discord does."""

import re
from collections.abc import Iterable, Iterator

import simcord

from tests.servers.discord import routes
from tests.servers.discord.checks.request import beyond
from tests.servers.discord.judge import description


def violations(requests: Iterable[simcord.HttpLogEntry]) -> Iterator[str]:
    """Find what Discord would not take. Without the description, which is test data, our own checks remain."""
    told = description()
    for request in requests:
        route, names = _route(request)
        if route is None:
            yield f"{request.method} {request.path}: the loopback has no such route"
            continue
        problems = []
        if told is not None:
            asked = {name: str(value) for name, value in (request.params or {}).items()}
            problems += told.parameters(request.method, route, "path", names)
            problems += told.parameters(request.method, route, "query", asked)
            problems += told.body(request.method, route, request.json)
        problems = problems or list(beyond(request.method, route, request.json, ()))
        yield from (f"{request.method} {route}: {problem}" for problem in problems)


def _route(request: simcord.HttpLogEntry) -> tuple[str | None, dict[str, str]]:
    """Return the route that a request is of, and what its path names. Routes without names come first."""
    for method, path, _ in sorted(routes.ALL, key=lambda one: "{" in one[1]):
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
        if method == request.method and (found := re.fullmatch(pattern, request.path)):
            return path, found.groupdict()
    return None, {}
