"""The database says what is wrong with it, and its transactions are all or nothing."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import workspaces
from storage.engine import engines
from storage.engine.database import Database, Tx
from storage.engine.errors import StorageError, StorageProblem
from storage.engine.url import engine_url, shown
from tests.storage.world import DESK, NOON


async def put(tx: Tx, name: str) -> None:
    await workspaces.put(tx, platform="discord", external=name, name=name, locale="en", now=NOON)


async def names(database: Database) -> list[str]:
    async with database.read() as tx:
        return [one.name for one in await workspaces.listing(tx)]


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///visabot.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:////var/lib/visabot.db", "sqlite+aiosqlite"),
        ("postgresql://me@host/news", "postgresql+psycopg"),
        ("postgres://me@host/news", "postgresql+psycopg"),
        ("postgresql+asyncpg://me@host/news", "postgresql+psycopg"),
    ],
)
def test_a_url_is_spoken_with_the_driver_we_have(url: str, driver: str) -> None:
    assert engine_url(url).drivername == driver


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://me@host/news", 'begins with "mysql"'),
        ("visabot.db", "cannot be read"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
async def test_a_url_that_cannot_be_used_is_refused_with_what_to_write(url: str, says: str) -> None:
    with pytest.raises(StorageError, match=says) as caught:
        await Database.open(url)
    assert caught.value.problem is StorageProblem.BAD_URL


def test_a_password_is_never_shown() -> None:
    assert "hunter2" not in shown(engine_url("postgresql://me:hunter2@host/news"))
    with pytest.raises(StorageError) as caught:
        engine_url("mysql://me:hunter2@host/news")
    assert "hunter2" not in str(caught.value)


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=f"the folder {tmp_path / 'gone'} does not exist") as caught:
        await Database.open(f"sqlite:///{tmp_path / 'gone' / 'visabot.db'}")
    assert caught.value.problem is StorageProblem.FOLDER_MISSING


async def test_a_folder_in_the_files_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is a folder"):
        await Database.open(f"sqlite:///{tmp_path}")


async def test_a_place_where_no_file_can_be_written_is_named() -> None:
    with pytest.raises(StorageError, match=r"/proc/self/visabot\.db cannot be opened for writing") as caught:
        await Database.open("sqlite:////proc/self/visabot.db")
    assert caught.value.problem is StorageProblem.UNWRITABLE


async def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader, this is no database at all.")
    with pytest.raises(StorageError, match="is not a sound SQLite database") as caught:
        await Database.open(f"sqlite:///{letter}")
    assert caught.value.problem is StorageProblem.NOT_A_DATABASE
    assert letter.read_text().startswith("Dear reader")


async def test_a_damaged_file_is_no_sound_database(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"SQLite format 3\0" + b"\xff" * 4080)
    with pytest.raises(StorageError, match="not a sound SQLite database"):
        await Database.open(f"sqlite:///{damaged}")


async def test_a_server_that_does_not_answer_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="does not answer") as caught:
        await Database.open(f"postgresql://me:hunter2@/news?host={tmp_path}")
    assert caught.value.problem is StorageProblem.UNREACHABLE
    assert "hunter2" not in str(caught.value)


async def test_an_empty_database_is_upgraded_to_what_this_release_needs(empty_url: str) -> None:
    database = await Database.open(empty_url)
    assert (await database.check()).kind == "empty"
    with pytest.raises(StorageError, match="run `visabot db upgrade`") as caught:
        await database.require_current()
    assert caught.value.problem is StorageProblem.NOT_UPGRADED
    states = await asyncio.gather(database.upgrade(), database.upgrade())
    assert {state.kind for state in states} == {"current"}
    await database.require_current()
    async with database.write() as tx:
        await put(tx, "kept")
    assert (await database.upgrade()).kind == "current"
    assert await names(database) == ["kept"]
    await database.close()


async def test_a_database_of_a_later_release_is_not_touched(database: Database) -> None:
    async with database.write() as tx:
        known = await tx.scalar(text("SELECT version_num FROM alembic_version"))
        await tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert (await database.check()).kind == "newer"
    for refused in (database.require_current, database.upgrade):
        with pytest.raises(StorageError, match="upgraded by a later release") as caught:
            await refused()
        assert caught.value.problem is StorageProblem.NEWER
    async with database.write() as tx:  # the next test uses the same PostgreSQL database
        await tx.execute(text("UPDATE alembic_version SET version_num = :known"), {"known": known})


async def test_an_older_database_is_told_from_an_empty_one(database: Database) -> None:
    async with database.write() as tx:
        known = await tx.scalar(text("SELECT version_num FROM alembic_version"))
        await tx.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert (await database.check()).kind == "old"
    async with database.write() as tx:
        await tx.execute(text("UPDATE alembic_version SET version_num = :known"), {"known": known})


async def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        async with database.read() as tx:
            await put(tx, "sneaked in")
    assert await names(database) == []


async def test_a_read_sees_one_state_throughout(database: Database) -> None:
    async with database.read() as tx:
        before = await workspaces.listing(tx)
        async with database.write() as writing:
            await put(writing, "meanwhile")
        assert await workspaces.listing(tx) == before == []
    assert await names(database) == ["meanwhile"]


async def test_an_exception_undoes_the_whole_write(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as tx:
            await put(tx, "half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await names(database) == []
    async with database.write() as tx:
        await put(tx, "whole")
    assert await names(database) == ["whole"]


async def test_a_cancelled_turn_is_undone_and_gives_its_connection_back(database: Database) -> None:
    for _ in range(12):  # more than there are connections
        inside = asyncio.Event()

        async def turn(inside: asyncio.Event = inside) -> None:
            async with database.turn(DESK) as tx:
                await put(tx, "half")
                inside.set()
                while True:
                    await put(tx, "half")

        task = asyncio.create_task(turn())
        await inside.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with database.turn(DESK) as tx:
        await put(tx, "whole")
    assert await names(database) == ["whole"]


async def test_cancelled_reads_give_their_connections_back(database: Database) -> None:
    for _ in range(12):
        inside = asyncio.Event()

        async def read(inside: asyncio.Event = inside) -> None:
            async with database.read() as tx:
                while True:
                    await workspaces.listing(tx)
                    inside.set()

        task = asyncio.create_task(read())
        await inside.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await names(database) == []


async def test_turns_of_one_desk_never_overlap_even_of_two_processes(url: str) -> None:
    databases = [await Database.open(url), await Database.open(url)]
    running: list[int] = []
    most = 0

    async def turn(number: int) -> None:
        nonlocal most
        async with databases[number % 2].turn(DESK) as tx:
            running.append(number)
            most = max(most, len(running))
            await put(tx, f"turn {number}")
            await asyncio.sleep(0)
            running.remove(number)

    await asyncio.gather(*(turn(number) for number in range(8)))
    assert most == 1
    assert len(await names(databases[0])) == 8
    for database in databases:
        await database.close()


async def test_reading_goes_on_while_a_turn_is_open(database: Database) -> None:
    async with database.turn(DESK) as tx:
        await put(tx, "unfinished")
        assert await names(database) == []


async def test_a_database_that_another_program_locks_is_said_to_be_busy(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0)
    database = await Database.open(sqlite_url)
    other = sqlite3.connect(str(database.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="locked by another program") as caught:
        async with database.write():
            pass
    assert caught.value.problem is StorageProblem.BUSY
    other.execute("ROLLBACK")
    other.close()
    async with database.write() as tx:
        await put(tx, "free again")
    await database.close()


async def test_sqlite_keeps_what_was_committed_when_the_power_fails(sqlite_url: str) -> None:
    for durable, level in ((True, 2), (False, 0)):
        database = await Database.open(sqlite_url, durable=durable)
        async with database.write() as tx:
            assert await tx.scalar(text("PRAGMA synchronous")) == level
            assert await tx.scalar(text("PRAGMA journal_mode")) == "wal"
            assert await tx.scalar(text("PRAGMA foreign_keys")) == 1
        await database.close()
