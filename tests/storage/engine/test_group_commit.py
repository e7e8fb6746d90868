"""Writes that come at the same time share a commit, and nothing else: each is done or fails by itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from storage.engine.database import Database, Tx
from storage.engine.errors import StorageError
from storage.engine.group_commit import GroupCommit
from storage.engine.grouping import AT_MOST

Count = Callable[[], int]


@pytest.fixture
async def noted(database: Database) -> AsyncIterator[Database]:
    async with database.write() as tx:
        await tx.execute(text("CREATE TABLE noted (number INTEGER PRIMARY KEY)"))
    yield database
    async with database.write() as tx:
        await tx.execute(text("DROP TABLE noted"))


@pytest.fixture
async def on_sqlite(sqlite_url: str) -> AsyncIterator[Database]:
    """On PostgreSQL each write is alone: no group can fail."""
    database = await Database.open(sqlite_url)
    async with database.write() as tx:
        await tx.execute(text("CREATE TABLE noted (number INTEGER PRIMARY KEY)"))
    yield database
    await database.close()


@pytest.fixture
def commits(noted: Database) -> Count:
    """How many transactions that write were committed since."""
    seen: list[Any] = []
    event.listen(noted._writer.sync_engine, "commit", seen.append)
    return lambda: len(seen)


def _note(number: int) -> Callable[[Tx], Any]:
    async def work(tx: Tx) -> None:
        await tx.execute(text("INSERT INTO noted VALUES (:number)"), {"number": number})

    return work


async def _noted(database: Database) -> list[int]:
    async with database.read() as tx:
        return list(await tx.scalars(text("SELECT number FROM noted ORDER BY number")))


async def test_writes_of_one_moment_are_few_commits_on_sqlite_and_one_each_on_postgresql(
    noted: Database, commits: Count
) -> None:
    group = GroupCommit(noted)
    count = 2 * AT_MOST
    await asyncio.gather(*(group.write(_note(number)) for number in range(count)))
    assert commits() == (2 if noted.path else count)
    assert await _noted(noted) == list(range(count))


async def test_who_comes_while_a_group_waits_for_its_turn_belongs_to_it(noted: Database, commits: Count) -> None:
    group = GroupCommit(noted)
    async with noted.write():
        first = asyncio.create_task(group.write(_note(1)))
        await asyncio.sleep(0.01)
        second = asyncio.create_task(group.write(_note(2)))
        await asyncio.sleep(0.01)
    await asyncio.gather(first, second)
    assert commits() == (2 if noted.path else 3)
    assert await _noted(noted) == [1, 2]


async def test_it_is_committed_when_the_writer_hears_of_it(noted: Database) -> None:
    group = GroupCommit(noted)

    async def write_and_look(number: int) -> bool:
        await group.write(_note(number))
        return number in await _noted(noted)

    assert all(await asyncio.gather(*(write_and_look(number) for number in range(20))))


async def test_what_fails_fails_alone_and_its_own_writer_hears_of_it(noted: Database) -> None:
    group = GroupCommit(noted)
    outcomes = await asyncio.gather(*(group.write(_note(number)) for number in (1, 2, 2, 3)), return_exceptions=True)
    assert [outcomes[0], outcomes[3]] == [None, None]
    assert sorted(type(outcome).__name__ for outcome in outcomes[1:3]) == [IntegrityError.__name__, "NoneType"]
    assert await _noted(noted) == [1, 2, 3]
    await group.write(_note(4))
    assert await _noted(noted) == [1, 2, 3, 4]


async def test_a_failing_database_is_told_to_all_of_a_group(on_sqlite: Database) -> None:
    group, tries = GroupCommit(on_sqlite), 0

    async def fill(tx: Tx) -> None:
        nonlocal tries
        tries += 1
        await tx.execute(text("PRAGMA max_page_count = 1"))
        await tx.execute(text("CREATE TABLE filling AS SELECT randomblob(1000000) AS words"))

    outcomes = await asyncio.gather(*(group.write(fill) for _ in range(3)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StorageError] * 3
    assert tries == 1, "a disk that is full is not tried again for each"


async def test_who_is_cancelled_takes_nobody_along(on_sqlite: Database) -> None:
    group = GroupCommit(on_sqlite)
    async with on_sqlite.write():
        writes = [asyncio.create_task(group.write(_note(number))) for number in range(3)]
        await asyncio.sleep(0.01)
        writes[0].cancel()
        await asyncio.sleep(0)
    await asyncio.gather(*writes, return_exceptions=True)
    assert await _noted(on_sqlite) == [1, 2]


async def test_what_has_begun_is_committed_although_nobody_waits_any_more(on_sqlite: Database) -> None:
    group, begun = GroupCommit(on_sqlite), asyncio.Event()

    async def work(tx: Tx) -> None:
        begun.set()
        await _note(1)(tx)

    writing = asyncio.create_task(group.write(work))
    await begun.wait()
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    await group.write(_note(2))
    assert await _noted(on_sqlite) == [1, 2]
