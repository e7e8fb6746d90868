"""Reading one table of a desk's TOML: each wrong value is noted with its line, and reading goes on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from yarl import URL

from feeds.desks.errors import Problem
from feeds.desks.lines import Path, line_of

_Choice = TypeVar("_Choice", bound=StrEnum)

SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_DURATION = re.compile(r"(\d+)\s*([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class File:
    """One file of a desk: its values, its lines, and where problems are noted."""

    def __init__(
        self, name: str, values: Mapping[str, object], lines: Mapping[Path, int], problems: list[Problem]
    ) -> None:
        """Read `values` of the file called `name`; `problems` is shared by all files of a desk."""
        self.name = name
        self._lines = lines
        self._problems = problems
        self.top = Table(self, (), values)

    def problem(self, path: Path, what: str, do: str) -> None:
        """Note that what stands at `path` is wrong."""
        self._problems.append(Problem(self.name, line_of(self._lines, path), what, do))


class Table:
    """One table. Each reader returns the value, or a harmless stand-in after noting what is wrong with it."""

    def __init__(self, file: File, path: Path, values: Mapping[str, object]) -> None:
        """Read `values`, which stand at `path` in `file`."""
        self.file = file
        self.path = path
        self._values = values
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        """Tell whether `key` is given."""
        return key in self._values

    def problem(self, key: str | None, what: str, do: str) -> None:
        """Note that `key` (or the whole table) is wrong."""
        self.file.problem(self.path if key is None else (*self.path, key), what, do)

    def tables(self, key: str, *, required: bool = True) -> Iterator["Table"]:
        """Yield each table of the array `key`."""
        value = self._take(key, required=required, like=f"one or more [[{key}]]")
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.problem(key, f"{key} is not a list of tables", f"Write each as [[{key}]].")
            return
        for index, each in enumerate(value):
            yield Table(self.file, (*self.path, key, index), each)

    def text(self, key: str, *, required: bool = True, like: str = "a text") -> str:
        """Return a text that is not empty; "" where it is missing or wrong."""
        value = self._take(key, required=required, like=like)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.problem(key, f"{key} is {_shown(value)}, not {like}", f'Write it as {key} = "…".')
            return ""
        return value.strip()

    def texts(self, key: str, *, required: bool = True, like: str = "a list of texts") -> tuple[str, ...]:
        """Return a list of texts, none empty; () where it is missing or wrong."""
        value = self._take(key, required=required, like=like)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            self.problem(key, f"{key} is not {like}", f'Write it as {key} = ["…", "…"].')
            return ()
        if required and not value:
            self.problem(key, f"{key} is empty", f"Give {like}.")
        return tuple(each.strip() for each in value)

    def slug(self, key: str, seen: set[str]) -> str:
        """Return an id that is not among those `seen`, and add it to them; "" where it is missing or wrong."""
        value = self.text(key, like="an id")
        if not value:
            return ""
        if not SLUG.fullmatch(value):
            self.problem(key, f'the {key} "{value}" is not a slug', "Use small letters, digits and - _ . between them.")
        elif value in seen:
            self.problem(key, f'the {key} "{value}" is used twice', "Give each its own.")
            return ""
        seen.add(value)
        return value

    def one_of(self, key: str, known: Sequence[str], kind: str) -> str:
        """Return a text that is one of `known`; "" where it is missing or wrong."""
        value = self.text(key, like=f"the id of a {kind}")
        if value and value not in known:
            self.unknown(key, value, known, kind)
            return ""
        return value

    def all_of(self, key: str, known: Sequence[str], kind: str, *, required: bool = True) -> tuple[str, ...]:
        """Return a list of texts that are each one of `known`."""
        values = self.texts(key, required=required, like=f"a list of {kind} ids")
        for value in values:
            if value not in known:
                self.unknown(key, value, known, kind)
        return tuple(value for value in values if value in known)

    def unknown(self, key: str | None, value: str, known: Sequence[str], kind: str) -> None:
        """Note that `value` names nothing we know, with the nearest that would.

        Where nothing at all is known, the list itself is missing or broken, and that has been told.
        """
        if not known:
            return
        close = get_close_matches(value, known, n=1)
        do = f'Did you mean "{close[0]}"?' if close else f"Known are: {', '.join(sorted(known))}."
        self.problem(key, f'unknown {kind} "{value}"', do)

    def choice(self, key: str, kind: type[_Choice], default: _Choice) -> _Choice:
        """Return a member of `kind`."""
        value = self.text(key, required=False, like=f"a {key}")
        if value and value not in list(kind):
            self.unknown(key, value, [str(each) for each in kind], key)
            return default
        return kind(value) if value else default

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._take(key, required=False, like="true or false")
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.problem(key, f"{key} is {_shown(value)}", f"Write {key} = true or {key} = false.")
        return default

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number; 0 where it is missing or wrong and there is no default."""
        value = self._take(key, required=default is None, like="a whole number")
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is not None:
            self.problem(key, f"{key} is {_shown(value)}, not a whole number", f"Write it as {key} = 4.")
        return default or 0

    def duration(self, key: str, default: timedelta) -> timedelta:
        """Return a length of time of at least one minute, written like "15m", "6h"."""
        value = self._take(key, required=False, like='a length of time such as "15m"')
        if value is None:
            return default
        match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
        length = timedelta(**{_UNITS[match.group(2)]: int(match.group(1))}) if match else timedelta()
        if length < timedelta(minutes=1):
            self.problem(key, f"{key} is {_shown(value)}", 'Give a minute or more, such as "5m", "6h" or "1d".')
            return default
        return length

    def day(self, key: str) -> date:
        """Return a date; the first of all days where it is missing or wrong."""
        value = self._take(key, required=True, like="a date")
        if type(value) is date:
            return value
        if value is not None:
            self.problem(key, f"{key} is {_shown(value)}, not a date", f"Write it without quotes: {key} = 2026-01-28.")
        return date.min

    def url(self, key: str) -> str:
        """Return an http(s) link; "" where it is missing or wrong."""
        value = self.text(key, like="a link")
        return value if not value or self._is_url(key, value) else ""

    def urls(self, key: str) -> tuple[str, ...]:
        """Return one http(s) link or more."""
        return tuple(value for value in self.texts(key, like="a list of links") if self._is_url(key, value))

    def zone(self, key: str) -> str | None:
        """Return the name of an IANA time zone, or None where none is given."""
        value = self.text(key, required=False, like="a time zone")
        return value if value and self.is_zone(key, value) else None

    def is_zone(self, key: str, value: str) -> bool:
        """Tell whether `value` names a time zone, and note it where not."""
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.problem(key, f'unknown time zone "{value}"', 'Use an IANA name such as "Asia/Seoul".')
            return False
        return True

    def label(self, key: str, languages: Sequence[str]) -> Mapping[str, str]:
        """Return one text in every language of the desk, written as { en = "…", ko = "…" }."""
        value = self._take(key, required=True, like=f"a text in {' and '.join(languages)}")
        if value is None:
            return dict.fromkeys(languages, "")
        if not isinstance(value, dict):
            form = ", ".join(f'{lang} = "…"' for lang in languages)
            self.problem(key, f"{key} is {_shown(value)}, not a text in each language", f"Write {key} = {{ {form} }}.")
            return dict.fromkeys(languages, "")
        for lang in value:
            if lang not in languages:
                self.problem(key, f'{key} has the language "{lang}"', f"The desk speaks {', '.join(languages)}.")
        for lang in languages:
            text = value.get(lang)
            if not isinstance(text, str) or not text.strip():
                self.problem(key, f'{key} has no text in "{lang}"', f'Add {lang} = "…" to it.')
        return {lang: str(value.get(lang, "")).strip() for lang in languages}

    def finish(self) -> None:
        """Note every key that nobody has asked for."""
        for key in self._values:
            if key not in self._read:
                close = get_close_matches(key, sorted(self._read), n=1)
                do = f'Did you mean "{close[0]}"?' if close else f"Known are: {', '.join(sorted(self._read))}."
                self.problem(key, f'unknown setting "{key}"', do)

    def _take(self, key: str, *, required: bool, like: str) -> object:
        self._read.add(key)
        value = self._values.get(key)
        if value is None and required:
            self.problem(None, f'"{key}" is missing', f"Give {like}.")
        return value

    def _is_url(self, key: str, value: str) -> bool:
        try:
            parsed = URL(value)
            fine = parsed.scheme in ("http", "https") and bool(parsed.host) and not parsed.user
        except ValueError:
            fine = False
        if not fine or any(each.isspace() for each in value):
            self.problem(key, f'"{value}" is not an http(s) link', "Give the whole address, beginning with https://.")
            return False
        return True


def _shown(value: object) -> str:
    """Return a value as the file has it, cut short."""
    shown = f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"  # noqa: PLR2004 - a line of an error message stays a line
