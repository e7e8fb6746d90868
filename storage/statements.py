"""Forms of statement that both engines share."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")

IN_ONE_LIST = 5000
"""Values of one IN list: PostgreSQL takes 65,535 parameters a statement, SQLite 32,766 by default."""


def upsert(dialect: Dialect, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return the INSERT of this engine that can say ON CONFLICT."""
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)


def batches(values: Sequence[T], size: int = IN_ONE_LIST) -> Iterator[Sequence[T]]:
    """Cut `values` into runs of at most `size`."""
    return (values[start : start + size] for start in range(0, len(values), size))
