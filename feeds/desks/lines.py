"""Where things stand in a TOML text.

`tomllib` gives line numbers for errors of syntax only. We need them for errors of meaning too: this finds the line of
every table header and key, given a text that `tomllib` has already accepted (TOML 1.0, https://toml.io/en/v1.0.0).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""A key's way from the top: ("feed", 3, "url") is the url of the fourth [[feed]]."""

_KEY_PART = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(\.?)""")
_HEADER = re.compile(r"\s*(\[\[?)([^\]]*)\]")
_TOKEN = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}'''  # TOML allows up to two quotes before the closing three
    r"""|'''(?:.|\n)*?'{3,5}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
    r"""|\#[^\n]*|[\[\]{}]|\n|[^"'\#\[\]{}\n]+""",
    re.DOTALL,
)


@dataclass(slots=True)
class _Statement:
    """A header or a key with its value: the line it begins on, that line, and where the elements of a list stand."""

    number: int
    line: str
    elements: list[int] = field(default_factory=list)


def find_lines(text: str) -> Mapping[Path, int]:
    """Return the line, from 1, of each table, key and element of a list in a valid TOML text.

    Keys inside inline tables are not listed: `line_of` gives the line of the table.
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for statement in _statements(text):
        header = _HEADER.match(statement.line)
        if header:
            table = _open(_key(header.group(2)), counts, several=header.group(1) == "[[")
            found.setdefault(table, statement.number)
        elif key := _key(statement.line):
            for depth in range(1, len(key) + 1):
                found.setdefault(table + key[:depth], statement.number)
            for index, line in enumerate(statement.elements):
                found[(*table, *key, index)] = line
    return found


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of `path`, or of the nearest thing around it that has one; 0 where nothing has."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 0)


def _statements(text: str) -> Iterator[_Statement]:
    """Yield every statement: a value may span lines."""
    all_lines = text.split("\n")
    line, depth, header = 1, 0, False
    current: _Statement | None = None
    for token in _TOKEN.finditer(text):
        piece = token.group()
        if piece == "\n" and not depth and current:
            yield current
            current, header = None, False
        elif current is None and piece.strip() and not piece.startswith("#"):
            current, header = _Statement(line, all_lines[line - 1]), piece == "["
        elif current and depth == 1 and piece[0] in "{[\"'":
            current.elements.append(line)
        if not header:
            depth += (piece in ("[", "{")) - (piece in ("]", "}"))
        line += piece.count("\n")
    if current:
        yield current


def _key(line: str) -> Path:
    """Return the dotted key that `line` begins with."""
    parts: list[str] = []
    at = 0
    while match := _KEY_PART.match(line, at):
        parts.append(next(group for group in match.groups()[:3] if group is not None))
        at = match.end()
        if not match.group(4):
            break
    return tuple(parts)


def _open(key: Path, counts: dict[Path, int], *, several: bool) -> Path:
    """Return the path of the table that a header names, counting the tables of an array."""
    path: Path = ()
    for index, part in enumerate(key):
        path += (part,)
        if several and index == len(key) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += (counts[path],)
    return path
