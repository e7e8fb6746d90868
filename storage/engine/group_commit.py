"""Group commit: small writes that come at the same time share one commit.

SQLite has one writer, and each commit waits for the disk. Sixty rows settled at once were sixty commits, and who came
after them waited for all. PostgreSQL writes what is committed at the same time together by itself ("commit_delay"), and
locks rows: two transactions of many rows could wait for each other. There each write stays alone.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from storage.engine.database import Database, Tx
from storage.engine.grouping import Grouping

Work: TypeAlias = Callable[[Tx], Awaitable[None]]
"""A small write. It may be done a second time, in another transaction, where another of its group failed."""


class GroupCommit:
    """The writes of one kind of work."""

    def __init__(self, database: Database) -> None:
        """Nothing is begun before the first write."""
        self._database = database
        self._group: Grouping[Work, None] = Grouping(database.write, _do_all)

    async def write(self, work: Work) -> None:
        """Do it in a transaction, and return when that is committed.

        Cancelled while it waits, it may be done or not. Raises what the work raises, and StorageError.
        """
        if self._database.path is not None:
            await self._group.answer(work)
            return
        async with self._database.write() as tx:
            await work(tx)


async def _do_all(tx: Tx, works: Sequence[Work]) -> list[None]:
    for work in works:
        await work(tx)
    return [None] * len(works)
