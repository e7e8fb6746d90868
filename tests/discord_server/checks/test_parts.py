"""Components: each rule that Discord's description misses is kept by one message and broken by the next."""

import pytest

from tests.discord_server.checks.pairs import Pair, codes
from tests.servers.discord.checks import parts
from tests.servers.discord.checks.parts import MOST_COMPONENTS, MOST_ROWS, MOST_TEXT
from tests.servers.store import Json

TEXT: Json = {"type": 10, "content": "hello"}
FIELD: Json = {"type": 2, "style": 2, "label": "Press", "custom_id": "b"}
LINK: Json = {"type": 2, "style": 5, "label": "Read", "url": "https://news.example"}
SELECT: Json = {"type": 3, "custom_id": "s", "options": [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}]}
RANGE = "SELECT_COMPONENT_INVALID_RANGE"
TWICE = [{"label": "A", "value": "a"}, {"label": "B", "value": "a"}]
CHOSEN = [{"label": "A", "value": "a", "default": True}, {"label": "B", "value": "b", "default": True}]


def row(*inside: Json) -> Json:
    return {"type": 1, "components": list(inside)}


def button(**changes: object) -> list[Json]:
    return [row(FIELD | changes)]


def link(**changes: object) -> list[Json]:
    return [row(LINK | changes)]


def select(**changes: object) -> list[Json]:
    return [row(SELECT | changes)]


def gallery(url: str) -> list[Json]:
    return [{"type": 12, "items": [{"media": {"url": url}}]}]


V2 = (
    Pair("so many components", "COMPONENT_MAX_TOTAL", [TEXT] * MOST_COMPONENTS, [TEXT] * (MOST_COMPONENTS + 1)),
    Pair("those inside are counted", "COMPONENT_MAX_TOTAL", [row(FIELD), *[TEXT] * 38], [row(FIELD), *[TEXT] * 39]),
    Pair(
        "so much text",
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
        [TEXT | {"content": "x" * MOST_TEXT}],
        [TEXT, TEXT | {"content": "x" * 3996}],
    ),
    Pair(
        "media by http or attached", "URL_TYPE_INVALID_SCHEME", gallery("attachment://a.png"), gallery("file:///a.png")
    ),
    Pair(
        "ids differ",
        "COMPONENT_ID_DUPLICATED",
        [TEXT | {"id": 1}, TEXT | {"id": 2}],
        [TEXT | {"id": 1}, TEXT | {"id": 1}],
    ),
)
ROWS = (
    Pair("rows alone", "UNION_TYPE_CHOICES", [row(FIELD)], [TEXT]),
    Pair("so many rows", "BASE_TYPE_BAD_LENGTH", [row(LINK)] * MOST_ROWS, [row(LINK)] * (MOST_ROWS + 1)),
    Pair(
        "custom ids differ",
        "COMPONENT_CUSTOM_ID_DUPLICATED",
        [row(FIELD, FIELD | {"custom_id": "c"})],
        [row(FIELD, FIELD)],
    ),
    Pair(
        "a select has a row to itself",
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
        [row(SELECT), row(FIELD)],
        [row(SELECT, FIELD)],
    ),
    Pair(
        "a button shows something",
        "BUTTON_COMPONENT_INVALID",
        button(label=None, emoji={"name": "x"}),
        button(label=None),
    ),
    Pair("a link has an address", "BUTTON_COMPONENT_INVALID_URL", link(), link(url=None)),
    Pair("a link has no custom id", "BUTTON_COMPONENT_INVALID_URL", link(), link(custom_id="l")),
    Pair(
        "a link leads somewhere",
        "URL_TYPE_INVALID_SCHEME",
        link(url="discord://-/channels/1"),
        link(url="javascript:x"),
    ),
    Pair("a button has a custom id", "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", button(), button(custom_id=None)),
    Pair(
        "a button has no address", "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", button(), button(url="https://news.example")
    ),
    Pair("least is not above most", RANGE, select(min_values=2, max_values=2), select(min_values=2, max_values=1)),
    Pair("most is not above all", RANGE, select(max_values=2), select(max_values=3)),
    Pair("values differ", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", select(), select(options=TWICE)),
    Pair(
        "no more chosen than may be",
        "SELECT_COMPONENT_TOO_MANY_DEFAULTS",
        select(options=CHOSEN, max_values=2),
        select(options=CHOSEN),
    ),
)


@pytest.mark.parametrize("pair", V2, ids=str)
def test_each_rule_of_v2_is_kept_and_broken(pair: Pair) -> None:
    assert codes(list(parts.problems(pair.kept, v2=True))) == []
    assert codes(list(parts.problems(pair.broken, v2=True))) == [pair.code]


@pytest.mark.parametrize("pair", ROWS, ids=str)
def test_each_rule_of_rows_is_kept_and_broken(pair: Pair) -> None:
    assert codes(list(parts.problems(pair.kept, v2=False))) == []
    assert codes(list(parts.problems(pair.broken, v2=False))) == [pair.code]
