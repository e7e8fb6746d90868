"""One parser process, seen from the program that started it."""

import asyncio
import contextlib
import pickle
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import replace
from pathlib import Path
from typing import Any

from feeds.entry import Entry
from feeds.parse.details import ParseDetail, WorkerEnd
from feeds.parse.document import Document, ParseError, ParseJob, ParseProblem, ParseResult

_HEADER_SIZE = 4
_START_TIMEOUT = 30.0
"""Seconds for Python and feedparser to load; 0.3 on an idle machine."""
_STOP_TIMEOUT = 1.0
"""Seconds for a killed process to be gone."""
_BOOT = (
    "import sys; n = int(sys.argv[3]); sys.path[:] = sys.argv[4:4 + n]; "
    "from feeds.parse.worker import main; main(float(sys.argv[1]), int(sys.argv[2]))"
)
"""Run with -I: nothing of the folder or environment we are started in decides what is imported, only our own path."""
_SIGNALS = {
    signal.SIGKILL: WorkerEnd.KILLED,
    signal.SIGSEGV: WorkerEnd.BUG,
    signal.SIGXCPU: WorkerEnd.PROCESSOR_TIME,
}


def _arguments(timeout: float, memory: int) -> tuple[str, ...]:
    paths = [str(Path(path).absolute()) for path in sys.path]  # "" is the folder we are in
    return (str(timeout), str(memory), str(len(paths)), *paths)


class WorkerDiedError(Exception):
    """The process ended without an answer. The message says how."""


class WorkerGoneError(WorkerDiedError):
    """The process had ended before it began: the document has nothing to do with it, and may be tried on another."""


class WorkerProcess:
    """A process that reads one document at a time. Make it with `start`, end it with `stop`."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.read = 0
        """Documents it has read: its memory grows with them."""

    @classmethod
    async def start(cls, *, timeout: float, memory: int) -> "WorkerProcess":  # noqa: ASYNC109  # the worker's, not ours
        """Start a process and wait until it is ready. Raises WorkerDiedError if it never is."""
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                "-c",
                _BOOT,
                *_arguments(timeout, memory),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                start_new_session=True,  # Ctrl-C in the terminal is for the parent
            )
        except OSError as error:
            message = WorkerEnd.NOT_STARTED.format(error=error)
            raise WorkerDiedError(message) from error
        worker = cls(process)
        try:
            async with asyncio.timeout(_START_TIMEOUT):
                refusal = await worker._receive()
        except TimeoutError as error:
            await worker.stop()
            message = WorkerEnd.NOT_READY.format(seconds=f"{_START_TIMEOUT:.0f}")
            raise WorkerDiedError(message) from error
        except BaseException:
            await worker.stop()
            raise
        if refusal is not None:
            await worker.stop()
            message = WorkerEnd.NOT_STARTED.format(error=refusal)
            raise WorkerDiedError(message)
        return worker

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it runs, as far as is known: the pipe of a killed process ends before its status is told."""
        stdout = self._process.stdout
        return self._process.returncode is None and stdout is not None and not stdout.at_eof()

    async def parse(self, job: ParseJob, timeout: float) -> ParseResult:  # noqa: ASYNC109  # an outcome, not an exception
        """Have `job` read within `timeout` seconds.

        Returns ParseError if that takes too long. Raises WorkerDiedError if the process ends, WorkerGoneError if it had
        ended before. After these, or when this is cancelled, the process is of no more use.
        """
        frame = pickle.dumps(replace(job, headers=dict(job.headers)), protocol=pickle.HIGHEST_PROTOCOL)
        try:
            async with asyncio.timeout(timeout):
                await self._begin(frame)
                result = await self._result()
        except TimeoutError:
            detail = ParseDetail.TIME.format(seconds=f"{timeout:g}")
            return ParseError(ParseProblem.TIMEOUT, detail)
        self.read += 1
        return result

    async def stop(self) -> None:
        """End the process, at once: it holds nothing that could be lost."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        if self._process.stdin is not None:
            self._process.stdin.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_STOP_TIMEOUT):
                await self._process.wait()
        # asyncio leaves the transport to its reader, who may not have come to the end of the pipe.
        self._process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001  # there is no public way

    async def _send(self, frame: bytes) -> None:
        stdin = self._process.stdin
        try:
            if stdin is not None:
                stdin.write(len(frame).to_bytes(_HEADER_SIZE, "big") + frame)
                await stdin.drain()
        except (ConnectionError, RuntimeError) as error:
            raise await self._death() from error

    async def _begin(self, frame: bytes) -> None:
        try:
            await self._send(frame)
            await self._receive()  # BEGUN
        except WorkerDiedError as error:
            raise WorkerGoneError(str(error)) from error

    async def _result(self) -> ParseResult:
        """Put a result together out of its frames (see `feeds.parse.worker`)."""
        result: ParseResult
        result, frames = await self._receive()
        entries: list[Entry] = []
        for _ in range(frames):
            entries += await self._receive()
            await asyncio.sleep(0)  # what is buffered already would be read without letting anyone else run
        return replace(result, entries=tuple(entries)) if isinstance(result, Document) else result

    async def _receive(self) -> Any:  # noqa: ANN401  # a frame holds whatever was pickled
        stdout = self._process.stdout
        try:
            if stdout is None:
                raise await self._death()
            size = int.from_bytes(await stdout.readexactly(_HEADER_SIZE), "big")
            return pickle.loads(await stdout.readexactly(size))  # noqa: S301  # our own worker wrote it
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise await self._death() from error

    async def _death(self) -> WorkerDiedError:
        """Say how the process ended, which it has, or is about to: its pipe is closed."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_STOP_TIMEOUT):
                await self._process.wait()
        code = self._process.returncode
        if code is None:
            return WorkerDiedError(str(WorkerEnd.PIPE))
        if code >= 0:
            return WorkerDiedError(WorkerEnd.STATUS.format(code=code))
        by = signal.Signals(-code)
        return WorkerDiedError(str(_SIGNALS[by]) if by in _SIGNALS else WorkerEnd.SIGNAL.format(signal=by.name))
