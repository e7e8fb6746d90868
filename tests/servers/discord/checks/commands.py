"""Application commands beyond the description (documentation, "Application Commands: Naming" and "Structure")."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.servers.discord.checks.problem import Problem
from tests.servers.store import Json

MOST_TEXT = 8000
"""Characters of a command's names, descriptions and values, its longest translation counted."""
MOST = {1: 100, 2: 15, 3: 15}
"""Commands of a type, globally or in a guild."""
SUBCOMMAND, GROUP = 1, 2
_MOST_NAME = 32
_EXTRA = "-_'"
_Path = tuple[str | int, ...]


def problems(commands: list[Json]) -> Iterator[Problem]:
    """Find what is wrong with all commands of a place, as they are registered together."""
    named = Counter((one.get("type") or 1, one["name"]) for one in commands)
    for (kind, name), number in named.items():
        if number > 1:
            yield Problem((), "APPLICATION_COMMANDS_DUPLICATE_NAME", f"{name} (type {kind}) is there {number} times")
    for kind, most in MOST.items():
        number = sum((one.get("type") or 1) == kind for one in commands)
        if number > most:
            yield Problem((), "APPLICATION_COMMANDS_MAX", f"{number} commands of type {kind}, {most} are allowed")
    for number, command in enumerate(commands):
        yield from command_problems(command, (number,))


def command_problems(command: Json, path: _Path) -> Iterator[Problem]:
    """Find what is wrong with one command."""
    if (command.get("type") or 1) != 1:
        if command.get("description") or command.get("options"):
            yield Problem((*path, "description"), "APPLICATION_COMMAND_MENU", "A menu command has only a name")
        return
    yield from _names(command, path)
    if not command.get("description"):
        yield Problem((*path, "description"), "BASE_TYPE_REQUIRED", "This field is required")
    yield from _options(command.get("options") or [], path, within=0)
    length = _length(command)
    if length > MOST_TEXT:
        yield Problem(path, "APPLICATION_COMMAND_TOO_LARGE", f"{length} characters, {MOST_TEXT} are allowed")


def _options(options: list[Json], path: _Path, *, within: int) -> Iterator[Problem]:
    """`within` is the type of what holds the options; 0 is the command itself."""
    optional = False
    steps = [one["type"] <= GROUP for one in options]
    if any(steps) and not all(steps):
        yield Problem((*path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Subcommands beside options")
    for name, number in Counter(one["name"] for one in options).items():
        if number > 1:
            yield Problem((*path, "options"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", name)
    for number, one in enumerate(options):
        place = (*path, "options", number)
        yield from _names(one, place)
        if one["type"] <= GROUP:
            if (within == GROUP and one["type"] == GROUP) or within == SUBCOMMAND:
                yield Problem(place, "APPLICATION_COMMAND_NESTING", "Too deep")
            yield from _options(one.get("options") or [], place, within=one["type"])
            continue
        if within == GROUP:
            yield Problem(place, "APPLICATION_COMMAND_NESTING", "A group holds subcommands")
        if one.get("required") and optional:
            text = "Required options must be placed before non-required options"
            yield Problem(place, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text)
        optional = optional or not one.get("required")
        yield from _values(one, place)


def _values(option: Json, path: _Path) -> Iterator[Problem]:
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        yield Problem(path, "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", "Choices and autocomplete exclude each other")
    for key in ("name", "value"):
        for value, number in Counter(choice[key] for choice in choices).items():
            if number > 1:
                yield Problem((*path, "choices"), "APPLICATION_COMMAND_OPTIONS_CHOICE_DUPLICATE", str(value))
    for low, high in (("min_value", "max_value"), ("min_length", "max_length")):
        if None not in (option.get(low), option.get(high)) and option[low] > option[high]:
            yield Problem((*path, low), "NUMBER_TYPE_MAX", f"{low} is greater than {high}")
    yield from choice_problems(choices, (*path, "choices"))


def choice_problems(choices: list[Json], path: _Path) -> Iterator[Problem]:
    """Find values of choices that are too long: the description allows 6,000 characters, the documentation 100."""
    for number, choice in enumerate(choices):
        if isinstance(choice["value"], str) and len(choice["value"]) > 100:
            yield Problem((*path, number, "value"), "BASE_TYPE_BAD_LENGTH", "Must be 100 or fewer in length.")


def _names(thing: Json, path: _Path) -> Iterator[Problem]:
    given = {"name": thing["name"], **(thing.get("name_localizations") or {})}
    for locale, name in given.items():
        place = (*path, "name") if locale == "name" else (*path, "name_localizations", locale)
        if not 1 <= len(name) <= _MOST_NAME or not all(_may_stand(letter) for letter in name):
            yield Problem(place, "APPLICATION_COMMAND_INVALID_NAME", f"{name!r} is not a name of a command")


def _may_stand(letter: str) -> bool:
    """Letters, digits and marks that Discord's pattern has (all of Devanagari and Thai), in lower case."""
    plain = (
        letter in _EXTRA
        or unicodedata.category(letter)[0] in "LN"
        or unicodedata.name(letter, "").startswith(("DEVANAGARI", "THAI"))
    )
    return plain and letter == letter.lower()


def _length(thing: Json) -> int:
    total = 0
    for key in ("name", "description"):
        translated = (thing.get(f"{key}_localizations") or {}).values()
        total += max(map(len, [thing.get(key) or "", *translated]))
    for choice in thing.get("choices") or []:
        translated = (choice.get("name_localizations") or {}).values()
        total += max(map(len, [choice["name"], *translated])) + len(str(choice["value"]))
    return total + sum(_length(one) for one in thing.get("options") or [])


def plain(body: Any) -> list[Json]:
    """Return the commands of a request: it registers one, or all."""
    return body if isinstance(body, list) else [body]
