"""Which checks a route has."""

from collections.abc import Iterator
from typing import Any

from tests.servers.discord.checks import commands, messages, modals
from tests.servers.discord.checks.description import Description
from tests.servers.discord.checks.problem import Problem
from tests.servers.discord.messages import Upload
from tests.servers.discord.replies import Callback
from tests.servers.discord.routes.call import Call


def request_problems(description: Description, method: str, path: str, call: Call) -> list[Problem]:
    """Return what Discord would not take; what the description says first, and the rest only if that is right."""
    told = [
        *description.parameters(method, path, "path", call.path),
        *description.parameters(method, path, "query", call.query),
        *description.body(method, path, call.body),
    ]
    return told or list(beyond(method, path, call.body, call.files))


def beyond(method: str, path: str, body: Any, files: tuple[Upload, ...]) -> Iterator[Problem]:
    """Find what the description misses."""
    if body is None:
        return
    if path.endswith("/commands"):
        yield from commands.problems(commands.plain(body))
    elif path.endswith("/callback"):
        yield from _callback(body, files)
    elif "/messages" in path and "/threads" not in path and method in ("POST", "PATCH"):
        yield from messages.problems(body, files, interaction=path.startswith("/webhooks"), editing=method == "PATCH")
    elif path == "/webhooks/{webhook_id}/{webhook_token}":
        yield from messages.problems(body, files, interaction=True, editing=False)
    elif path == "/channels/{channel_id}/threads" and "message" in body:
        yield from messages.problems(body["message"], files, interaction=False, editing=False)


def _callback(body: Any, files: tuple[Upload, ...]) -> Iterator[Problem]:
    data = body.get("data") or {}
    if body["type"] in (Callback.MESSAGE, Callback.UPDATE):
        yield from messages.problems(data, files, interaction=True, editing=body["type"] == Callback.UPDATE)
    elif body["type"] == Callback.CHOICES:
        yield from commands.choice_problems(data.get("choices") or [], ("data", "choices"))
    elif body["type"] == Callback.MODAL:
        yield from modals.problems(data)
