"""What a file that takes posts already holds: read back to find out whether a post is there.

Each post ends with a line that names its delivery, so that a post is there if and only if that line is. A process that
is killed while writing leaves a beginning of a post, which lacks it. Nothing but such a line counts: see `headless` for
how the lines of a post are kept from looking like one.
"""

import fcntl
import json
import os
import re
import stat
from pathlib import Path

_TEXT = re.compile(r"— visabot \[([^\s\]]{1,25})(?: v(\d{1,9}))?\]".encode())
_JSON = b'{"action": '
POST = 0
"""The version under which a post itself is kept; edits have their own."""


def trailer(token: str, version: int | None = None) -> str:
    """Return the line that ends a post, or an edit of it. The bracket ends the token: a torn line names nothing."""
    return f"— visabot [{token}]" if version is None else f"— visabot [{token} v{version}]"


class Record:
    """The posts in the regular file behind a descriptor; also those of earlier processes."""

    def __init__(self, fd: int) -> None:
        """Read nothing yet."""
        self._fd = fd
        self._shown: dict[str, int] = {}
        self._read_to = 0
        self._inode: tuple[int, int] | None = None

    def readable(self) -> bool:
        """Tell whether it can be read back at all: pipes, terminals and files without the right to read cannot."""
        if not stat.S_ISREG(os.fstat(self._fd).st_mode):
            return False
        try:
            os.close(self._open())
        except OSError:
            return False
        return True

    def version(self, token: str) -> int | None:
        """Return the highest version of a post that the file holds; None: the post is not there."""
        with open(self._open(), "rb") as file:  # noqa: PTH123 - a descriptor, no path
            status = os.fstat(file.fileno())
            if (status.st_dev, status.st_ino) != self._inode or status.st_size < self._read_to:
                self._shown.clear()  # another file, or one that was emptied
                self._inode, self._read_to = (status.st_dev, status.st_ino), 0
            file.seek(self._read_to)
            for line in file:
                self._take(line.rstrip(b"\n"))
                if line.endswith(b"\n"):  # an unfinished line is read again next time
                    self._read_to += len(line)
        return self._shown.get(token)

    def ends_in_a_line(self) -> bool:
        """Tell whether the next byte would stand in the middle of a line."""
        appending = os.O_APPEND & _flags(self._fd)
        at = os.fstat(self._fd).st_size if appending else os.lseek(self._fd, 0, os.SEEK_CUR)
        if at == 0:
            return False
        descriptor = self._open()
        try:
            return os.pread(descriptor, 1, at - 1) not in {b"\n", b""}
        finally:
            os.close(descriptor)

    def _open(self) -> int:
        """Open the file again, for reading: standard output is usually open for writing only."""
        return os.open(Path("/proc/self/fd") / str(self._fd), os.O_RDONLY | os.O_CLOEXEC)

    def _take(self, line: bytes) -> None:
        if found := _TEXT.fullmatch(line):
            self._note(found[1].decode(), int(found[2] or POST))
        elif line.startswith(_JSON):
            try:
                said = json.loads(line)
                self._note(str(said["token"]), int(said["version"] if said["action"] == "edit" else POST))
            except (ValueError, KeyError, TypeError):
                return  # torn, or somebody else's

    def _note(self, token: str, version: int) -> None:
        self._shown[token] = max(version, self._shown.get(token, POST))


def _flags(fd: int) -> int:
    return fcntl.fcntl(fd, fcntl.F_GETFL)
