"""Modals beyond the description (documentation, "Component Reference: Label, Text Input")."""

from collections.abc import Iterator

from tests.servers.discord.checks.parts import unique
from tests.servers.discord.checks.problem import Problem
from tests.servers.discord.components import SELECTS, Part, every
from tests.servers.store import Json

MOST_PARTS = 5
MOST_LABEL = 45
_HERE = ("data", "components")


def problems(modal: Json) -> Iterator[Problem]:
    """Find what is wrong with a modal."""
    if not 1 <= len(modal["components"]) <= MOST_PARTS:
        text = f"{len(modal['components'])} components, 1 to {MOST_PARTS} are allowed"
        yield Problem(_HERE, "BASE_TYPE_BAD_LENGTH", text)
    found = list(every(modal["components"]))
    yield from unique(found)
    for one in found:
        if one["type"] == Part.TEXT_INPUT:
            low, high = one.get("min_length") or 0, one.get("max_length") or 4000
            if low > high:
                yield Problem(_HERE, "TEXT_INPUT_INVALID_RANGE", f"min_length {low} > max_length {high}")
            if len(one.get("value") or "") > high:
                yield Problem(_HERE, "BASE_TYPE_MAX_LENGTH", f"the value has more than {high} characters")
        if one["type"] == Part.LABEL and len(one.get("label") or "") > MOST_LABEL:
            yield Problem(_HERE, "BASE_TYPE_MAX_LENGTH", f"the label {one['label']!r} has more than 45 characters")
        if one["type"] in SELECTS and one.get("disabled"):
            yield Problem(_HERE, "COMPONENT_DISABLED_IN_MODAL", "A select in a modal cannot be disabled")
