"""Runs steppers against a wire until it has reached its end, killing them on the way, and reads what was posted."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from feeds.feed import FeedSpec
from storage import feeds
from storage.engine.database import Database
from tests.conftest import ROOT
from tests.wire.wire import LANGUAGES, Wire, serving

SETTINGS: Mapping[str, str] = {
    "desk_feeds": "false",
    "allow_addresses": "127.0.0.0/8",
    "locale": "en",
    "timezone": "Asia/Seoul",
    "log_level": "info",
}
"""What the bot is set to, wherever the wire is replayed."""


def environment(database: str) -> dict[str, str]:
    """Return the environment of a process that is to use a database."""
    return (
        os.environ
        | {f"VISABOT_{key.upper()}": value for key, value in SETTINGS.items()}
        | {"VISABOT_DATABASE_URL": database}
    )


@dataclass(frozen=True, slots=True)
class Kill:
    """One death: at a place of the code (`crash`), or after so many seconds."""

    crash: str = ""
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Which part of the wire to replay."""

    start: datetime
    until: datetime
    step: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a replay left behind."""

    posts: Path
    environment: dict[str, str]
    """To ask the same database: `visabot ask` with it."""
    deaths: int

    def records(self) -> list[dict[str, Any]]:
        """Return what was posted, in order. A line torn by a death is not a post."""
        lines = self.posts.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.endswith("}")]

    def told(self) -> list[tuple[str, str, str]]:
        """Return what readers saw as messages: kind, title and link of each post, edits left out, sorted."""
        cards = [record["card"] for record in self.records() if record["action"] == "post"]
        return sorted((card["kind"], card["title"], card.get("url", "")) for card in cards)

    def ask(self, line: str) -> str:
        """Ask the bot a command, as a person would."""
        return self.visabot("ask", line)

    def visabot(self, *arguments: str) -> str:
        """Run the command on this replay's database."""
        return run(self.environment, *arguments)


def run(environment: dict[str, str], *arguments: str) -> str:
    """Run `visabot` and return its standard output; it must succeed."""
    command = [sys.executable, "-m", "bot", *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, f"{arguments}: {done.stderr or done.stdout}"
    return done.stdout


def replay(test_data: Path, folder: Path, span: Span, kills: Iterable[Kill] = (), database: str = "") -> Outcome:
    """Replay part of the wire into `folder`, with a fresh database.

    Args:
        test_data: where wire and server lie.
        folder: for the database, the posts and the log.
        span: from when to when.
        kills: the deaths, in order; the process is started again after each.
        database: its URL; an SQLite file in `folder` where it is not given.

    """
    database = database or f"sqlite:///{folder / 'wire.sqlite3'}"
    variables = environment(database)
    with serving(test_data, span.start) as wire:
        asyncio.run(follow(wire, database, span))
        deaths = 0
        for kill in [*kills, Kill()]:
            code = _stepper(wire, folder, variables, span, kill)
            if code == 0:
                break
            assert code == -signal.SIGKILL, (folder / "log").read_text(encoding="utf-8")[-4000:]
            deaths += 1
        assert wire.now() == span.until
    return Outcome(folder / "posts", variables, deaths)


async def follow(wire: Wire, url: str, span: Span) -> None:
    """Make the database, with the wire's feeds due at the start of the span."""
    database = await Database.open(url)
    await database.upgrade()
    async with database.write() as tx:
        for source, address in wire.feeds().items():
            spec = FeedSpec(source, address, source, lang=LANGUAGES.get(source, "en"), every=span.step)
            await feeds.add(tx, spec, None, span.start)
    await database.close()


def _stepper(wire: Wire, folder: Path, environment: dict[str, str], span: Span, kill: Kill) -> int:
    """Run one stepper to its end or its death, and return its exit code."""
    arguments: Sequence[str] = [wire.url, span.until.isoformat(), str(int(span.step.total_seconds() // 60)), kill.crash]
    command = [sys.executable, "-m", "tests.wire.stepper", *arguments]
    with (folder / "posts").open("ab") as posts, (folder / "log").open("ab") as log:
        stepper = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=posts, stderr=log)
        try:
            return stepper.wait(timeout=kill.after)
        except subprocess.TimeoutExpired:
            stepper.kill()
            return stepper.wait()
