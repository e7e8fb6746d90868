"""Upgrading the tables: alembic, driven from within the program, with migrations that travel in the wheel."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, create_engine, event, insert, select, text
from sqlalchemy.pool import NullPool

from storage.engine.errors import StorageError, StorageProblem
from storage.engine.trouble import told
from storage.engine.url import shown
from storage.schema import installation

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
_TOKEN_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"  # noqa: S105 - letters, no secret
_LOCK = 0x7669_7361_626F_7400  # "visabot": processes that start together upgrade one after the other


@dataclass(frozen=True, slots=True)
class SchemaState:
    """Which tables a database has."""

    kind: Literal["empty", "old", "current", "newer"]
    found: str | None
    """The revision it is at; None: no tables of ours."""
    wanted: str
    """The revision this release needs."""

    def too_new(self, name: str) -> StorageError:
        """Return the error for a database that a later release has upgraded."""
        message = (
            f"{name} was upgraded by a later release of visabot (to {self.found}; this one knows {self.wanted}): "
            "install that release, or restore a backup"
        )
        return StorageError(StorageProblem.NEWER, message)


def config() -> Config:
    """Return alembic's settings. They need no file beside the program."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return settings


def schema_state(connection: Connection) -> SchemaState:
    """Read which tables the database has."""
    scripts = ScriptDirectory.from_config(config())
    wanted = scripts.get_current_head()
    assert wanted is not None, "the migrations are part of the package"  # noqa: S101 - cannot happen to a user
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        return SchemaState("empty", None, wanted)
    known = {script.revision for script in scripts.walk_revisions()}
    return SchemaState("current" if found == wanted else "old" if found in known else "newer", found, wanted)


def upgrade(url: URL) -> SchemaState:
    """Upgrade the database in one transaction, with a connection of its own. Blocks: call it off the loop.

    Raises StorageError when a later release has upgraded it.
    """
    sqlite = url.get_backend_name() == "sqlite"
    engine = create_engine(url.set(drivername="sqlite+pysqlite") if sqlite else url, poolclass=NullPool)
    if sqlite:
        event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
        # The driver would commit before each CREATE TABLE; so all of it is one transaction, killed or whole.
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with told(url), engine.begin() as connection:
            if not sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            state = schema_state(connection)
            if state.kind == "newer":
                raise state.too_new(shown(url))
            if state.kind != "current":
                settings = config()
                settings.attributes["connection"] = connection
                command.upgrade(settings, "head")
            if connection.scalar(select(installation.c.id)) is None:
                token = "".join(secrets.choice(_TOKEN_LETTERS) for _ in range(10))
                connection.execute(insert(installation).values(id=token))
            return schema_state(connection)
    finally:
        engine.dispose()
