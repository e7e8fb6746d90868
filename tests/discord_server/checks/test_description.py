"""Discord's own description: requests and answers are held against it, and what is wrong is told by its place."""

from typing import Any

import pytest

from tests.discord_server.checks.pairs import codes
from tests.servers.discord.checks.description import Description
from tests.servers.discord.judge import description

MESSAGES = ("POST", "/channels/{channel_id}/messages")
COMMANDS = ("PUT", "/applications/{application_id}/commands")
HISTORY = ("GET", "/channels/{channel_id}/messages")
CROSSPOST = ("POST", "/channels/{channel_id}/messages/{message_id}/crosspost")
CALLBACK = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
BUTTON = {"type": 2, "style": 1, "label": "Press", "custom_id": "b"}


@pytest.fixture(scope="module")
def discords() -> Description:
    """The description."""
    told = description()
    if told is None:
        pytest.skip("Discord's description is test data: see VISABOT_TEST_DATA")
    return told


def _message(**changes: Any) -> dict[str, Any]:
    return {"content": "hello", "nonce": "n", "enforce_nonce": True} | changes


def _buttons(**changes: Any) -> dict[str, Any]:
    return _message(components=[{"type": 1, "components": [BUTTON | changes]}])


def test_a_request_as_the_library_makes_it_is_taken(discords: Description) -> None:
    assert discords.body(*MESSAGES, _message()) == []
    assert discords.body(*MESSAGES, _buttons()) == []
    assert (
        discords.body(*COMMANDS, [{"name": "visa", "description": "Talks", "default_member_permissions": "32"}]) == []
    )
    assert discords.body(*CALLBACK, {"type": 8, "data": {"choices": [{"name": "a", "value": "a"}]}}) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (_message(contents="x"), ()),
        (_message(content=5), ("content",)),
        (_message(nonce="n" * 26), ("nonce",)),
        (_message(flags="private"), ("flags",)),
        (_message(message_reference={"message_id": "no id"}), ("message_reference", "message_id")),
        (_message(allowed_mentions={"parse": ["nobody"]}), ("allowed_mentions", "parse", 0)),
        (_buttons(label="x" * 81), ("components", 0, "components", 0, "label")),
        (_buttons(colour="red"), ("components", 0, "components", 0)),
        (_buttons(type=99), ("components", 0, "components", 0, "type")),
    ],
    ids=lambda value: "" if isinstance(value, dict) else ".".join(map(str, value)) or "unknown key",
)
def test_what_is_wrong_is_told_at_its_place(
    discords: Description, body: dict[str, Any], place: tuple[str | int, ...]
) -> None:
    problems = discords.body(*MESSAGES, body)
    assert [problem.path for problem in problems] == [place]


def test_a_body_is_there_where_one_belongs_and_nowhere_else(discords: Description) -> None:
    assert codes(discords.body(*MESSAGES, None)) == ["BASE_TYPE_REQUIRED"]
    assert codes(discords.body(*CROSSPOST, {})) == ["UNEXPECTED_BODY"]
    assert codes(discords.body(*CROSSPOST, None)) == []


@pytest.mark.parametrize(
    ("inside", "given", "wrong"),
    [
        ("query", {"limit": "100", "after": "1"}, []),
        ("query", {"limit": "101"}, ["BASE_TYPE_BAD"]),
        ("query", {"limit": "many"}, ["BASE_TYPE_BAD"]),
        ("query", {"pages": "2"}, ["UNKNOWN_PARAMETER"]),
        ("path", {"channel_id": "1"}, []),
        ("path", {"channel_id": "news"}, ["BASE_TYPE_BAD"]),
        ("path", {}, ["BASE_TYPE_REQUIRED"]),
    ],
)
def test_parameters_are_known_and_fit(
    discords: Description, inside: str, given: dict[str, str], wrong: list[str]
) -> None:
    assert codes(discords.parameters(*HISTORY, inside, given)) == wrong


def test_an_answer_of_the_fake_is_one_that_discord_could_give(discords: Description) -> None:
    error = {"code": 50013, "message": "Missing Permissions"}
    assert discords.answer(*MESSAGES, 403, error) == []
    assert codes(discords.answer(*MESSAGES, 403, {"message": "no code"})) == ["BASE_TYPE_BAD"]
    assert codes(discords.answer(*MESSAGES, 200, {"id": "1"})) == ["BASE_TYPE_BAD"]
    assert codes(discords.answer(*MESSAGES, 302, None)) == ["STATUS"]
    assert codes(discords.answer("DELETE", "/channels/{channel_id}/messages/{message_id}", 204, {})) == ["BODY"]
