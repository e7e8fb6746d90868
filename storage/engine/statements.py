"""Forms of statement that both engines share."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Dialect, Executable, Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")

ROWS_AT_ONCE = 250
"""Rows of one executemany. Preparing that many takes about 10 ms of the event loop (promise 5 allows 50)."""

IN_ONE_LIST = 5000
"""Values of one IN list: PostgreSQL takes 65,535 parameters a statement, SQLite 32,766 by default."""


def upsert(dialect: Dialect, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return the INSERT of this engine that can say ON CONFLICT."""
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)


async def write(tx: AsyncConnection, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run a statement for every row, many at once; for none, do nothing."""
    for batch in batches(rows, ROWS_AT_ONCE):
        await tx.execute(statement, batch)


async def new_ids(tx: AsyncConnection, table: Table, count: int) -> list[int]:
    """Take `count` fresh ids of a table, ascending, to insert rows by: so that many rows are one executemany.

    RETURNING in the order of the rows would cost SQLite a statement a row. Its writer is alone, so the ids stay free.
    """
    if count == 0:
        return []
    if tx.dialect.name == "sqlite":
        last = await tx.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
        return list(range((last or 0) + 1, (last or 0) + 1 + count))
    drawn = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
    return sorted((await tx.scalars(drawn, {"name": table.name, "count": count})).all())


def batches(values: Sequence[T], size: int = IN_ONE_LIST) -> Iterator[Sequence[T]]:
    """Cut `values` into runs of at most `size`."""
    return (values[start : start + size] for start in range(0, len(values), size))
