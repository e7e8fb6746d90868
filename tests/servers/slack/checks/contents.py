"""What is wrong with what a request says: messages and views."""

from collections.abc import Iterator

from tests.servers.slack.checks.problem import Problem
from tests.servers.store import Json


def of_call(method: str, args: Json) -> Iterator[Problem]:
    """Find what is wrong with the arguments of a method."""
    if method == "chat.postMessage":
        for name in ("unfurl_links", "unfurl_media"):
            if args.get(name) is not False:
                yield Problem((name,), "must be false: news must not unfurl")


def of_response(body: Json) -> Iterator[Problem]:
    """Find what is wrong with a message that answers by response_url."""
    if body.get("response_type") not in (None, "ephemeral", "in_channel"):
        yield Problem(("response_type",), f"{body['response_type']!r} is none")


def of_acknowledgement(kind: str, payload: Json) -> Iterator[Problem]:
    """Find what is wrong with what came with an acknowledgement."""
    if kind == "slash_command" and payload:
        yield from of_response(payload)
