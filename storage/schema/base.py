"""What all tables share."""

from typing import Any

from sqlalchemy import Column, MetaData

from storage.engine.types import Id

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def own_id() -> Column[Any]:
    """Return the primary key of a table whose rows are named by number. Its table sets `sqlite_autoincrement`.

    A number is never given twice, also after its row is gone: outbox keys, delivery tokens and buttons in old messages
    name rows by it, and plain SQLite would start again at the highest number left.
    """
    return Column("id", Id, primary_key=True, autoincrement=True)
