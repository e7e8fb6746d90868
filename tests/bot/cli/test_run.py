"""`visabot run` as a person has it: a process of its own, at a terminal and without one."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pexpect
import pytest

from tests.bot.cli.conftest import Run, Spawn

Terminal: TypeAlias = "pexpect.spawn[str]"
Headless: TypeAlias = "subprocess.Popen[str]"
SOON = 40
"""Seconds that a loaded machine may take to start."""
GRACE = 3
"""Seconds in which it must end."""


@pytest.fixture
def terminal(environ: dict[str, str], tmp_path: Path) -> Iterator[Terminal]:
    more = {"VISABOT_DESK_FEEDS": "false", "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "bot"],
        env=environ | more,
        cwd=str(tmp_path),
        encoding="utf-8",
        timeout=SOON,
        dimensions=(40, 100),
    )
    child.expect("/visa ›")
    yield child
    child.close(force=True)


@pytest.fixture
def headless(environ: dict[str, str], tmp_path: Path) -> Iterator[Headless]:
    child = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--headless"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environ | {"VISABOT_DESK_FEEDS": "false"},
        cwd=tmp_path,
        text=True,
    )
    assert child.stderr is not None
    assert next(line for line in child.stderr if "started" in line)
    yield child
    child.kill()
    child.communicate()


@pytest.mark.parametrize("end", ["\x03", "quit\r"])
def test_at_a_terminal_a_command_is_answered_and_it_ends_in_seconds(
    terminal: Terminal, end: str, tmp_path: Path
) -> None:
    terminal.send("/visa topics\r")
    terminal.expect("visa-talks|Visa talks")
    began = time.monotonic()
    terminal.send(end)
    terminal.expect(pexpect.EOF)
    terminal.wait()
    assert time.monotonic() - began < GRACE
    assert terminal.exitstatus == 0
    assert "/visa topics" in (tmp_path / "history").read_text(encoding="utf-8")


def test_without_a_terminal_it_logs_to_standard_error_and_sigterm_ends_it_in_seconds(headless: Headless) -> None:
    began = time.monotonic()
    headless.send_signal(signal.SIGTERM)
    posts, logs = headless.communicate(timeout=SOON)
    assert time.monotonic() - began < GRACE
    assert headless.returncode == 0
    assert posts == ""
    assert "stopped" in logs
    assert "Traceback" not in logs


@pytest.mark.usefixtures("headless")
def test_while_it_runs_commands_are_answered_and_a_second_one_is_told_why_not(run: Run, spawn: Spawn) -> None:
    assert run("ask", "/visa topics").exit_code == 0
    second = spawn("run", "--headless")
    assert second.returncode == 1
    assert "is in use by" in second.stderr
    assert "Traceback" not in second.stderr
