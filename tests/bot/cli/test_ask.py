"""`visabot ask`."""

import json
from pathlib import Path

from tests.bot.cli.conftest import Run, Spawn


def test_a_command_is_answered_from_the_database(run: Run) -> None:
    run("db", "upgrade")
    with_name, without, in_words = run("ask", "/visa topics"), run("ask", "topics"), run("ask", "help", "latest")
    assert with_name.exit_code == without.exit_code == in_words.exit_code == 0
    assert with_name.output == without.output
    assert with_name.output.endswith("\n")


def test_json_is_one_object_for_programs(run: Run) -> None:
    run("db", "upgrade")
    answer = run("ask", "/visa topics", "--json")
    card = json.loads(answer.output)
    assert answer.output.count("\n") == 1
    assert (card["kind"], card["lang"]) == ("topics", "en")


def test_the_answer_comes_in_the_language_of_the_settings(run: Run) -> None:
    run("db", "upgrade")
    assert json.loads(run("ask", "topics", "--json", VISABOT_LOCALE="ko").output)["lang"] == "ko"


def test_an_answer_that_is_an_error_ends_in_1_and_goes_to_standard_error(run: Run) -> None:
    run("db", "upgrade")
    wrong = run("ask", "/visa latets")
    assert wrong.exit_code == 1
    assert wrong.stdout == ""
    assert "latets" in wrong.stderr
    as_json = run("ask", "/visa latets", "--json")
    assert (as_json.exit_code, json.loads(as_json.stdout)["kind"]) == (1, "error")


def test_without_a_database_it_says_what_to_do(run: Run, tmp_path: Path) -> None:
    missing = run("ask", "latest")
    assert missing.exit_code == 1
    assert f"there is no database at {tmp_path / 'bot.sqlite3'} yet: start `visabot run` once" in missing.stderr


def test_the_same_as_a_process_of_its_own(run: Run, spawn: Spawn) -> None:
    assert run("db", "upgrade").exit_code == 0
    answer = spawn("ask", "/visa help")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "latest" in answer.stdout
