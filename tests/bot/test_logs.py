"""Logs go to standard error, one line an event, without secrets."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import logging, sys, structlog
from bot.logs import configure
configure(sys.argv[1], "info", ["geheim", "to"])
log = structlog.get_logger("bot.poll")
evil = "a\\x1b[2J\\nb"
log.info("asked", url="https://joe:pass@x.example/a", items=["geheim", 3], evil=evil, error=ValueError("geheim"))
logging.getLogger("aiohttp").warning("took %s from %s", "geheim", "https://joe@y.example/")
log.debug("not told")
logging.getLogger("apscheduler.scheduler").info("not told")
try:
    raise RuntimeError("geheim")
except RuntimeError:
    log.exception("failed")
"""


def logged(form: str) -> list[str]:
    ran = subprocess.run([sys.executable, "-c", PROGRAM, form], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout == ""
    return ran.stderr.splitlines()


def test_json_has_one_object_for_each_event_whoever_logged_it() -> None:
    asked, took, failed = map(json.loads, logged("json"))
    assert asked["event"] == "asked"
    assert asked["items"] == ["***", 3]
    assert asked["evil"] == "a[2J b"
    assert asked["logger"] == "bot.poll"
    assert took["event"] == "took *** from https://***@y.example/"
    assert failed["exception"].startswith("Traceback")
    assert failed["exception"].endswith("RuntimeError: ***")


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_and_no_control_character_is_logged(form: str) -> None:
    lines = "\n".join(logged(form))
    assert "geheim" not in lines
    assert "pass@" not in lines
    assert "\x1b" not in lines
    assert "not told" not in lines
    assert "took *** from" in lines, "a text as short as 'to' is hidden nowhere"


def test_that_a_chat_platform_listens_is_told_above_the_prompt_too() -> None:
    quiet = PROGRAM.replace('"info", ["geheim", "to"]', '"warning", [], listening=True')
    ready = 'structlog.get_logger("bot.listening").info("discord ready")'
    ran = subprocess.run([sys.executable, "-c", quiet + ready, "text"], capture_output=True, text=True, cwd=ROOT)  # noqa: PLW1510 - what it printed says more
    assert "discord ready" in ran.stderr
    assert "asked" not in ran.stderr


def test_text_has_the_level_and_the_logger_in_the_line() -> None:
    first = logged("text")[0]
    assert "info" in first
    assert "asked" in first
    assert "[bot.poll]" in first
    assert "url=https://***@x.example/a" in first


OUTAGE = """
import structlog
from bot.logs import configure
from storage.engine.errors import StorageError, StorageProblem
configure("text", "info", [])
log = structlog.get_logger("bot.poll")
for problem in (StorageProblem.UNREACHABLE, StorageProblem.BUSY, StorageProblem.CONFLICT):
    try:
        raise StorageError(problem, f"what happened: {problem}")
    except StorageError:
        log.exception("job failed")
"""


def test_what_fails_because_the_database_does_is_left_to_the_line_that_told_it() -> None:
    ran = subprocess.run([sys.executable, "-c", OUTAGE], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stderr.count("job failed") == 1
    assert "what happened: conflict" in ran.stderr
