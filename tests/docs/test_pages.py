"""The docs say what the code does."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.commands_page import commands_page
from tests.docs.pages import COMMANDS, SETTINGS, SLACK, settings_page
from tests.docs.slack_page import slack_page


def test_every_setting_is_documented_as_it_is() -> None:
    """Failing? Run `python -m tests.docs.pages`."""
    assert SETTINGS.read_text(encoding="utf-8") == settings_page()


def test_every_command_is_documented_as_it_is_declared() -> None:
    """Failing? Run `python -m tests.docs.pages`."""
    assert COMMANDS.read_text(encoding="utf-8") == commands_page()


def test_what_the_slack_app_asks_for_is_documented_as_it_is_declared() -> None:
    """Failing? Run `python -m tests.docs.pages`."""
    assert SLACK.read_text(encoding="utf-8") == slack_page()


# A how-to names the files that its reader is about to make.
PAGES = [page for page in sorted((ROOT / "docs").rglob("*.md")) if not page.name.startswith("how-to")]


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.name)
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:bot|feeds|storage|tests|benchmarks|docs)/[\w./-]+)`", text))
    missing = sorted(name for name in named if not (ROOT / name).exists())
    assert missing == []
