"""The engines: how each database is spoken to, so that both keep the same promises."""

from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.engine.types import to_json
from storage.engine.url import BUSY_SECONDS

READERS = 4
"""Connections that read at once. More gain nothing on SQLite: each is a thread that holds the interpreter lock."""


def sqlite_writer(url: URL, *, durable: bool) -> AsyncEngine:
    """Return an engine of one connection whose transactions begin with BEGIN IMMEDIATE.

    Read-then-write in a deferred transaction fails with "database is locked" whatever the busy timeout.
    synchronous=FULL: NORMAL loses the last commits when the power fails, and what was said would be said again.
    """
    engine = create_async_engine(url, pool_size=1, max_overflow=0, json_serializer=to_json)
    pragmas = [
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        f"synchronous={'FULL' if durable else 'OFF'}",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-32768",
        "journal_size_limit=67108864",
    ]
    _prepare(engine, pragmas, "BEGIN IMMEDIATE")
    return engine


def sqlite_readers(url: URL) -> AsyncEngine:
    """Return an engine whose transactions see one state of the database and cannot write."""
    engine = create_async_engine(url, pool_size=READERS, max_overflow=0, json_serializer=to_json)
    pragmas = [f"busy_timeout={BUSY_SECONDS * 1000}", "temp_store=MEMORY", "cache_size=-16384", "query_only=ON"]
    _prepare(engine, pragmas, "BEGIN")
    return engine


def _prepare(engine: AsyncEngine, pragmas: list[str], begin: str) -> None:
    def connected(connection: Any, _: ConnectionPoolEntry) -> None:  # noqa: ANN401 - the driver's own, untyped
        connection.isolation_level = None  # else the driver begins transactions of its own
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", connected)
    event.listen(engine.sync_engine, "begin", begun)


def postgresql(url: URL) -> AsyncEngine:
    """Return the engine for a PostgreSQL server."""
    return create_async_engine(
        url,
        pool_size=5,
        max_overflow=5,
        pool_pre_ping=True,  # a restarted server costs one round trip, not a failed turn
        json_serializer=to_json,
        connect_args={"connect_timeout": 10, "application_name": "visabot"},
    )
