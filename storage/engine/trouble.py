"""Telling a database that fails from a mistake of ours: the first is said to people, the second has a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage.engine.errors import StorageError, StorageProblem
from storage.engine.url import shown

_SQLITE = {
    "SQLITE_BUSY": StorageProblem.BUSY,
    "SQLITE_LOCKED": StorageProblem.BUSY,
    "SQLITE_FULL": StorageProblem.UNWRITABLE,
    "SQLITE_IOERR": StorageProblem.UNWRITABLE,
    "SQLITE_CANTOPEN": StorageProblem.UNWRITABLE,
    "SQLITE_PERM": StorageProblem.UNWRITABLE,
    "SQLITE_READONLY": StorageProblem.UNWRITABLE,
    "SQLITE_CORRUPT": StorageProblem.NOT_A_DATABASE,
    "SQLITE_NOTADB": StorageProblem.NOT_A_DATABASE,
}
"""Result codes that are the file's or the disk's fault (https://www.sqlite.org/rescode.html)."""
_POSTGRESQL = ("08", "53", "57P", "58")
"""Classes of SQLSTATE: connection, resources, operator intervention, system
(https://www.postgresql.org/docs/current/errcodes-appendix.html)."""


@contextmanager
def told(url: URL, *, reading: bool = False) -> Iterator[None]:
    """Raise StorageError instead of a driver's error, where the database itself fails. All others pass.

    Args:
        url: of the database.
        reading: a write is refused then, and that is a mistake of ours.

    """
    try:
        yield
    except PoolTimeoutError as error:
        text = f"{shown(url)} is too busy: all connections to it have been in use for long"
        raise StorageError(StorageProblem.UNREACHABLE, text) from error
    except DBAPIError as error:
        problem = _problem(error)
        if problem is None or (reading and "readonly" in str(error.orig)):
            raise
        reason = str(error.orig).strip().splitlines()
        text = f"{shown(url)} {_SAYS[problem]}: {reason[0] if reason else type(error.orig).__name__}"
        raise StorageError(problem, text) from error


_SAYS = {
    StorageProblem.BUSY: "is locked by another program",
    StorageProblem.UNWRITABLE: "cannot be read or written",
    StorageProblem.NOT_A_DATABASE: "is not a sound SQLite database",
    StorageProblem.UNREACHABLE: "does not answer",
}


def _problem(error: DBAPIError) -> StorageProblem | None:
    """Return what is wrong with the database; None: nothing, but with what was asked."""
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:  # extended codes add to the plain ones: SQLITE_IOERR_READ
        return next((problem for code, problem in _SQLITE.items() if name == code or name.startswith(f"{code}_")), None)
    if not isinstance(error, OperationalError | InterfaceError):
        return None
    state = getattr(error.orig, "sqlstate", None)
    if error.connection_invalidated or state is None or state.startswith(_POSTGRESQL):
        return StorageProblem.UNREACHABLE
    return None
