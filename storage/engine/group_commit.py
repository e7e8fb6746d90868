"""Group commit: small writes that come at the same time share one transaction.

SQLite has one writer, and each commit waits for the disk. Sixty rows settled at once were sixty commits, and who came
after them waited for all. PostgreSQL writes what is committed at the same time together by itself ("commit_delay"), and
locks rows: two transactions of many rows could wait for each other. There each write stays alone.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from storage.engine.database import Database, Tx
from storage.engine.errors import StorageError

Work: TypeAlias = Callable[[Tx], Awaitable[None]]
"""A small write. It may be done a second time, in another transaction, where another of its group failed."""

AT_MOST = 64
"""Writes of one group: nobody else can write for so long."""


class GroupCommit:
    """The writes of one kind of work."""

    def __init__(self, database: Database) -> None:
        """Nothing is begun before the first write."""
        self._database = database
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, work: Work) -> None:
        """Do it in a transaction, and return when that is committed.

        Cancelled while it waits, it may be done or not. Raises what the work raises, and StorageError.
        """
        if self._database.path is None:
            async with self._database.write() as tx:
                await work(tx)
            return
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(work, done))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all(), name="group commit")
        await done

    async def settled(self) -> None:
        """Wait until nothing is being written."""
        while self._writing is not None:
            await asyncio.wait([self._writing])

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                await self._write_some()
        finally:
            self._writing = None

    async def _write_some(self) -> None:
        group: list[_Waiting] = []
        try:
            async with self._database.write() as tx:
                group = self._next()  # who came while we waited for our turn belongs to it
                for one in group:
                    await one.work(tx)
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            of_all = not group or (isinstance(error, StorageError) and error.is_outage)
            if len(group) > 1 and not of_all:
                await self._write_each(group)
                return
            for one in group or self._next():
                one.fail(error)
        else:
            for one in group:
                one.end()

    async def _write_each(self, group: Sequence["_Waiting"]) -> None:
        """One of them failed: the others must not."""
        for one in group:
            try:
                async with self._database.write() as tx:
                    await one.work(tx)
            except Exception as error:  # noqa: BLE001 - as above
                one.fail(error)
            else:
                one.end()

    def _next(self) -> list["_Waiting"]:
        group, self._waiting = self._waiting[:AT_MOST], self._waiting[AT_MOST:]
        return [one for one in group if not one.done.done()]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A write that somebody waits for."""

    work: Work
    done: asyncio.Future[None]

    def end(self) -> None:
        if not self.done.done():  # it is where nobody waits any more
            self.done.set_result(None)

    def fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)
