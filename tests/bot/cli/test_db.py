"""`visabot db` and `visabot health`."""

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage import heartbeats
from storage.engine.database import Database
from tests.bot.cli.conftest import Run


def test_a_database_is_made_upgraded_and_found_right(run: Run, tmp_path: Path) -> None:
    missing = run("db", "check")
    assert missing.exit_code == 1
    assert f"there is no database at {tmp_path / 'bot.sqlite3'} yet" in missing.stderr
    assert not (tmp_path / "bot.sqlite3").exists(), "a check makes nothing"
    made = run("db", "upgrade")
    assert made.exit_code == 0
    assert str(tmp_path / "bot.sqlite3") in made.output
    assert run("db", "check").exit_code == 0
    assert run("db", "upgrade").output == made.output


def test_our_own_folder_is_made_and_no_other_is(run: Run, tmp_path: Path) -> None:
    assert run("db", "upgrade", VISABOT_DATABASE_URL="").exit_code == 0
    assert (tmp_path / "data" / "visabot" / "visabot.sqlite3").exists()
    assert (tmp_path / "data" / "visabot").stat().st_mode & 0o077 == 0
    wrong = run("db", "upgrade", VISABOT_DATABASE_URL=f"sqlite:///{tmp_path}/mistyped/bot.sqlite3")
    assert wrong.exit_code == 2
    assert "mistyped does not exist" in wrong.stderr


def test_a_file_that_is_no_database_is_told_and_left_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    file.write_text("a letter, and no database", encoding="utf-8")
    for command in ("check", "upgrade"):
        told = run("db", command)
        assert told.exit_code == 1
        assert f"{file} is not a" in told.stderr
        assert file.read_text(encoding="utf-8") == "a letter, and no database"


def test_a_check_of_an_empty_database_names_the_command_that_fills_it(run: Run, tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "bot.sqlite3").execute("VACUUM").connection.close()
    (tmp_path / "bot.sqlite3").touch()
    for _ in range(2):
        empty = run("db", "check")
        assert empty.exit_code == 1
        assert "is empty: run `visabot db upgrade`" in empty.stderr


def test_health_is_good_only_when_the_poll_job_looked_within_three_minutes(run: Run, environ: dict[str, str]) -> None:
    assert run("health").exit_code == 1
    run("db", "upgrade")
    never = run("health")
    assert never.exit_code == 1
    assert "never polled" in never.stderr
    for job, age, code in (("deliver", 0, 1), ("poll", 10, 1), ("poll", 4, 1), ("poll", 2, 0)):
        asyncio.run(_beat(environ["VISABOT_DATABASE_URL"], job, timedelta(minutes=age)))
        assert run("health").exit_code == code, (job, age)


async def _beat(url: str, job: str, age: timedelta) -> None:
    database = await Database.open(url)
    async with database.write() as tx:
        await heartbeats.beat(tx, job, datetime.now(UTC) - age)
    await database.close()
