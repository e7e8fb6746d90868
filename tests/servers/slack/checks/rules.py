"""Rules that values are held against, and how they are put together. A rule finds problems; none is a good sign."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.servers.slack.checks.problem import Path, Problem

INVALID = "invalid_blocks"

Rule = Callable[[Any, Path], Iterator[Problem]]


def wrong(path: Path, message: str) -> Problem:
    """Return a problem for which Slack refuses blocks."""
    return Problem(path, message, INVALID)


def string(most: int, *, least: int = 1) -> Rule:
    """A text of so many characters."""

    def rule(value: Any, path: Path) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield wrong(path, f"must be a string, not {value!r}")
        elif len(value) > most:
            yield wrong(path, f"must be less than {most + 1} characters, not {len(value)}")
        elif len(value) < least:
            yield wrong(path, f"must be more than {least - 1} characters, not {len(value)}")

    return rule


def flag(value: Any, path: Path) -> Iterator[Problem]:
    """True or false."""
    if not isinstance(value, bool):
        yield wrong(path, f"must be a boolean, not {value!r}")


def number(least: int, most: int) -> Rule:
    """A whole number between two."""

    def rule(value: Any, path: Path) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield wrong(path, f"must be a number from {least} to {most}, not {value!r}")

    return rule


def one_of(*values: str) -> Rule:
    """One of some words."""

    def rule(value: Any, path: Path) -> Iterator[Problem]:
        if value not in values:
            yield wrong(path, f"must be one of {', '.join(values)}, not {value!r}")

    return rule


def listed(rule: Rule, most: int, *, least: int = 1) -> Rule:
    """A list of so many, each held against a rule."""

    def every(value: Any, path: Path) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield wrong(path, f"must be a list, not {value!r}")
            return
        if len(value) > most:
            yield wrong(path, f"no more than {most} items allowed, not {len(value)}")
        if len(value) < least:
            yield wrong(path, f"must have at least {least} items, not {len(value)}")
        for place, one in enumerate(value):
            yield from rule(one, (*path, place))

    return every


def anything(value: Any, path: Path) -> Iterator[Problem]:
    """What is not looked at."""
    del value, path
    yield from ()


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys that an object has; others it may not have.

    Attributes:
        needs: Keys that must be there.
        takes: Keys that may be there.
        either: Exactly one of these keys must be there, if there are any; their rules stand in `takes`.
    """

    needs: Mapping[str, Rule] = field(default_factory=dict)
    takes: Mapping[str, Rule] = field(default_factory=dict)
    either: tuple[str, ...] = ()

    def __call__(self, value: Any, path: Path) -> Iterator[Problem]:
        """Find problems."""
        if not isinstance(value, dict):
            yield wrong(path, f"must be an object, not {value!r}")
            return
        for key in self.needs:
            if value.get(key) is None:
                yield wrong((*path, key), f"missing required field: {key}")
        if self.either and sum(value.get(key) is not None for key in self.either) != 1:
            yield wrong(path, f"must have exactly one of {', '.join(self.either)}")
        rules = {**self.needs, **self.takes}
        for key, one in value.items():
            if key not in rules:
                yield wrong((*path, key), f"no such field: {key}")
            elif one is not None:
                yield from rules[key](one, (*path, key))


def by_type(shapes: Mapping[str, Shape], where: str) -> Rule:
    """An object whose `type` says which shape it has."""

    def rule(value: Any, path: Path) -> Iterator[Problem]:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in shapes:
            yield wrong((*path, "type"), f"unsupported type: {kind!r} in {where}")
            return
        rest = {key: one for key, one in value.items() if key != "type"}
        yield from shapes[str(kind)](rest, path)

    return rule
