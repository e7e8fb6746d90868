"""One running visabot a database file."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.engine.errors import StorageError, StorageProblem


@contextmanager
def process_lock(path: Path, who: str) -> Iterator[Path]:
    """Hold the lock beside the SQLite file `path` for as long as the block runs; the kernel frees it with the process.

    Args:
        path: the database file; the lock is the file beside it with ".lock" added.
        who: what the second one is told of the first: "visabot run, since 14:05 UTC".

    Raises:
        StorageError: another process holds it; the text says which.

    """
    lock = path.with_name(path.name + ".lock")
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StorageError(StorageProblem.UNWRITABLE, f"{lock} cannot be written: {error.strerror}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 500).decode(errors="replace").strip() or "another process"
            message = f"{path} is in use by {holder}: stop that one, or name another file in VISABOT_DATABASE_URL"
            raise StorageError(StorageProblem.IN_USE, message) from None
        os.ftruncate(handle, 0)
        os.write(handle, f"process {os.getpid()} ({who})\n".encode())
        yield lock
    finally:
        os.close(handle)  # the file stays: removing it could take the lock from under one who just opened it
