"""Opening the database for a command that answers and ends, also while `visabot run` is running."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.config.settings import Settings
from storage.engine.database import Database


class NoDatabaseError(Exception):
    """There is no database. The text says where it was looked for, why it is not there, and what to do."""


def make_folder(settings: Settings) -> None:
    """Make the folder of the database's file where it is our own, for its owner alone.

    A folder that somebody named is not made: it may be misspelt, or a disk that is not mounted.

    Raises:
        NoDatabaseError: it cannot be made.

    """
    file = settings.database_file
    if file is None or file.parent != settings.data_folder:
        return
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        what = f"the folder {file.parent} cannot be made: {error.strerror}"
        text = f"{what}; name another place for the database in VISABOT_DATABASE_URL"
        raise NoDatabaseError(text) from error


def _missing(settings: Settings) -> Path | None:
    """Return the database's file where it should be and is not; None: it is there, or is no file."""
    file = settings.database_file
    return file if file is not None and not file.exists() else None


@asynccontextmanager
async def opened_if_there(settings: Settings) -> AsyncIterator[Database | None]:
    """Open the database as `opened` does; None before the first start, while there is none.

    Raises:
        StorageError: it is there and cannot be used.

    """
    if _missing(settings) is not None:
        yield None
        return
    async with opened(settings) as database:
        yield database


@asynccontextmanager
async def opened(settings: Settings, *, create: bool = False) -> AsyncIterator[Database]:
    """Open the database, which must be what this release needs.

    Args:
        settings: they name it.
        create: make it where its file does not exist.

    Raises:
        NoDatabaseError: its file does not exist.
        StorageError: it cannot be used.

    """
    missing = _missing(settings)
    if missing and not create:
        text = f"there is no database at {missing} yet: start `visabot run` once, or make it with `visabot db upgrade`"
        raise NoDatabaseError(text)
    if missing:
        make_folder(settings)
    database = await Database.open(settings.database_url.get_secret_value())
    try:
        if missing:
            await database.upgrade()
        await database.require_current()
        yield database
    finally:
        await database.close()
