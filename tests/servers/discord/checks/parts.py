"""Components beyond the description (documentation, "Component Reference")."""

from collections import Counter
from collections.abc import Iterator

from tests.servers.discord.checks.problem import Problem
from tests.servers.discord.components import SELECTS, Part, every, texts
from tests.servers.store import Json

MOST_COMPONENTS = 40
MOST_TEXT = 4000
MOST_ROWS = 5
LINK, PREMIUM = 5, 6
ONLY_V2 = (Part.SECTION, Part.TEXT, Part.THUMBNAIL, Part.GALLERY, Part.FILE, Part.SEPARATOR, Part.CONTAINER)
_SCHEMES = ("http", "https", "attachment")
_HERE = ("components",)


def problems(components: list[Json], *, v2: bool) -> Iterator[Problem]:
    """Find what is wrong with the components of a message."""
    found = list(every(components))
    if v2:
        if len(found) > MOST_COMPONENTS:
            yield Problem(_HERE, "COMPONENT_MAX_TOTAL", f"{len(found)} components, {MOST_COMPONENTS} are allowed")
        length = sum(map(len, texts(components)))
        if length > MOST_TEXT:
            yield Problem(_HERE, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", f"{length} characters of {MOST_TEXT}")
    else:
        for number, one in enumerate(components):
            if one["type"] != Part.ROW:
                text = "Only action rows without the flag IS_COMPONENTS_V2"
                yield Problem((*_HERE, number), "UNION_TYPE_CHOICES", text)
        if len(components) > MOST_ROWS:
            yield Problem(_HERE, "BASE_TYPE_BAD_LENGTH", f"{len(components)} action rows, {MOST_ROWS} are allowed")
    yield from unique(found)
    for one in found:
        yield from _single(one)


def unique(found: list[Json]) -> Iterator[Problem]:
    """Find custom ids and ids that are used twice."""
    for key, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
        counts = Counter(one[key] for one in found if one.get(key))
        for value, number in counts.items():
            if number > 1:
                yield Problem(_HERE, code, f"{key} {value!r} is there {number} times")


def _single(one: Json) -> Iterator[Problem]:
    if one["type"] == Part.ROW:
        kinds = {inner["type"] for inner in one["components"]}
        if kinds & set(SELECTS) and len(one["components"]) > 1:
            yield Problem(_HERE, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select fills its action row")
    elif one["type"] == Part.BUTTON:
        yield from _button(one)
    elif one["type"] in SELECTS:
        yield from _select(one)
    for media in (one.get("media"), one.get("file"), *(item.get("media") for item in one.get("items") or [])):
        if media is not None and media["url"].partition("://")[0] not in _SCHEMES:
            yield Problem(_HERE, "URL_TYPE_INVALID_SCHEME", f"{media['url']!r} is not one of {_SCHEMES}")


def _button(one: Json) -> Iterator[Problem]:
    if not one.get("label") and not one.get("emoji") and one["style"] != PREMIUM:
        yield Problem(_HERE, "BUTTON_COMPONENT_INVALID", "A button needs a label or an emoji")
    if one["style"] == LINK:
        if not one.get("url") or one.get("custom_id"):
            yield Problem(_HERE, "BUTTON_COMPONENT_INVALID_URL", "A link button has a url and no custom_id")
        elif one["url"].partition("://")[0] not in ("http", "https", "discord"):
            yield Problem(_HERE, "URL_TYPE_INVALID_SCHEME", f"{one['url']!r} is no link")
    elif one["style"] != PREMIUM and (one.get("url") or not one.get("custom_id")):
        yield Problem(_HERE, "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom_id is required, and no url")


def _select(one: Json) -> Iterator[Problem]:
    least, most = one.get("min_values"), one.get("max_values")
    least, most = 1 if least is None else least, 1 if most is None else most
    options = one.get("options") or []
    if least > most:
        yield Problem(_HERE, "SELECT_COMPONENT_INVALID_RANGE", f"min_values {least} > max_values {most}")
    if options and most > len(options):
        yield Problem(_HERE, "SELECT_COMPONENT_INVALID_RANGE", f"max_values {most} > {len(options)} options")
    for value, number in Counter(option["value"] for option in options).items():
        if number > 1:
            yield Problem(_HERE, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", f"{value!r} is there {number} times")
    chosen = sum(bool(option.get("default")) for option in options)
    if chosen > most:
        yield Problem(_HERE, "SELECT_COMPONENT_TOO_MANY_DEFAULTS", f"{chosen} defaults, {most} may be chosen")
