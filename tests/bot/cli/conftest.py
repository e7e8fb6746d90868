"""Running the command line: in this process where it is quick, as a process of its own where it matters."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from bot.cli.group import visabot
from tests.conftest import ROOT

Run = Callable[..., Result]
Spawn = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Settings of a bot of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VISABOT_", "LC_", "LANG"))}
    return kept | {
        "VISABOT_DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite3'}",
        "VISABOT_TIMEZONE": "Asia/Seoul",
        "VISABOT_LOCALE": "en",
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def run(environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run `visabot` in this process; logging is put back afterwards."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("VISABOT_", "LC_", "LANG"))]:
        monkeypatch.delenv(name)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def invoke(*arguments: str, **more: str) -> Result:
        return CliRunner().invoke(visabot, list(arguments), env=environ | more, prog_name="visabot")

    yield invoke
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


@pytest.fixture
def spawn(environ: dict[str, str], tmp_path: Path) -> Spawn:
    """Run `visabot` as a person would."""

    def start(*arguments: str, stdin: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env=environ | more,
            timeout=60,
        )

    return start
