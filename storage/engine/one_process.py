"""One running visabot a database, on either engine."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from storage.engine.errors import StorageError, StorageProblem
from storage.engine.lock import process_lock
from storage.engine.trouble import told
from storage.engine.url import engine_url, shown, sqlite_path

_KEY = 0x7669_7361_626F_7401  # "visabot", and another one than the upgrade's
_LONGEST = 63
"""Bytes of an application's name that PostgreSQL keeps (NAMEDATALEN, runtime-config-logging)."""


@asynccontextmanager
async def one_process(url: str, who: str) -> AsyncIterator[None]:
    """Have the database to oneself for as long as the block runs; a process that dies gives it free.

    On SQLite it is the lock beside the file. On PostgreSQL it is an advisory lock of a session that does nothing else:
    the server frees it with the connection. Where the server itself restarts, the lock is gone until the next start;
    what is due is claimed by lease, so that even then two processes do not say the same.

    Args:
        url: of the database.
        who: what the second one is told of the first, in ASCII: "visabot run, since 14:05 UTC".

    Raises:
        StorageError: another process has it, or the database cannot be used.

    """
    parsed = engine_url(url)
    path = sqlite_path(parsed)
    if path is not None:
        with process_lock(path, who):
            yield
        return
    settings = {"connect_timeout": 10, "application_name": who[:_LONGEST], "keepalives_idle": 60}
    engine = create_async_engine(parsed, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=settings)
    try:
        with told(parsed):
            session = await engine.connect()
        try:
            with told(parsed):
                await _take(session, parsed)
            yield
        finally:
            await session.invalidate()  # closes it, also where the server has gone
            await session.close()
    finally:
        await engine.dispose()


async def _take(session: AsyncConnection, url: URL) -> None:
    if await session.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}):
        return
    holder = await session.scalar(
        text(
            "SELECT application_name || coalesce(' at ' || host(client_addr), '') FROM pg_locks "
            "JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted AND objsubid = 1 "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
            "AND (classid::bigint << 32) + objid::bigint = :key"
        ),
        {"key": _KEY},
    )
    message = (
        f"{shown(url)} is in use by {holder or 'another visabot'}: stop that one, or name another database in "
        "VISABOT_DATABASE_URL"
    )
    raise StorageError(StorageProblem.IN_USE, message)
