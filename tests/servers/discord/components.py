"""Components of messages: walking through them, and the form in which the API gives them back.

Documentation: "Component Reference".
"""

from collections.abc import Callable, Iterator
from enum import IntEnum
from itertools import count

from tests.servers.store import Json


class Part(IntEnum):
    """Types of components."""

    ROW = 1
    BUTTON = 2
    SELECT = 3
    TEXT_INPUT = 4
    USERS = 5
    ROLES = 6
    MENTIONABLES = 7
    CHANNELS = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18


SELECTS = (Part.SELECT, Part.USERS, Part.ROLES, Part.MENTIONABLES, Part.CHANNELS)

Unfurl = Callable[[Json], Json]
"""Turns the media item that was sent into the one that is shown."""


def every(components: list[Json]) -> Iterator[Json]:
    """Walk through components and all that is in them."""
    for one in components:
        yield one
        yield from every(one.get("components") or [])
        for inner in ("accessory", "component"):
            if one.get(inner):
                yield from every([one[inner]])


def texts(components: list[Json]) -> list[str]:
    """Return the texts that are shown as such, in order."""
    return [one["content"] for one in every(components) if one["type"] == Part.TEXT]


def shown(components: list[Json], unfurl: Unfurl) -> list[Json]:
    """Return components as a message has them: each with an id, media resolved, defaults filled in."""
    taken = {one["id"] for one in every(components) if one.get("id")}
    fresh = (number for number in count(1) if number not in taken)
    return [_shown(one, fresh, unfurl) for one in components]


def _shown(one: Json, fresh: Iterator[int], unfurl: Unfurl) -> Json:
    part = Part(one["type"])
    made: Json = {"type": int(part), "id": one.get("id") or next(fresh)}
    for key, value in one.items():
        if key in made or value is None:
            continue
        if key == "components":
            made[key] = [_shown(inner, fresh, unfurl) for inner in value]
        elif key in ("accessory", "component"):
            made[key] = _shown(value, fresh, unfurl)
        elif key == "emoji":
            made[key] = {name: given for name, given in value.items() if given is not None}
        elif key in ("media", "file"):
            made[key] = unfurl(value)
        elif key == "items":
            made[key] = [_PLAIN | item | {"media": unfurl(item["media"])} for item in value]
        elif key == "options":
            made[key] = [_option(option) for option in value]
        else:
            made[key] = value
    return _DEFAULTS.get(part, {}) | made


def _option(option: Json) -> Json:
    kept = {key: value for key, value in option.items() if value is not None}
    if "emoji" in kept:
        kept["emoji"] = {name: given for name, given in kept["emoji"].items() if given is not None}
    return kept


_PLAIN: Json = {"description": None, "spoiler": False}
_CHOSEN: Json = {"min_values": 1, "max_values": 1}
_DEFAULTS: dict[Part, Json] = {
    **dict.fromkeys(SELECTS, _CHOSEN),
    Part.THUMBNAIL: _PLAIN,
    Part.FILE: {"spoiler": False, "name": None, "size": None},
    Part.SEPARATOR: {"spacing": 1, "divider": True},
    Part.CONTAINER: {"accent_color": None, "spoiler": False},
}
