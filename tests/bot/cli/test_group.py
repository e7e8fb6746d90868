"""The command line as a whole: help, versions, mistakes."""

import json
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from bot import __version__
from bot.cli.group import visabot
from tests.bot.cli.conftest import Run, Spawn


def commands() -> Iterator[list[str]]:
    def below(group: click.Group, path: list[str]) -> Iterator[list[str]]:
        for name in group.list_commands(click.Context(group)):
            command = group.get_command(click.Context(group), name)
            assert command is not None
            yield [*path, name]
            if isinstance(command, click.Group):
                yield from below(command, [*path, name])

    return below(visabot, [])


@pytest.mark.parametrize("path", [[], *commands()], ids=" ".join)
def test_the_help_of_every_command_says_what_it_does_and_gives_an_example(run: Run, path: list[str]) -> None:
    shown = run(*path, "--help")
    assert shown.exit_code == 0
    lines = shown.output.splitlines()
    assert lines[2].strip().endswith((".", ","))
    example = lines.index(next(line for line in lines if line.strip() in {"Example:", "Examples:"}))
    assert " ".join(["visabot", *path]) in lines[example + 1]
    assert all(len(line) <= 100 for line in lines)


def test_the_version_is_told_without_importing_the_bot(spawn: Spawn) -> None:
    assert spawn("--version").stdout == f"visabot, version {__version__}\n"
    loaded = "import sys, bot.cli.group; sys.exit(bool({'sqlalchemy', 'aiohttp', 'pydantic'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0


def test_what_a_chat_platform_takes_is_not_imported_before_one_is_opened() -> None:
    """A terminal without tokens, and the help, need not wait for it."""
    loaded = """
import sys
from bot.cli.group import visabot
import bot.chats, bot.run
for name in visabot.list_commands(None):
    visabot.get_command(None, name)
faces = ("bot.faces.discord.chat", "bot.faces.slack.chat")
sys.exit(bool({"discord", "slack_sdk", "slack_bolt", *faces} & set(sys.modules)))
"""
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0


def test_mistakes_in_the_settings_are_told_all_at_once_without_a_traceback(spawn: Spawn) -> None:
    wrong = spawn("run", "--headless", VISABOT_KEEP_DAYS="none", VISABOT_LOCAL="ko")
    assert wrong.returncode == 2
    assert wrong.stdout == ""
    assert wrong.stderr.startswith("visabot: The settings have 2 mistakes:\n")
    assert "VISABOT_KEEP_DAYS" in wrong.stderr
    assert "Did you mean VISABOT_LOCALE?" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_without_a_command_it_runs(run: Run) -> None:
    """Told by the mistake: only `run` reads a file that is named by an option of its own."""
    for arguments in ([], ["--headless"], ["run"]):
        wrong = run(*arguments, VISABOT_KEEP_DAYS="none")
        assert wrong.exit_code == 2
        assert "VISABOT_KEEP_DAYS" in wrong.stderr
    assert run("--no-such-option").exit_code == 2
    assert "No such command 'rum'" in run("rum").stderr


@pytest.mark.parametrize("desk", ["atlantis", "./nowhere"])
def test_a_desk_that_is_not_there_is_wrong_input(run: Run, desk: str) -> None:
    run("db", "upgrade")
    wrong = run("ask", "latest", VISABOT_DESK=desk)
    assert wrong.exit_code == 2
    assert desk.removeprefix("./") in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_analyze_answers_each_line_with_a_line(spawn: Spawn) -> None:
    item = {
        "id": "a1",
        "source": "yonhap-en",
        "title": "x",
        "url": "https://news.example/1",
        "published": "2025-09-28T01:00:00Z",
    }
    ran = spawn("analyze", stdin="\ufeff" + json.dumps(item) + "\n\n" + json.dumps(item | {"id": "a2"}) + "\n")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [json.loads(line)["id"] for line in ran.stdout.splitlines()] == ["a1", "a2"]
    wrong = spawn("analyze", stdin='{"id": 1}\nnot json\n' + json.dumps(item) + "\n")
    assert (wrong.returncode, wrong.stderr) == (
        1,
        "visabot: 2 of the lines are no items: see their answers for what is wrong\n",
    )
    assert ["error" in json.loads(line) for line in wrong.stdout.splitlines()] == [True, True, False]


@pytest.mark.parametrize("path", [[], ["ask"], ["feeds", "add"]], ids=" ".join)
def test_minus_h_is_help_everywhere(run: Run, path: list[str]) -> None:
    assert run(*path, "-h").output == run(*path, "--help").output


def test_a_stream_that_was_closed_before_the_start_is_no_crash(environ: dict[str, str]) -> None:
    python = f"'{sys.executable}' -m bot"
    closed = subprocess.run(
        ["/bin/sh", "-c", f"{python} db upgrade >&- && {python} ask help >&-"],
        env=environ,
        check=False,
        capture_output=True,
        text=True,
    )
    assert closed.returncode == 0
    assert closed.stderr == ""
