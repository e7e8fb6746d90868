"""Each route has the checks that belong to it."""

from typing import Any

import pytest

from tests.discord_server.checks.pairs import codes
from tests.servers.discord.checks.request import beyond

LONG = {"content": "x" * 2001}
TOO_LONG = ["BASE_TYPE_MAX_LENGTH"]
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
HOOK = "/webhooks/{webhook_id}/{webhook_token}"
PRIVATE = {"content": "x", "flags": 64}
CHOICE = {"name": "a", "value": "x" * 101}


@pytest.mark.parametrize(
    ("method", "path", "body", "wrong"),
    [
        ("POST", "/channels/{channel_id}/messages", LONG, TOO_LONG),
        ("POST", "/channels/{channel_id}/messages", PRIVATE, ["MESSAGE_FLAGS_INVALID"]),
        ("PATCH", "/channels/{channel_id}/messages/{message_id}", LONG, TOO_LONG),
        ("POST", "/channels/{channel_id}/threads", {"name": "Story", "message": LONG}, TOO_LONG),
        ("POST", "/channels/{channel_id}/threads", {"name": "Story"}, []),
        ("POST", HOOK, LONG, TOO_LONG),
        ("POST", HOOK, PRIVATE, []),
        ("PATCH", HOOK + "/messages/{message_id}", LONG, TOO_LONG),
        ("POST", CALLBACK, {"type": 4, "data": LONG}, TOO_LONG),
        ("POST", CALLBACK, {"type": 4, "data": PRIVATE}, []),
        ("POST", CALLBACK, {"type": 7, "data": LONG}, TOO_LONG),
        ("POST", CALLBACK, {"type": 8, "data": {"choices": [CHOICE]}}, ["BASE_TYPE_BAD_LENGTH"]),
        ("POST", CALLBACK, {"type": 9, "data": {"components": []}}, ["BASE_TYPE_BAD_LENGTH"]),
        ("POST", CALLBACK, {"type": 5}, []),
        ("PUT", "/applications/{application_id}/commands", [{"name": "visa"}], ["BASE_TYPE_REQUIRED"]),
        ("POST", "/applications/{application_id}/commands", {"name": "visa"}, ["BASE_TYPE_REQUIRED"]),
        ("GET", "/channels/{channel_id}/messages", None, []),
    ],
)
def test_a_route_has_the_checks_of_what_it_takes(method: str, path: str, body: Any, wrong: list[str]) -> None:
    assert codes(list(beyond(method, path, body, ()))) == wrong
