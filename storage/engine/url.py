"""Which database a URL means, checked before anything connects."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.engine.errors import StorageError, StorageProblem

BUSY_SECONDS = 10
"""How long who wants to write waits for another process to finish its transaction."""


def engine_url(url: str) -> URL:
    """Return the URL with the driver we use: aiosqlite or psycopg.

    Takes `sqlite:///visabot.db` (relative), `sqlite:////var/lib/visabot.db` (absolute), `sqlite+aiosqlite://…`,
    `postgresql://user:password@host/name` and `postgres://…`. Raises StorageError for all others.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        start = url.split("://", 1)[0] + "://…" if "://" in url else "no scheme"
        text = (
            f"the database URL cannot be read ({start}): write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        )
        raise StorageError(StorageProblem.BAD_URL, text) from None
    family = parsed.drivername.partition("+")[0]
    if family == "sqlite":
        if not parsed.database or parsed.database == ":memory:" or parsed.database.startswith("file:"):
            text = (
                "the database URL names no file: write sqlite:///visabot.db (readers and a writer cannot share memory)"
            )
            raise StorageError(StorageProblem.BAD_URL, text)
        return parsed.set(drivername="sqlite+aiosqlite")
    if family in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    text = f'the database URL begins with "{parsed.drivername}": only sqlite and postgresql are spoken here'
    raise StorageError(StorageProblem.BAD_URL, text)


def sqlite_path(url: URL) -> Path | None:
    """Return the file of an SQLite URL; None for PostgreSQL."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def shown(url: URL) -> str:
    """Return the URL as it may be shown: the path of a file, or the address without the password."""
    path = sqlite_path(url)
    return str(path) if path is not None else url.set(drivername="postgresql").render_as_string(hide_password=True)


def check_file(path: Path) -> None:
    """Raise StorageError where `path` cannot be, or become, our SQLite file. Blocks: call it off the loop.

    It is opened here once with SQLite alone: where that fails, the asynchronous driver would leave a thread behind.
    """
    folder = path.absolute().parent
    if not folder.is_dir():
        text = f"{path}: the folder {folder} does not exist; create it, or name another file in VISABOT_DATABASE_URL"
        raise StorageError(StorageProblem.FOLDER_MISSING, text)
    if path.is_dir():
        text = f"{path} is a folder: name a file in VISABOT_DATABASE_URL"
        raise StorageError(StorageProblem.NOT_A_DATABASE, text)
    try:
        # It holds what people said: for its owner alone. What SQLite puts beside it gets the same mode.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise _unwritable(path, str(error.strerror)) from error
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        try:
            connection.execute("PRAGMA journal_mode=WAL")  # writes, where it was not so before
            connection.execute("SELECT count(*) FROM sqlite_master")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: sqlite3.Error) -> StorageError:
    match error.sqlite_errorname:
        case "SQLITE_NOTADB" | "SQLITE_CORRUPT":
            text = f"{path} is not a sound SQLite database ({error}): name another file in VISABOT_DATABASE_URL"
            return StorageError(StorageProblem.NOT_A_DATABASE, text)
        case "SQLITE_BUSY":
            text = f"{path} has been locked by another program for {BUSY_SECONDS} seconds"
            return StorageError(StorageProblem.BUSY, text)
        case _:
            return _unwritable(path, str(error))


def _unwritable(path: Path, why: str) -> StorageError:
    text = f"{path} cannot be opened for writing ({why}): check the permissions of the file and its folder"
    return StorageError(StorageProblem.UNWRITABLE, text)
