# ruff: noqa: EM102, TRY003 - what cannot be filled in is told where it is found
"""Turns what a person fills into a modal into its state, or says why Slack's client would not send it."""

from collections.abc import Mapping
from typing import Any

from tests.servers.slack.elements import every
from tests.servers.store import Json

Value = str | list[str] | Mapping[str, Any]


class NotOffered(Exception):  # noqa: N818 - the client of Slack does not offer it
    """Slack's client would not let a person do this."""


_CHOSEN = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
_INITIAL = {
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "selected_user": "initial_user",
    "selected_conversation": "initial_conversation",
    "selected_channel": "initial_channel",
    "selected_users": "initial_users",
    "selected_conversations": "initial_conversations",
    "selected_channels": "initial_channels",
}


def state_of(view: Json, values: Mapping[str, Value], offered: Mapping[str, list[Json]]) -> Json:
    """Return `state.values` of a modal that is sent.

    Args:
        view: The modal.
        values: By action_id, or block_id: texts, values of options, ids.
        offered: Options that external selects were given, by action_id.
    """
    fields = [(block, element) for block, element in every(view["blocks"]) if element["type"] != "button"]
    known = {name for block, element in fields for name in (block["block_id"], element["action_id"])}
    if unknown := set(values) - known:
        raise NotOffered(f"the modal has no {sorted(unknown)}, but {sorted(known)}")
    state: Json = {}
    for block, element in fields:
        given = values.get(element["action_id"], values.get(block["block_id"]))
        filled = _filled(element, given, offered.get(element["action_id"], []))
        needed = block["type"] == "input" and not block.get("optional")
        if needed and not any(value for key, value in filled.items() if key != "type"):
            raise NotOffered(f"{element['action_id']} must be filled in")
        state.setdefault(block["block_id"], {})[element["action_id"]] = filled
    return state


def chosen(element: Json, given: Value | None, offered: list[Json]) -> Json:
    """Return what an element holds after a choice, without its type."""
    filled = _filled(element, given, offered)
    return {key: value for key, value in filled.items() if key != "type"}


def _filled(element: Json, given: Value | None, offered: list[Json]) -> Json:
    kind = element["type"]
    if kind in ("plain_text_input", "email_text_input", "url_text_input", "number_input"):
        return {"type": kind, "value": _typed(element, given)}
    if kind == "file_input":
        return {"type": kind, "files": [given] if given else []}
    if kind not in _CHOSEN:
        return {"type": kind}
    field = _CHOSEN[kind]
    if given is None:
        return {"type": kind, field: element.get(_INITIAL[field], [] if field.endswith("s") else None)}
    if field.startswith("selected_option"):
        own = [
            *element.get("options", []),
            *(one for group in element.get("option_groups", []) for one in group["options"]),
        ]
        there = {str(option["value"]): option for option in offered or own}
        wanted = given if isinstance(given, list) else [given]
        picked = [_option(element, there, one) for one in wanted]
        return {"type": kind, field: picked if field.endswith("s") else picked[0]}
    return {"type": kind, field: given}


def _typed(element: Json, given: Value | None) -> str | None:
    if given is None:
        initial = element.get("initial_value")
        return str(initial) if initial is not None else None
    text = str(given)
    if not element.get("min_length", 0) <= len(text) <= element.get("max_length", 3000):
        raise NotOffered(f"{element['action_id']} has {len(text)} characters")
    return text or None


def _option(element: Json, there: Mapping[str, Json], given: str | Mapping[str, Any]) -> Json:
    value = str(given["value"] if isinstance(given, Mapping) else given)
    if value not in there:
        raise NotOffered(f"{element['action_id']} offers {sorted(there)}, not {value!r}")
    return there[value]
