"""Grouping: small uses of the database that come at the same time share one transaction.

Who waits for it asks for one thing; what is asked while a transaction is waited for, or is under way, is done in the
next one. So a group is as large as the database is busy, and alone nobody waits.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from storage.engine.database import Tx
from storage.engine.errors import StorageError

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

Transaction: TypeAlias = Callable[[], AbstractAsyncContextManager[Tx]]
"""Opens one, such as `Database.write`."""

AT_MOST = 64
"""Things of one group: nobody else has that connection meanwhile."""


class Grouping(Generic[Asked, Answer]):
    """One kind of use, one transaction at a time."""

    def __init__(
        self, transaction: Transaction, do: Callable[[Tx, Sequence[Asked]], Awaitable[Sequence[Answer]]]
    ) -> None:
        """`do` answers each of a group, in order. It is asked again, one by one, where it fails for a group."""
        self._transaction = transaction
        self._do = do
        self._waiting: list[_Waiting[Asked, Answer]] = []
        self._working: asyncio.Task[None] | None = None

    async def answer(self, asked: Asked) -> Answer:
        """Return the answer when the transaction is over.

        Cancelled while it waits, it may be done or not. Raises what `do` raises for it alone, and StorageError.
        """
        one: _Waiting[Asked, Answer] = _Waiting(asked, asyncio.get_running_loop().create_future())
        self._waiting.append(one)
        if self._working is None:
            self._working = asyncio.create_task(self._work(), name="grouping")
        return await one.answer

    async def _work(self) -> None:
        try:
            while self._waiting:
                await self._next()
        finally:
            self._working = None

    async def _next(self) -> None:
        group: list[_Waiting[Asked, Answer]] = []
        try:
            async with self._transaction() as tx:
                group = self._take()  # who came while we waited for the transaction belongs to it
                answers = await self._do(tx, [one.asked for one in group])
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            of_all = not group or (isinstance(error, StorageError) and error.is_outage)
            if len(group) > 1 and not of_all:
                await self._each(group)
                return
            for one in group or self._take():
                one.fail(error)
        else:
            for one, answer in zip(group, answers, strict=True):
                one.end(answer)

    async def _each(self, group: Sequence["_Waiting[Asked, Answer]"]) -> None:
        """One of them failed: the others must not."""
        for one in group:
            try:
                async with self._transaction() as tx:
                    (answer,) = await self._do(tx, [one.asked])
            except Exception as error:  # noqa: BLE001 - as above
                one.fail(error)
            else:
                one.end(answer)

    def _take(self) -> list["_Waiting[Asked, Answer]"]:
        group, self._waiting = self._waiting[:AT_MOST], self._waiting[AT_MOST:]
        return [one for one in group if not one.answer.done()]


@dataclass(frozen=True, slots=True)
class _Waiting(Generic[Asked, Answer]):
    """Something asked, and where its answer is waited for."""

    asked: Asked
    answer: asyncio.Future[Answer]

    def end(self, answer: Answer) -> None:
        if not self.answer.done():  # it is where nobody waits any more
            self.answer.set_result(answer)

    def fail(self, error: Exception) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)
