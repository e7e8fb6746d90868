"""What the fake remembers: objects in the API's own form, written to a journal before they are acknowledged.

One line of the journal is one transaction: a JSON list of `[table, key, object or null]`. A line is handed to the
operating system before the answer leaves, so SIGKILL cannot take back what was acknowledged; a torn last line was not.
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Json = dict[str, Any]


class Store:
    """Tables of objects. Change an object, `put` it, and `commit`; without a file it lives in memory only."""

    def __init__(self, path: Path | None = None) -> None:
        self.tables: dict[str, dict[str, Json]] = {}
        self.on_change: Callable[[], None] = lambda: None
        """Called when there is something to commit."""
        self._dirty: dict[tuple[str, str], Json | None] = {}
        self._file: int | None = None
        if path is not None:
            self._replay(path)
            self._begin_anew(path)

    def table(self, name: str) -> dict[str, Json]:
        """Return the objects of a table by their keys, oldest first."""
        return self.tables.setdefault(name, {})

    def put(self, table: str, key: str, value: Json) -> None:
        """Store an object, new or changed in place."""
        self.table(table)[key] = value
        self._dirty[table, key] = value
        self.on_change()

    def drop(self, table: str, key: str) -> None:
        """Forget an object, if it is there."""
        if self.table(table).pop(key, None) is not None:
            self._dirty[table, key] = None
            self.on_change()

    def commit(self) -> None:
        """Make what changed survive the death of this process."""
        if self._file is not None and self._dirty:
            _write(self._file, ([table, key, value] for (table, key), value in self._dirty.items()))
        self._dirty.clear()

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _replay(self, path: Path) -> None:
        if not path.exists():
            return
        for line in path.read_bytes().split(b"\n"):
            try:
                changes = json.loads(line)
            except ValueError:
                continue  # the empty end, or a line that was torn: it was never acknowledged
            for table, key, value in changes:
                if value is None:
                    self.table(table).pop(key, None)
                else:
                    self.table(table)[key] = value

    def _begin_anew(self, path: Path) -> None:
        """Write the journal afresh, so that it does not grow with every start, and leave no moment without one."""
        fresh = path.with_name(path.name + ".new")
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        _write(file, ([table, key, value] for table, rows in self.tables.items() for key, value in rows.items()))
        fresh.replace(path)
        self._file = file


def _write(file: int, changes: Iterable[list[Any]]) -> None:
    line = json.dumps(list(changes), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    written = 0
    while written < len(line):
        written += os.write(file, line[written:])
