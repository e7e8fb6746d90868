"""Which checks a request is held against."""

from typing import Any

import pytest

from tests.servers.slack.checks import contents

_QUIET = {"unfurl_links": False, "unfurl_media": False}
_UNLINKED = {"parse": "none", "link_names": False}


def _response(**body: Any) -> str:
    return "; ".join(map(str, contents.of_response(body)))


def test_a_post_must_not_unfurl_and_an_edit_cannot() -> None:
    assert len(list(contents.of_call("chat.postMessage", {"channel": "C1", "text": "a"}))) == 2
    assert list(contents.of_call("chat.postMessage", {"channel": "C1", "text": "a", **_QUIET})) == []
    assert list(contents.of_call("chat.update", {"channel": "C1", "ts": "1.0", "text": "a", **_UNLINKED})) == []


def test_an_edit_must_say_again_that_nothing_is_to_be_linked() -> None:
    assert len(list(contents.of_call("chat.update", {"channel": "C1", "ts": "1.0", "text": "a"}))) == 2


def test_an_answer_may_be_private_public_or_a_removal() -> None:
    assert _response(text="a") == _response(delete_original=True) == ""
    assert _response(text="a", response_type="in_channel", **_QUIET) == ""


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"text": "a", "response_type": "public"}, "'public' is none"),
        ({"text": "a", "response_type": "in_channel"}, "must not unfurl"),
        ({"text": "a", "replace_original": "true"}, "must be a flag"),
        ({"text": "a", "colour": "red"}, "no such argument"),
        ({"response_type": "ephemeral"}, "says nothing"),
    ],
)
def test_a_wrong_answer_is_found(body: dict[str, Any], reason: str) -> None:
    assert reason in _response(**body)


@pytest.mark.parametrize(
    ("kind", "payload", "number"),
    [
        ("slash_command", {}, 0),
        ("slash_command", {"text": "a"}, 0),
        ("slash_command", {"response_type": "ephemeral"}, 1),
        ("block_actions", {}, 0),
        ("block_actions", {"text": "a"}, 1),
        ("block_suggestion", {"options": []}, 0),
        ("block_suggestion", {}, 1),
        ("block_suggestion", {"options": [{"text": {"type": "plain_text", "text": "a" * 76}, "value": "a"}]}, 1),
    ],
)
def test_an_acknowledgement_is_held_against_what_it_acknowledges(
    kind: str, payload: dict[str, Any], number: int
) -> None:
    assert len(list(contents.of_acknowledgement(kind, payload, {}))) == number
