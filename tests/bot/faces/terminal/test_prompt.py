"""The prompt, on a terminal of its own."""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pexpect
import pytest
from prompt_toolkit.history import InMemoryHistory

from bot.cards.card import Card, CardKind
from bot.faces.face import Absent, Address, Posting, Sent
from bot.faces.terminal.prompt import PromptFace, _history
from tests.conftest import ROOT

Terminal: TypeAlias = "pexpect.spawn[str]"
HERE = Address(1, "local", "terminal", "terminal")
SOON = 10
"""Seconds that a loaded machine may take for what is instant."""


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "history"


def start(history: Path, **environ: str) -> Terminal:
    command = ["-m", "tests.bot.faces.terminal.prompting", str(history)]
    everything = os.environ | {"TERM": "xterm", "PYTHONPATH": str(ROOT)} | environ
    child = pexpect.spawn(sys.executable, command, env=everything, encoding="utf-8", timeout=SOON, dimensions=(24, 80))
    child.expect("before the prompt")
    return child


@pytest.fixture
def terminal(history: Path) -> Iterator[Terminal]:
    # Nobody here would answer the question where the cursor is.
    child = start(history, PROMPT_TOOLKIT_NO_CPR="1")
    child.expect("/visa ›")
    yield child
    child.close(force=True)


def test_the_line_below_the_prompt_is_shown_where_the_terminal_says_where_its_cursor_is(history: Path) -> None:
    child = start(history)
    child.expect_exact("\x1b[6n")
    child.send("\x1b[2;1R")
    child.expect("last poll 14:05")
    child.close(force=True)


def test_a_line_is_answered_and_remembered(terminal: Terminal, history: Path) -> None:
    terminal.send("/visa latest\r")
    terminal.expect("local asked </visa latest>")
    terminal.send("quit\r")
    terminal.expect("after the prompt")
    terminal.expect(pexpect.EOF)
    assert "+/visa latest" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o077 == 0, "what was typed is its owner's alone"


def test_an_alert_appears_while_the_prompt_is_open(terminal: Terminal) -> None:
    terminal.send("alert\r")
    terminal.expect("Round two is set")
    terminal.send("status\r")
    terminal.expect("local asked <status>")


def test_a_half_typed_line_can_be_completed(terminal: Terminal) -> None:
    terminal.send("lat")
    terminal.expect("the newest stories")
    terminal.send("\t\r")
    terminal.expect("local asked <latest>")


@pytest.mark.parametrize("keys", ["\x04", "/quit\r", "half a line\x03"])
def test_ctrl_c_ctrl_d_and_quit_end_it_at_once(terminal: Terminal, keys: str) -> None:
    began = time.monotonic()
    terminal.send(keys)
    terminal.expect("after the prompt")
    terminal.expect(pexpect.EOF)
    terminal.wait()
    assert terminal.exitstatus == 0
    assert time.monotonic() - began < 3


async def test_posts_are_shown_at_once_and_never_found_again(capsys: pytest.CaptureFixture[str]) -> None:
    """A terminal cannot be read back: what is in doubt is shown again (ADR 5)."""
    face = PromptFace({}, styled=False)
    card = Card(CardKind.ALERT, "Round two is set", "en")
    posting = Posting(card, "a1", datetime(2025, 9, 5, tzinfo=UTC))
    assert await face.send(HERE, posting) == Sent("a1")
    assert await face.edit(HERE, "a1", replace(card, title="Round two is over"), 2) == Sent("a1")
    assert await face.find(HERE, posting) == Absent()
    shown = capsys.readouterr().out.splitlines()
    assert shown == ["Round two is set", "", " Updated  Round two is over", ""]


def test_a_history_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    assert isinstance(_history(tmp_path / "nowhere" / "history"), InMemoryHistory)
