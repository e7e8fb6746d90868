"""The migrations build exactly the tables that the code speaks of."""

import re

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.schema import CreateIndex, CreateTable

from storage.engine.database import Database
from storage.engine.url import engine_url
from storage.schema import metadata


def _ours(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or (name != "alembic_version" and not str(name).startswith("entry_words"))


async def test_no_table_column_index_or_key_differs_from_what_the_code_says(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _ours})
        found = compare_metadata(context, metadata)
        # The full-text table is each engine's own: see test_search.
        return [one for one in found if "entry_words" not in str(one)]

    async with database.read() as tx:
        assert await tx.run_sync(differences) == []


def test_sqlite_tables_and_indices_are_made_in_the_very_words_of_the_schema(sqlite_url: str) -> None:
    """Alembic compares neither the condition of a partial index nor WITHOUT ROWID nor AUTOINCREMENT."""
    engine = create_engine(engine_url(sqlite_url).set(drivername="sqlite"))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        made = {row.name: _words(row.sql) for row in rows}
    engine.dispose()
    dialect = engine.dialect
    for table in metadata.sorted_tables:
        if table.name == "entry_words":
            continue
        assert _parts(made[table.name]) == _parts(_words(str(CreateTable(table).compile(dialect=dialect))))
        for index in table.indexes:
            assert made[str(index.name)] == _words(str(CreateIndex(index).compile(dialect=dialect)))


def test_postgresql_indices_have_the_conditions_of_the_schema(postgresql_url: str) -> None:
    engine = create_engine(engine_url(postgresql_url))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"))
        made = {row.indexname: row.indexdef for row in rows}
    engine.dispose()
    dialect = engine.dialect
    for table in metadata.sorted_tables:
        for index in table.indexes:
            wanted = str(CreateIndex(index).compile(dialect=dialect))
            assert ("WHERE" in made[str(index.name)]) == ("WHERE" in wanted), index.name
            assert _columns(made[str(index.name)]) == _columns(wanted)


def _words(sql: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\s*([(),])\s*", r"\1", sql.replace('"', ""))).strip()


def _parts(table: str) -> tuple[str, list[str], str]:
    """Cut a CREATE TABLE into its head, its columns and constraints in any order, and its options.

    A column that a later migration adds stands behind the constraints.
    """
    found = re.fullmatch(r"(CREATE TABLE \w+)\((.*)\)(.*?)", table)
    assert found
    return found[1], sorted(re.split(r",(?![^(]*\))", found[2])), found[3]


def _columns(sql: str) -> str:
    found = re.search(r"\((.*?)\)", sql)
    assert found
    return found[1]
