"""`visabot desk changes`."""

from tests.bot.cli.conftest import Run


def test_an_empty_database_has_no_changes_and_is_only_read(run: Run) -> None:
    run("db", "upgrade")
    told = run("desk", "changes")
    assert told.exit_code == 0
    assert told.output.startswith("korea_us_visa, version ")
    assert ": 0 entries stored since" in told.output


def test_without_a_database_it_says_what_to_do(run: Run) -> None:
    missing = run("desk", "changes")
    assert missing.exit_code == 1
    assert "there is no database at" in missing.stderr
