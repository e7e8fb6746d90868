"""The database: opened once, handed to whoever reads or writes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from hashlib import blake2b
from pathlib import Path
from typing import Self, TypeAlias

from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.engine.engines import postgresql, sqlite_readers, sqlite_writer
from storage.engine.errors import StorageError, StorageProblem
from storage.engine.outage import Outage, Watch
from storage.engine.upgrade import SchemaState, schema_state, upgrade
from storage.engine.url import BUSY_SECONDS, check_file, engine_url, shown, sqlite_path

Tx: TypeAlias = AsyncConnection
"""An open transaction. Opaque outside storage/: pass it to the functions here, and to nothing else."""


class Database:
    """One database, SQLite or PostgreSQL. Use `open`, and `close` when done."""

    def __init__(self, url: URL, reader: AsyncEngine, writer: AsyncEngine, heard: Callable[[Outage], None]) -> None:
        """Take open engines: use `Database.open`."""
        self._url = url
        self._watch = Watch(url, heard)
        self._reader = reader
        self._writer = writer
        # One writer at a time on SQLite: who waits here waits fairly, and holds no thread. PostgreSQL needs none.
        self._writing: AbstractAsyncContextManager[object] = (
            asyncio.Lock() if url.get_backend_name() == "sqlite" else nullcontext()
        )

    @classmethod
    async def open(cls, url: str, *, durable: bool = True, heard: Callable[[Outage], None] = lambda _: None) -> Self:
        """Connect to the database that `url` names; an SQLite file that does not exist yet is created, empty.

        Args:
            url: see `storage.engine.url.engine_url`.
            durable: False gives up safety from power failure, for databases that are thrown away.
            heard: told when the database begins to fail, and when it is well again.

        Raises:
            StorageError: it cannot be used, and why.

        """
        parsed = engine_url(url)
        path = sqlite_path(parsed)
        if path is not None:
            await asyncio.to_thread(check_file, path)
            return cls(parsed, sqlite_readers(parsed), sqlite_writer(parsed, durable=durable), heard)
        engine = postgresql(parsed)
        try:
            async with engine.connect():
                pass
        except DBAPIError as error:
            await engine.dispose()
            reason = str(error.orig).strip().splitlines()[0]
            message = f"{shown(parsed)} does not answer: {reason}"
            raise StorageError(StorageProblem.UNREACHABLE, message) from error
        return cls(parsed, engine, engine, heard)

    @property
    def name(self) -> str:
        """What to call it when speaking to people: the file's path, or the address without the password."""
        return shown(self._url)

    @property
    def path(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        return sqlite_path(self._url)

    async def close(self) -> None:
        """Close all connections."""
        await self._reader.dispose()
        await self._writer.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """Open a transaction that sees one state of the database throughout, and cannot write.

        Raises StorageError when the database fails, here or within the block.
        """
        with self._watch.used(reading=True):
            async with self._reader.connect() as connection:
                if self.path is None:
                    await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
                async with connection.begin():
                    yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """Open a transaction that is committed at the end, and rolled back by any exception, cancellation included.

        Raises StorageError when another process keeps the write lock for too long, or the database fails.
        """
        with self._watch.used():
            async with self._writing, self._writer.connect() as connection:
                try:
                    transaction = await connection.begin()
                except DBAPIError as error:
                    if "locked" not in str(error.orig):
                        raise
                    message = f"{self.name} has been locked by another program for {BUSY_SECONDS} seconds"
                    raise StorageError(StorageProblem.BUSY, message) from error
                yield connection
                await transaction.commit()  # else leaving the connection rolls back

    @asynccontextmanager
    async def turn(self, desk: str) -> AsyncIterator[Tx]:
        """Open a write transaction that has the desk to itself: reading and writing, in any process.

        Group, decide and record happen in one of these.
        """
        async with self.write() as tx:
            if self.path is None:  # on SQLite there is but one writer
                key = int.from_bytes(blake2b(f"visabot desk {desk}".encode(), digest_size=8).digest(), signed=True)
                await tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
            yield tx

    async def upgrade(self) -> SchemaState:
        """Bring the tables to what this release needs, and return the state; an empty database gets them all.

        Raises StorageError when a later release has upgraded it.
        """
        return await asyncio.to_thread(upgrade, self._url)

    async def check(self) -> SchemaState:
        """Tell whether the tables are what this release needs; changes nothing."""
        async with self.read() as tx:
            return await tx.run_sync(schema_state)

    async def require_current(self) -> None:
        """Raise StorageError unless the tables are what this release needs."""
        state = await self.check()
        if state.kind == "newer":
            raise state.too_new(self.name)
        if state.kind != "current":
            message = f"{self.name} is not upgraded to this release: run `visabot db upgrade`"
            raise StorageError(StorageProblem.NOT_UPGRADED, message)
