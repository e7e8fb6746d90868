"""Reading documents in processes of their own, so that none can hold up or bring down anything else.

A document may hang the parser, eat memory or crash it. Each is read in a worker process under a
deadline and a memory limit; if it fails there, the worker is killed and replaced, and only that document is lost.
Workers are replaced after a number of documents as well, since feedparser's memory grows.

    parse() ─ queue ─┬─ slot: worker process
                     └─ slot: worker process
"""

import asyncio
import contextlib
from collections import deque
from types import TracebackType
from typing import Self

from feeds.parse.details import ParseDetail
from feeds.parse.document import ParseError, ParseJob, ParseProblem, ParseResult
from feeds.parse.process import WorkerDiedError, WorkerGoneError, WorkerProcess

MEBIBYTE = 1024 * 1024


class PoolClosedError(RuntimeError):
    """The pool does not read documents: it was not entered yet, or was left."""


class ParserPool:
    """Reads documents in `workers` processes. An async context manager: leaving it ends them within two seconds.

    `timeout` is in seconds for one document and does not count waiting for a free worker; `memory` is in bytes beyond
    what a worker takes when it starts; a worker is replaced after `recycle_after` documents.
    """

    def __init__(
        self, *, workers: int = 2, timeout: float = 10, memory: int = 512 * MEBIBYTE, recycle_after: int = 200
    ) -> None:
        self._size = workers
        self._timeout = timeout
        self._memory = memory
        self._recycle_after = recycle_after
        self._waiting: deque[tuple[ParseJob, asyncio.Future[ParseResult]]] = deque()
        self._more = asyncio.Event()
        self._slots: list[asyncio.Task[None]] = []
        self._open = False

    async def __aenter__(self) -> Self:
        """Begin to start the workers; documents may come before they are ready."""
        self._open = True
        self._slots = [asyncio.create_task(self._slot(), name=f"parser-{n}") for n in range(self._size)]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers. Who still waits for a document gets PoolClosedError."""
        self._open = False
        for slot in self._slots:
            slot.cancel()
        await asyncio.gather(*self._slots, return_exceptions=True)
        while self._waiting:
            self._refuse(self._waiting.popleft()[1])

    async def parse(self, job: ParseJob) -> ParseResult:
        """Return the feed in `job.body`, or why there is none.

        Cancelling this takes the document out of the queue, or ends the worker that reads it. Raises PoolClosedError
        outside of the context, or when it is left meanwhile.
        """
        if not self._open:
            message = "the parser pool is closed"
            raise PoolClosedError(message)
        future: asyncio.Future[ParseResult] = asyncio.get_running_loop().create_future()
        self._waiting.append((job, future))
        self._more.set()
        return await future

    async def _slot(self) -> None:
        """Own one worker: keep it ready, give it documents, replace it when it fails or is worn out."""
        worker: WorkerProcess | None = None
        try:
            # Ahead of the first document; if that fails, the document will be told.
            with contextlib.suppress(WorkerDiedError):
                worker = await self._instead_of(None)
            while True:
                job, future = await self._next()
                try:
                    worker = await self._read(worker, job, future)
                except BaseException:
                    self._refuse(future)
                    raise
        finally:
            if worker is not None:
                await worker.stop()

    async def _next(self) -> tuple[ParseJob, asyncio.Future[ParseResult]]:
        """Wait for a document that somebody still wants."""
        while True:
            while self._waiting:
                job, future = self._waiting.popleft()
                if not future.done():
                    return job, future
            self._more.clear()
            await self._more.wait()

    async def _read(
        self, worker: WorkerProcess | None, job: ParseJob, future: asyncio.Future[ParseResult]
    ) -> WorkerProcess | None:
        """Have one document read, and return the worker for the next one."""
        result: ParseResult
        try:
            if worker is None or not worker.alive:
                worker = await self._instead_of(worker)
            try:
                result = await self._reading(worker, job, future)
            except WorkerGoneError:
                worker = await self._instead_of(worker)
                result = await self._reading(worker, job, future)
        except WorkerDiedError as error:
            result = ParseError(ParseProblem.CRASHED, ParseDetail.WORKER_FAILED.format(how=error))
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if future.cancelled() and not (task and task.cancelling()):  # both may come at once, at the end
                return await self._replaced(worker)
            if worker is not None:  # the slot itself ends, and knows only the worker it had before
                await worker.stop()
            raise
        except Exception as error:  # noqa: BLE001  # a slot that ended would be missing for good
            said = f"{type(error).__name__}: {str(error)[:160]}"
            result = ParseError(ParseProblem.CRASHED, ParseDetail.UNREADABLE.format(error=said))
        if not future.done():
            future.set_result(result)
        return await self._replaced(worker) if self._is_spent(worker, result) else worker

    async def _reading(self, worker: WorkerProcess, job: ParseJob, future: asyncio.Future[ParseResult]) -> ParseResult:
        """Read in a task that ends with the future, that is, also when nobody waits for it any more."""
        reading = asyncio.ensure_future(worker.parse(job, self._timeout))
        future.add_done_callback(lambda _: reading.cancel())
        return await reading

    def _is_spent(self, worker: WorkerProcess | None, result: ParseResult) -> bool:
        failed = isinstance(result, ParseError) and result.problem in (
            ParseProblem.TIMEOUT,
            ParseProblem.CRASHED,
            ParseProblem.MEMORY,
        )
        return failed or worker is None or worker.read >= self._recycle_after

    async def _replaced(self, worker: WorkerProcess | None) -> WorkerProcess | None:
        """Return a new worker, or None if there can be none now; the next document tries again."""
        with contextlib.suppress(WorkerDiedError):
            return await self._instead_of(worker)
        return None

    async def _instead_of(self, worker: WorkerProcess | None) -> WorkerProcess:
        if worker is not None:
            await worker.stop()
        return await WorkerProcess.start(timeout=self._timeout, memory=self._memory)

    @staticmethod
    def _refuse(future: asyncio.Future[ParseResult]) -> None:
        if not future.done():
            future.set_exception(PoolClosedError("the parser pool was closed before the document was read"))
