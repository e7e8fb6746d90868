"""Blocks (reference: "Block Kit: Blocks"): their types, what is in them, and that ids differ."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tests.servers.slack.checks.elements import IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION
from tests.servers.slack.checks.objects import text
from tests.servers.slack.checks.problem import Path, Problem
from tests.servers.slack.checks.rules import Rule, Shape, by_type, flag, listed, string, wrong
from tests.servers.slack.elements import every
from tests.servers.store import Json

_ID: Mapping[str, Rule] = {"block_id": string(255)}


def _in_context(value: Any, path: Path) -> Iterator[Problem]:
    if isinstance(value, dict) and value.get("type") == "image":
        yield from IMAGE({key: one for key, one in value.items() if key != "type"}, path)
    else:
        yield from text()(value, path)


def _section(value: Any, path: Path) -> Iterator[Problem]:
    if not value.get("text") and not value.get("fields"):
        yield wrong(path, "must have text or fields")


_SECTION = Shape(
    takes={
        **_ID,
        "text": text(3_000),
        "fields": listed(text(2_000), 10),
        "accessory": by_type(IN_SECTION, "a section"),
        "expand": flag,
    }
)
BLOCKS: Mapping[str, Shape] = {
    "section": _SECTION,
    "header": Shape({"text": text(150, plain=True)}, _ID),
    "divider": Shape(takes=_ID),
    "image": Shape(IMAGE.needs, {**_ID, **IMAGE.takes, "title": text(2_000, plain=True)}, IMAGE.either),
    "context": Shape({"elements": listed(_in_context, 10)}, _ID),
    "actions": Shape({"elements": listed(by_type(IN_ACTIONS, "actions"), 25)}, _ID),
    "input": Shape(
        {"label": text(2_000, plain=True), "element": by_type(IN_INPUT, "an input")},
        {**_ID, "hint": text(2_000, plain=True), "optional": flag, "dispatch_action": flag},
    ),
}
_BLOCK = by_type(BLOCKS, "blocks")


def problems(blocks: Any, path: Path, most: int) -> Iterator[Problem]:
    """Find what is wrong with blocks."""
    found = list(listed(_BLOCK, most, least=0)(blocks, path))
    yield from found
    if any(problem.error for problem in found):
        return  # what follows reads blocks that are well-formed
    for place, block in enumerate(blocks):
        if block["type"] == "section":
            yield from _section(block, (*path, place))
    yield from _repeated("block_id", [block.get("block_id") for block in blocks], path)
    yield from _repeated("action_id", [element["action_id"] for _, element in every(blocks)], path)
    for _, element in every(blocks):
        yield from _chosen(element, path)


def _repeated(name: str, ids: list[Any], path: Path) -> Iterator[Problem]:
    for one, number in Counter(one for one in ids if one).items():
        if number > 1:
            yield wrong(path, f"{name} {one!r} stands there {number} times")


def _chosen(element: Json, path: Path) -> Iterator[Problem]:
    """What is chosen from the start must be among the options, letter by letter."""
    if "options" not in element and "option_groups" not in element:
        return
    there = [*element.get("options", [])]
    there += [one for group in element.get("option_groups", []) for one in group["options"]]
    initial = element.get("initial_options") or [element.get("initial_option")]
    for one in initial:
        if one is not None and one not in there:
            yield wrong(path, f"what is chosen from the start in {element['action_id']} is no option: {one}")
