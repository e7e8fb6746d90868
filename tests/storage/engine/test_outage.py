"""A database that fails is told from a mistake of ours, and each episode is heard of once."""

import os
import sqlite3
import stat
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.engine import engines
from storage.engine.database import Database
from storage.engine.errors import StorageError, StorageProblem
from storage.engine.outage import Outage


async def _select(database: Database) -> None:
    async with database.read() as tx:
        await tx.execute(text("SELECT 1"))


async def test_a_postgresql_that_goes_and_comes_is_heard_of_once_each(postgresql_empty: str) -> None:
    heard: list[Outage] = []
    database = await Database.open(postgresql_empty, heard=heard.append)
    name = postgresql_empty.rpartition("/")[2].partition("?")[0]
    with psycopg.connect(postgresql_empty.replace(f"/{name}", "/postgres"), autocommit=True) as admin:

        async def allow(*, connections: bool) -> None:
            admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {connections}")
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])

        async def lose() -> None:
            async with database.write() as tx:
                await allow(connections=False)
                await tx.execute(text("SELECT 1"))

        with pytest.raises(StorageError, match="does not answer") as caught:
            await lose()
        assert caught.value.problem is StorageProblem.UNREACHABLE
        assert caught.value.is_outage
        for _ in range(3):
            with pytest.raises(StorageError, match="does not answer"):
                await _select(database)
        assert [outage.error is None for outage in heard] == [False]
        await allow(connections=True)
        await _select(database)
        assert len(heard) == 1, "it may be a disk that can be read and not written"
        for _ in range(2):
            async with database.write() as tx:
                await tx.execute(text("SELECT 1"))
        assert [outage.error is None for outage in heard] == [False, True]
        await database.close()


async def test_a_full_disk_is_told_and_the_write_undone(sqlite_url: str) -> None:
    heard: list[Outage] = []
    database = await Database.open(sqlite_url, heard=heard.append)
    async with database.write() as tx:
        await tx.execute(text("CREATE TABLE filling (words TEXT)"))
        await tx.execute(text("PRAGMA max_page_count = 10"))
    with pytest.raises(StorageError, match="cannot be read or written: database or disk is full") as caught:
        async with database.write() as tx:
            await tx.execute(text("INSERT INTO filling VALUES (randomblob(1000000))"))
    assert caught.value.problem is StorageProblem.UNWRITABLE
    async with database.read() as tx:
        assert await tx.scalar(text("SELECT count(*) FROM filling")) == 0
    assert len(heard) == 1, "reading goes on, and ends no episode"
    async with database.write() as tx:
        await tx.execute(text("INSERT INTO filling VALUES ('few')"))
    assert [outage.error is None for outage in heard] == [False, True]
    await database.close()


async def test_what_we_asked_wrongly_stays_an_error_of_ours(database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.read() as tx:
            await tx.execute(text("SELECT nothing FROM nowhere"))


async def test_a_reader_that_is_locked_out_is_told(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0)
    database = await Database.open(sqlite_url)
    other = sqlite3.connect(str(database.path), isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageError, match="locked by another program") as caught:
        async with database.read() as tx:
            await tx.execute(text("SELECT * FROM sqlite_master"))
    assert caught.value.problem is StorageProblem.BUSY
    other.close()
    await _select(database)
    await database.close()


async def test_a_new_file_and_what_sqlite_puts_beside_it_are_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        database = await Database.open(f"sqlite:///{tmp_path}/new.sqlite3")
        await database.upgrade()
        async with database.write() as tx:
            await tx.execute(text("CREATE TABLE another (n INTEGER)"))
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in os.scandir(tmp_path)}
        await database.close()
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(["new.sqlite3", "new.sqlite3-wal", "new.sqlite3-shm"], 0o600)


async def test_a_file_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "shared.sqlite3"
    file.touch()
    file.chmod(0o640)
    await (await Database.open(f"sqlite:///{file}")).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
