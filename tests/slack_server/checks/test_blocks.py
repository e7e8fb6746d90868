"""Blocks within and beyond Slack's limits."""

from typing import Any

import pytest

from tests.servers.slack.checks import blocks

Json = dict[str, Any]


def _plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def _marked(words: str) -> Json:
    return {"type": "mrkdwn", "text": words}


def _section(words: str = "text", **more: Any) -> Json:
    return {"type": "section", "text": _marked(words), **more}


def _button(number: int = 0, **more: Any) -> Json:
    return {"type": "button", "action_id": f"visabot-{number}", "text": _plain("Why?"), **more}


def _actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def _option(number: int = 0, **more: Any) -> Json:
    return {"text": _plain("One"), "value": str(number), **more}


def _menu(count: int = 1, **more: Any) -> Json:
    made = {"type": "static_select", "action_id": "menu", "options": [_option(number) for number in range(count)]}
    return made | more


def _found(*shown: Any, most: int = 50) -> str:
    return "; ".join(map(str, blocks.problems(list(shown), (), most)))


def test_each_type_of_block_is_taken_at_its_limit() -> None:
    image = {"type": "image", "alt_text": "a" * 2_000, "slack_file": {"id": "F1"}}
    whole = [
        _section("a" * 3_000, accessory=_button(30, value="v" * 2_000)),
        {"type": "section", "fields": [_marked("a" * 2_000)] * 10},
        {"type": "header", "text": _plain("a" * 150)},
        {"type": "divider"},
        image,
        {"type": "context", "elements": [*[_marked("a")] * 9, image]},
        _actions(*[_button(number, style="primary") for number in range(25)]),
        _actions(_menu(100, placeholder=_plain("a" * 150))),
        {"type": "input", "label": _plain("Name"), "element": {"type": "plain_text_input", "action_id": "name"}},
    ]
    assert _found(*whole) == ""


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ({"type": "carousel"}, "unsupported type: 'carousel'"),
        ("text", "unsupported type: None"),
        (_section("a" * 3_001), "less than 3001 characters"),
        (_section(""), "more than 0 characters"),
        ({"type": "section"}, "must have text or fields"),
        ({"type": "section", "fields": [_marked("a")] * 11}, "no more than 10 items"),
        ({"type": "section", "fields": [_marked("a" * 2_001)]}, "less than 2001 characters"),
        (_section(imageUrl="x"), "no such field: imageUrl"),
        (_section("a < b"), "unbalanced"),
        ({"type": "header", "text": _plain("a" * 151)}, "less than 151 characters"),
        ({"type": "header", "text": _marked("a")}, "must be one of plain_text"),
        ({"type": "context", "elements": [_marked("a")] * 11}, "no more than 10 items"),
        ({"type": "context", "elements": []}, "at least 1 items"),
        ({"type": "image", "alt_text": "a"}, "exactly one of image_url, slack_file"),
        ({"type": "image", "image_url": "https://example.org/a.png"}, "missing required field: alt_text"),
        (_actions(*[_button(number) for number in range(26)]), "no more than 25 items"),
        (_actions(_button(text=_plain("a" * 76))), "less than 76 characters"),
        (_actions(_button(value="a" * 2_001)), "less than 2001 characters"),
        (_actions(_button() | {"action_id": "a" * 256}), "less than 256 characters"),
        (_actions({"type": "button", "text": _plain("Why?")}), "missing required field: action_id"),
        (_actions(_button(style="default")), "must be one of primary, danger"),
        (_actions(_button(), _button()), "action_id 'visabot-0' stands there 2 times"),
        (_actions(_menu(101)), "no more than 100 items"),
        (_actions(_menu(options=[_option() | {"text": _plain("a" * 76)}])), "less than 76 characters"),
        (_actions(_menu(options=[_option() | {"value": "a" * 151}])), "less than 151 characters"),
        (_actions(_menu(options=[_option(), _option()])), "values of options must differ"),
        (_actions(_menu(initial_option=_option(7))), "is no option"),
        (_actions({"type": "static_select", "action_id": "menu"}), "exactly one of options, option_groups"),
        (_actions({"type": "plain_text_input", "action_id": "name"}), "unsupported type: 'plain_text_input'"),
        (_actions({"type": "datepicker", "action_id": "day", "initial_date": "5 Sep"}), "must be a date"),
        (_actions({"type": "timepicker", "action_id": "hour", "initial_time": "25:00"}), "must be a time"),
        ({"type": "section", "text": "words"}, "must be an object"),
        ({"type": "actions", "elements": "none"}, "must be a list"),
        (_section(expand="yes"), "must be a boolean"),
    ],
)
def test_what_slack_refuses_is_found(block: Any, reason: str) -> None:
    assert reason in _found(block)


def test_more_blocks_than_the_surface_takes_are_found() -> None:
    assert "no more than 2 items" in _found(*[{"type": "divider"}] * 3, most=2)


def test_a_block_id_that_stands_there_twice_is_found() -> None:
    assert "block_id 'a' stands there 2 times" in _found(_section(block_id="a"), _section(block_id="a"))
