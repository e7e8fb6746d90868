"""Block elements (reference: "Block Kit: Block elements"), and in which blocks they may stand."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.servers.slack.checks.objects import CONFIRM, FILTER, GROUPS, PLACEHOLDER, option, options, text
from tests.servers.slack.checks.problem import Path, Problem
from tests.servers.slack.checks.rules import Rule, Shape, flag, listed, number, one_of, string, wrong

_ID: Mapping[str, Rule] = {"action_id": string(255)}
_COMMON: Mapping[str, Rule] = {"confirm": CONFIRM, "focus_on_load": flag}
_MENU: Mapping[str, Rule] = {**_COMMON, "placeholder": PLACEHOLDER}
_SEVERAL: Mapping[str, Rule] = {**_MENU, "max_selected_items": number(1, 100)}
_GIVEN: Mapping[str, Rule] = {"options": options(), "option_groups": GROUPS}
_IDS: Rule = listed(string(255), 100, least=0)


def _like(pattern: str, what: str) -> Rule:
    def rule(value: Any, path: Path) -> Iterator[Problem]:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield wrong(path, f"must be {what}, not {value!r}")

    return rule


_DAY = _like(r"\d{4}-\d\d-\d\d", "a date (YYYY-MM-DD)")
_HOUR = _like(r"[01]\d:[0-5]\d|2[0-3]:[0-5]\d", "a time (HH:mm)")

BUTTON = Shape(
    {**_ID, "text": text(75, plain=True)},
    {
        "confirm": CONFIRM,
        "url": string(3_000),
        "value": string(2_000),
        "style": one_of("primary", "danger"),
        "accessibility_label": string(75),
    },
)
_FILE = Shape(takes={"id": string(255), "url": string(3_000)}, either=("id", "url"))
IMAGE = Shape(
    {"alt_text": string(2_000)},
    {
        "image_url": string(3_000),
        "slack_file": Shape(takes={"id": string(255), "url": string(3_000)}, either=("id", "url")),
    },
    ("image_url", "slack_file"),
)

MENUS: Mapping[str, Shape] = {
    "static_select": Shape(_ID, {**_MENU, **_GIVEN, "initial_option": option()}, tuple(_GIVEN)),
    "external_select": Shape(_ID, {**_MENU, "initial_option": option(), "min_query_length": number(0, 100)}),
    "users_select": Shape(_ID, {**_MENU, "initial_user": string(255)}),
    "conversations_select": Shape(
        _ID,
        {
            **_MENU,
            "initial_conversation": string(255),
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": FILTER,
        },
    ),
    "channels_select": Shape(_ID, {**_MENU, "initial_channel": string(255), "response_url_enabled": flag}),
    "datepicker": Shape(_ID, {**_MENU, "initial_date": _DAY}),
    "timepicker": Shape(_ID, {**_MENU, "initial_time": _HOUR, "timezone": string(255)}),
    "datetimepicker": Shape(_ID, {**_COMMON, "initial_date_time": number(10**9, 10**10 - 1)}),
    "checkboxes": Shape(
        {**_ID, "options": options(10, marked=True)}, {**_COMMON, "initial_options": options(10, marked=True)}
    ),
    "radio_buttons": Shape(
        {**_ID, "options": options(10, marked=True)}, {**_COMMON, "initial_option": option(marked=True)}
    ),
}
SEVERAL: Mapping[str, Shape] = {
    "multi_static_select": Shape(_ID, {**_SEVERAL, **_GIVEN, "initial_options": options()}, tuple(_GIVEN)),
    "multi_external_select": Shape(_ID, {**_SEVERAL, "initial_options": options(), "min_query_length": number(0, 100)}),
    "multi_users_select": Shape(_ID, {**_SEVERAL, "initial_users": _IDS}),
    "multi_conversations_select": Shape(
        _ID,
        {
            **_SEVERAL,
            "initial_conversations": _IDS,
            "default_to_current_conversation": flag,
            "filter": FILTER,
        },
    ),
    "multi_channels_select": Shape(_ID, {**_SEVERAL, "initial_channels": _IDS}),
}
_TYPED: Mapping[str, Rule] = {
    "placeholder": PLACEHOLDER,
    "focus_on_load": flag,
    "initial_value": string(3_000),
    "dispatch_action_config": Shape(
        takes={"trigger_actions_on": listed(one_of("on_enter_pressed", "on_character_entered"), 2)}
    ),
}
INPUTS: Mapping[str, Shape] = {
    "plain_text_input": Shape(
        _ID, {**_TYPED, "multiline": flag, "min_length": number(0, 3_000), "max_length": number(1, 3_000)}
    ),
    "email_text_input": Shape(_ID, _TYPED),
    "url_text_input": Shape(_ID, _TYPED),
    "number_input": Shape(
        {**_ID, "is_decimal_allowed": flag}, {**_TYPED, "min_value": string(50), "max_value": string(50)}
    ),
    "file_input": Shape(_ID, {"filetypes": listed(string(50), 50), "max_files": number(1, 10)}),
}
OVERFLOW = Shape({**_ID, "options": options(5)}, {"confirm": CONFIRM})

IN_ACTIONS: Mapping[str, Shape] = {"button": BUTTON, "overflow": OVERFLOW, **MENUS}
IN_SECTION: Mapping[str, Shape] = {
    key: one for key, one in {**IN_ACTIONS, **SEVERAL, "image": IMAGE}.items() if key != "datetimepicker"
}
IN_INPUT: Mapping[str, Shape] = {**MENUS, **SEVERAL, **INPUTS}
