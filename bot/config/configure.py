"""Read the settings. Every mistake is found in one go and told with its key, its place, and an example."""

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.config import machine, slack_needs
from bot.config.settings import PREFIX, Settings

CONFIG = f"{PREFIX}CONFIG"
"""Names the file, and is no setting itself."""
FOR_TESTS = f"{PREFIX}TEST_"
"""The beginning of what only our tests read."""
FILE = "visabot.toml"

_SECRET = frozenset(
    {
        "database_url",
        "discord_token",
        "secret_key",
        "slack_app_token",
        "slack_bot_token",
        "slack_client_secret",
        "slack_signing_secret",
    }
)
_WHOLE = "is not a whole number"
_ADDRESS = "is not an address of the form that is needed"
_ADDRESSES = frozenset({"discord_api", "discord_gateway", "slack_api"})
_SAYS = {
    "bool_parsing": "is neither true nor false",
    "bool_type": "is neither true nor false",
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": "is far too large",
    "string_type": "is not a text",
    "string_too_short": "is too short: at least {min_length} characters",
    "string_too_long": "is too long: at most {max_length} characters",
    "string_pattern_mismatch": "holds characters that do not fit: plain ASCII only",
    "greater_than_equal": "must be at least {ge}",
    "literal_error": "must be one of {expected}",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to put right."""

    key: str
    place: str
    """An environment variable, or a file with a line."""
    what: str
    do: str

    def __str__(self) -> str:
        """Return one line."""
        where = f" ({self.place})" if self.place else ""
        return f"{self.key}{where}: {self.what}. {self.do}"


class SettingsError(ValueError):
    """Settings that cannot be used. `mistakes` holds all that was found."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        """Tell about `mistakes`, at least one."""
        self.mistakes = mistakes
        count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        super().__init__("\n".join([f"The settings have {count}:", *(f"  {each}" for each in mistakes)]))


def load(config: Path | None = None, **given: object) -> Settings:
    """Return the settings from the environment, the file and the machine, in this order; `given` stands above them all.

    `config` is the file; None: the one that VISABOT_CONFIG names, else `visabot.toml` in the working folder if there.

    Raises:
        SettingsError: with every mistake.
    """
    told = {name.upper(): value for name, value in os.environ.items() if name.upper().startswith(PREFIX) and value}
    file = config or (Path(told[CONFIG]) if CONFIG in told else None)
    table, lines, mistakes = _read(file, "--config" if config else CONFIG)
    shown = str(file or FILE)
    mistakes += _unknown(told, table, lines, shown)
    written = {key: value for key, value in table.items() if key in Settings.model_fields and value != ""}

    def place(key: str) -> str:
        if key in given:
            return f"option --{key.replace('_', '-')}"
        name = PREFIX + key.upper()
        return f"environment variable {name}" if name in told else f"{shown}:{lines.get(key, 1)}"

    in_environment = {name.removeprefix(PREFIX).lower() for name in told}
    below = {key: value for key, value in {**_defaults(), **written}.items() if key not in in_environment}
    chosen = {key: value for key, value in given.items() if value is not None}
    needs = slack_needs.mistakes({*written, *in_environment, *chosen}, PREFIX)
    try:
        settings = Settings.model_validate({**below, **chosen})
    except ValidationError as error:
        wrong = [_mistake(each, place) for each in error.errors(include_url=False)]
        told_of = {each.key for each in wrong}
        # A token of another kind is meant for another setting: what this one needs is told when it is right.
        mistakes += [Mistake(key, place(key), what, do) for key, what, do in needs if key not in told_of]
        raise SettingsError((*mistakes, *wrong)) from None
    mistakes += [Mistake(key, place(key), what, do) for key, what, do in needs]
    if mistakes:
        raise SettingsError(tuple(mistakes))
    return settings


def _defaults() -> dict[str, Any]:
    environ = os.environ
    return {
        "database_url": f"sqlite:///{machine.data_folder(environ) / 'visabot.sqlite3'}",
        "locale": machine.language(environ),
        "timezone": machine.timezone(environ),
    }


def _read(file: Path | None, said_by: str) -> tuple[dict[str, Any], dict[str, int], list[Mistake]]:
    """Return the file's table, the line of each key, and what is wrong with the file as a whole."""
    path = file or Path(FILE)
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except FileNotFoundError:
        if file is None:
            return {}, {}, []
        return {}, {}, [Mistake(str(file), "", f"there is no such file, but {said_by} names it", "Correct the path.")]
    except UnicodeDecodeError:
        return {}, {}, [Mistake(str(path), "", "it is not written in UTF-8", "Save it as UTF-8.")]
    except OSError as error:
        what = f"it cannot be read: {error.strerror}"
        return {}, {}, [Mistake(str(path), "", what, "Give the user that runs visabot the right to read it.")]
    except tomllib.TOMLDecodeError as error:
        return {}, {}, [Mistake(str(path), "", f"it is not TOML: {error}", 'A setting looks like this: locale = "ko"')]
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if found := re.match(r"""\s*\[*\s*["']?([\w-]+)""", line):
            lines.setdefault(found[1], number)
    return table, lines, []


def _unknown(told: Mapping[str, str], table: Mapping[str, Any], lines: Mapping[str, int], file: str) -> list[Mistake]:
    keys = list(Settings.model_fields)
    mistakes = []
    for name in told:
        key = name.removeprefix(PREFIX).lower()
        if key not in keys and name != CONFIG and not name.startswith(FOR_TESTS):
            do = _near([PREFIX + each.upper() for each in keys], PREFIX + key.upper())
            mistakes.append(Mistake(key, f"environment variable {name}", "there is no such setting", do))
    for key in table:
        if key not in keys:
            do = _near(keys, key.lower())
            mistakes.append(Mistake(key, f"{file}:{lines.get(key, 1)}", "there is no such setting", do))
    return mistakes


def _near(known: list[str], written: str) -> str:
    near = difflib.get_close_matches(written, known, n=1, cutoff=0.75)
    return f"Did you mean {near[0]}?" if near else "Correct its name, or remove it."


def _mistake(error: ErrorDetails, place: Callable[[str], str]) -> Mistake:
    key = str(error["loc"][0])
    context = error.get("ctx", {})
    secret = key in _SECRET
    if error["type"] == "value_error":
        what = str(context["error"])
        what = f"its value {what}" if secret else what
    else:
        says = _SAYS.get(error["type"], "").format(**context) or f"does not fit: {error['msg']}"
        if key in _ADDRESSES and error["type"] == "string_pattern_mismatch":
            says = _ADDRESS
        value = "its value" if secret else _short(error["input"])
        what = f"{value} {says}"
    where = place(key)
    example = Settings.model_fields[key].examples or [""]
    return Mistake(key, where, what, f"For example: {_example(key, example[0], where)}")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004 - leaves the line readable


def _example(key: str, value: object, where: str) -> str:
    """Return how to write `key`, in the form of the place where it was set."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if where.startswith("environment"):
        return f"{PREFIX}{key.upper()}={text}" if " " not in text else f'{PREFIX}{key.upper()}="{text}"'
    if where.startswith("option"):
        return text
    return f"{key} = {text}" if isinstance(value, (bool, int)) else f'{key} = "{text}"'
