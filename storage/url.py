"""Which database a URL means, checked before anything connects."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import StorageError, StorageProblem

_MAGIC = b"SQLite format 3\0"


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
    """Raise StorageError where `path` cannot be, or become, our SQLite file."""
    folder = path.absolute().parent
    if not folder.is_dir():
        text = f"{path}: the folder {folder} does not exist; create it, or name another file in VISABOT_DATABASE_URL"
        raise StorageError(StorageProblem.FOLDER_MISSING, text)
    if path.is_dir():
        text = f"{path} is a folder: name a file in VISABOT_DATABASE_URL"
        raise StorageError(StorageProblem.NOT_A_DATABASE, text)
    if not path.exists():
        return
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise StorageError(StorageProblem.UNWRITABLE, f"{path} cannot be opened: {error.strerror}") from error
    if start not in {b"", _MAGIC}:
        text = f"{path} is not an SQLite database: name another file in VISABOT_DATABASE_URL"
        raise StorageError(StorageProblem.NOT_A_DATABASE, text)
