"""Arguments of a method: all that are needed, none that Slack does not know, each of its type."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tests.servers.slack.checks.problem import Problem
from tests.servers.slack.methods.call import Arg
from tests.servers.store import Json

_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_WITH_ALL = ("token", "team_id")
"""Every method takes the token; slack-bolt sends the workspace with every request."""
_INVALID = "invalid_arguments"


def read(raw: Json, known: Mapping[str, Arg], needed: Mapping[str, Arg]) -> tuple[Json, list[Problem]]:
    """Return the arguments of a request as they are meant, and what is wrong with them.

    Forms and queries hold texts only: numbers, flags and structures are read from them.
    """
    args: Json = {}
    problems = []
    for name, value in raw.items():
        if value is None or (name in _WITH_ALL and name not in known):
            continue
        if name not in known:
            problems.append(Problem((name,), "there is no such argument"))
            continue
        try:
            args[name] = _meant(value, known[name])
        except ValueError:
            problems.append(Problem((name,), f"must be {known[name].value}, not {value!r}", _INVALID))
    problems.extend(_missing(args, needed))
    return args, problems


def _missing(args: Json, needed: Mapping[str, Arg]) -> Iterator[Problem]:
    for name in needed:
        if args.get(name) in (None, ""):
            yield Problem((name,), f"missing required field: {name}", _INVALID)


def _meant(value: Any, kind: Arg) -> Any:
    match kind:
        case Arg.TEXT if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value)
        case Arg.FLAG if isinstance(value, bool):
            return value
        case Arg.FLAG if str(value).lower() in _FLAGS:
            return _FLAGS[str(value).lower()]
        case Arg.NUMBER:
            return int(value)
        case Arg.STRUCTURE:
            made = json.loads(value) if isinstance(value, str) else value
            if isinstance(made, dict | list):
                return made
    raise ValueError
