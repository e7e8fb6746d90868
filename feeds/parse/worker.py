"""The process that reads documents, one after the other, and may be killed at any time.

It is a program of its own rather than a `multiprocessing` worker: that would import the parent's main module, and with
it both chat libraries, into every worker.

It talks in frames: four bytes of length, then a pickle. In: `ParseJob`s. Out: first None once it is ready, or a text
that says why it never will be. Then for each job `BEGUN` and the result; that of a `Document` is without its entries,
but with the number of frames that follow with these, so that the parent's event loop takes one after the other and is
never held for long.
"""

import contextlib
import os
import pickle
import queue
import resource
import signal
import struct
import sys
import threading
from dataclasses import replace
from typing import BinaryIO

from feeds.parse.document import Document, ParseJob, ParseResult
from feeds.parse.read import read

HEADER = struct.Struct(">I")
BEGUN = "begun"
"""From here on, a death is the document's doing."""
ENTRIES_A_FRAME = 200
"""Five milliseconds to unpickle, with the longest summaries there may be."""
NICENESS = 5
"""Parsing gives way to the event loop, whose heartbeats and three-second answers cannot wait (promise 5)."""
GRACE = 5
"""Seconds of CPU beyond the deadline after which the kernel ends a worker whose parent no longer can."""


def main(timeout: float, memory: int) -> None:
    """Serve jobs from standard input until it ends; `timeout` in seconds a job, `memory` in bytes beyond the start."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, sink = _take_over_pipes()
    jobs: queue.SimpleQueue[ParseJob] = queue.SimpleQueue()
    try:
        import feedparser  # noqa: F401, PLC0415  # now, so that no job's deadline pays for it

        _be_modest(memory)
    except Exception as error:  # noqa: BLE001  # whatever it is, the parent should hear it rather than guess
        send(sink, f"{type(error).__name__}: {error}")
        return
    threading.Thread(target=_receive, args=(source, jobs), daemon=True).start()
    send(sink, None)
    while True:
        job = jobs.get()
        limit_processor_time(timeout)
        send(sink, BEGUN)
        answer(sink, read(job))


def answer(sink: BinaryIO, result: ParseResult) -> None:
    """Write a result in frames of at most `ENTRIES_A_FRAME` entries."""
    entries = result.entries if isinstance(result, Document) else ()
    frames = [entries[at : at + ENTRIES_A_FRAME] for at in range(0, len(entries), ENTRIES_A_FRAME)]
    shell = replace(result, entries=()) if isinstance(result, Document) else result
    for frame in ((shell, len(frames)), *frames):
        send(sink, frame)


def send(sink: BinaryIO, value: object) -> None:
    """Write one frame."""
    frame = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    sink.write(HEADER.pack(len(frame)) + frame)
    sink.flush()


def limit_processor_time(timeout: float) -> None:
    """Let the kernel kill this process once it has used `timeout` and `GRACE` seconds of CPU from now.

    A parse that hangs inside one long call holds the interpreter, so that nothing in this process could notice that
    the parent, who counts the seconds, is gone.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + timeout) + GRACE
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if hard == resource.RLIM_INFINITY else min(seconds, hard), hard))


def limit_memory(extra: int) -> None:
    """Bound the address space to `extra` bytes more than it is now; not where /proc is missing (macOS)."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123  # pathlib is not worth a worker's start
            pages = int(statm.read().split()[0])
    except OSError:
        return
    limit = pages * resource.getpagesize() + extra
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _be_modest(memory: int) -> None:
    limit_memory(memory)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        os.nice(NICENESS)


def _take_over_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to ourselves: what a library prints must not end up between two frames."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    return source, sink


def _receive(source: BinaryIO, jobs: "queue.SimpleQueue[ParseJob]") -> None:
    """Pass on jobs; the end of the pipe is the end of the parent, also if it was killed, and so of this process."""
    while header := source.read(HEADER.size):
        frame = source.read(HEADER.unpack(header)[0])
        jobs.put(pickle.loads(frame))  # noqa: S301  # our own parent wrote it
    os._exit(0)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
