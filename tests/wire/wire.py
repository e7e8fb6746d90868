"""The captured wire, served by the shared tool as live RSS on loopback."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

WIRE = Path("wire/wire-2025-09.jsonl.gz")
SERVER = Path("tools/wire_server.py")
LANGUAGES = {"chosun": "ko", "yna": "ko", "lemonde": "fr"}


@dataclass(frozen=True, slots=True)
class Wire:
    """A running wire server whose clock stands still until it is moved."""

    url: str

    def feeds(self) -> dict[str, str]:
        """Return the addresses of the feeds, by source."""
        return {source: f"{self.url}{source}.xml" for source in self._get("")["feeds"]}

    def now(self) -> datetime:
        """Return where the wire's clock stands."""
        return datetime.fromisoformat(self._get("")["now"])

    def move_to(self, when: datetime) -> None:
        """Move the wire's clock."""
        self._post(f"clock?to={quote(when.isoformat())}")

    def fault(self, source: str, mode: str, times: int = 1) -> None:
        """Have the next answers of a feed misbehave."""
        self._post(f"fault?source={source}&mode={mode}&times={times}")

    def stats(self) -> dict[str, dict[str, int]]:
        """Return what was asked of each feed so far."""
        return dict(self._get("stats"))

    def _get(self, path: str) -> dict:  # type: ignore[type-arg]  # whatever the tool answers
        with urlopen(f"{self.url}{path}", timeout=10) as answer:  # noqa: S310 - loopback
            return json.load(answer)  # type: ignore[no-any-return]

    def _post(self, path: str) -> None:
        with urlopen(Request(f"{self.url}{path}", method="POST"), timeout=10):  # noqa: S310 - loopback
            pass


@contextmanager
def serving(test_data: Path, start: datetime) -> Iterator[Wire]:
    """Serve the wire from `start` on a free port, with its clock standing still."""
    command = [
        sys.executable,
        str(test_data / SERVER),
        str(test_data / WIRE),
        "--port=0",
        "--speed=0",
        f"--start={start.isoformat()}",
    ]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        yield Wire(line.rsplit(" ", 1)[-1].strip())
    finally:
        server.terminate()
        server.wait()
        assert server.stdout is not None
        server.stdout.close()
