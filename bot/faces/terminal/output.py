"""Writing to a descriptor without ever holding the event loop: a reader of a pipe may be slow, or gone."""

import asyncio
import os
import select
import stat


class Output:
    """Writes whole pieces, each in one call where the kernel allows it."""

    def __init__(self, fd: int) -> None:
        """Write to `fd`, which stays the caller's to close."""
        self._fd = fd
        self._regular = stat.S_ISREG(os.fstat(fd).st_mode)
        # A pipe that is ready takes PIPE_BUF bytes without blocking (POSIX, write). Making it non-blocking would do so
        # to everyone who shares it, the shell included.
        self._piece = None if self._regular else select.PIPE_BUF
        self._torn = False

    @property
    def torn(self) -> bool:
        """Whether the last piece was left unfinished."""
        return self._torn

    async def write(self, data: bytes) -> None:
        """Write all of `data`.

        Raises:
            OSError: it was not written, or not all of it: see `torn`.
        """
        rest = memoryview(data)
        while rest:
            if not self._regular:
                await self._ready()
            try:
                written = os.write(self._fd, rest[: self._piece])
            except BlockingIOError:  # somebody else made it non-blocking, or filled it first
                continue
            rest = rest[written:]
            self._torn = bool(rest)

    async def _ready(self) -> None:
        loop = asyncio.get_running_loop()
        ready: asyncio.Future[None] = loop.create_future()
        try:
            loop.add_writer(self._fd, _settle, ready)
        except (
            PermissionError
        ):  # /dev/null and its like are always ready, and epoll knows nothing of them (epoll_ctl(2))
            return
        try:
            await ready
        finally:
            loop.remove_writer(self._fd)


def _settle(ready: asyncio.Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)
