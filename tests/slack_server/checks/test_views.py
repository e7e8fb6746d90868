"""Modals and homes within and beyond Slack's limits, and answers to a submit."""

from typing import Any

import pytest

from tests.servers.slack.checks import views

Json = dict[str, Any]
_INPUT: Json = {
    "type": "input",
    "block_id": "name",
    "label": {"type": "plain_text", "text": "Name"},
    "element": {"type": "plain_text_input", "action_id": "name"},
}


def _plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def _modal(**more: Any) -> Json:
    made = {"type": "modal", "title": _plain("Subscribe"), "submit": _plain("Save"), "blocks": [_INPUT]}
    return {key: value for key, value in {**made, **more}.items() if value is not None}


def _found(view: Any) -> str:
    return "; ".join(f"{problem} {problem.error}" for problem in views.problems(view))


def test_a_modal_and_a_home_are_taken_at_their_limits() -> None:
    assert _found(_modal(title=_plain("a" * 24), private_metadata="a" * 3_000, blocks=[_divider()] * 100)) == ""
    assert _found({"type": "home", "blocks": []}) == ""


def _divider() -> Json:
    return {"type": "divider"}


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (_modal(title=_plain("a" * 25)), "less than 25 characters"),
        (_modal(title=None), "missing required field: title"),
        (_modal(submit=_plain("a" * 25)), "less than 25 characters"),
        (_modal(submit=None), "missing required field: submit"),
        (_modal(private_metadata="a" * 3_001), "less than 3001 characters"),
        (_modal(callback_id="a" * 256), "less than 256 characters"),
        (_modal(blocks=[_divider()] * 101), "no more than 100 items"),
        (_modal(blocks=[{"type": "carousel"}]), "unsupported type: 'carousel'"),
        ({"type": "home", "blocks": [], "title": _plain("Home")}, "no such field: title"),
        ({"type": "workflow", "blocks": []}, "unsupported type: 'workflow'"),
        ("modal", "unsupported type: None"),
    ],
)
def test_what_slack_refuses_is_found(view: Any, reason: str) -> None:
    assert reason in _found(view)
    assert "invalid_arguments" in _found(view)


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"response_action": "clear"},
        {"response_action": "errors", "errors": {"name": "Too short"}},
        {"response_action": "update", "view": _modal()},
    ],
)
def test_an_answer_to_a_submit_is_taken(payload: Json) -> None:
    assert list(views.of_submission(payload, _modal())) == []


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ({"response_action": "close"}, "'close' is none"),
        ({"response_action": "errors", "errors": {}}, "must name fields"),
        ({"response_action": "errors", "errors": {"city": "Unknown"}}, "is no input block"),
        ({"response_action": "errors", "errors": {"name": ""}}, "must be a text"),
        ({"response_action": "push", "view": _modal(title=None)}, "missing required field: title"),
    ],
)
def test_a_wrong_answer_to_a_submit_is_found(payload: Json, reason: str) -> None:
    assert reason in "; ".join(map(str, views.of_submission(payload, _modal())))
