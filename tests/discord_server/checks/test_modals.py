"""Modals: each rule that Discord's description misses is kept by one modal and broken by the next."""

import pytest

from tests.discord_server.checks.pairs import Pair, codes
from tests.servers.discord.checks import modals
from tests.servers.discord.checks.modals import MOST_LABEL, MOST_PARTS
from tests.servers.store import Json

INPUT: Json = {"type": 4, "style": 1, "custom_id": "t"}
SELECT: Json = {"type": 3, "custom_id": "s", "options": [{"label": "A", "value": "a"}]}


def labels(number: int) -> Json:
    return _modal([_label(INPUT | {"custom_id": f"t{one}"}) for one in range(number)])


def field(**changes: object) -> Json:
    return _modal([_label(INPUT | changes)])


def _label(component: Json, text: str = "Term") -> Json:
    return {"type": 18, "label": text, "component": component}


def _modal(components: list[Json]) -> Json:
    return {"title": "Add", "custom_id": "m", "components": components}


PAIRS = (
    Pair("so many fields", "BASE_TYPE_BAD_LENGTH", labels(MOST_PARTS), labels(MOST_PARTS + 1)),
    Pair("a field at least", "BASE_TYPE_BAD_LENGTH", labels(1), labels(0)),
    Pair("custom ids differ", "COMPONENT_CUSTOM_ID_DUPLICATED", labels(2), _modal([_label(INPUT), _label(INPUT)])),
    Pair(
        "least is not above most",
        "TEXT_INPUT_INVALID_RANGE",
        field(min_length=3, max_length=3),
        field(min_length=4, max_length=3),
    ),
    Pair(
        "what stands there fits",
        "BASE_TYPE_MAX_LENGTH",
        field(value="abc", max_length=3),
        field(value="abcd", max_length=3),
    ),
    Pair(
        "length of a label",
        "BASE_TYPE_MAX_LENGTH",
        _modal([_label(INPUT, "x" * MOST_LABEL)]),
        _modal([_label(INPUT, "x" * 46)]),
    ),
    Pair(
        "selects are enabled",
        "COMPONENT_DISABLED_IN_MODAL",
        _modal([_label(SELECT)]),
        _modal([_label(SELECT | {"disabled": True})]),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_each_rule_is_kept_and_broken(pair: Pair) -> None:
    assert codes(list(modals.problems(pair.kept))) == []
    assert codes(list(modals.problems(pair.broken))) == [pair.code]
