"""Reading in processes: one document's trouble is no other's."""

import asyncio
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

import pytest

from feeds.parse.document import Document, ParseError, ParseProblem, ParseResult
from feeds.parse.process import WorkerDiedError, WorkerProcess
from feeds.parse.workers import MEBIBYTE, ParserPool, PoolClosedError
from tests.feeds.parse.documents import entries, item, job, rss

linux_only = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="/proc tells who the children are")
GOOD = job(rss(item(title="Visa talks resume", link="https://x.kr/1")))
SLOW = job(rss(*(item(title=f"Report number {n}", description="비자 " * 200) for n in range(9_000))))
"""Takes a worker ten seconds or so, and nobody any pre-check."""
HUNGRY = job(
    rss("".join(f"<item><title>t</title><description>{n}{'x' * 2_000}</description></item>" for n in range(9_000)))
)
"""Eighteen megabytes, and several times that while they are read."""


def title_of(result: ParseResult) -> str:
    assert isinstance(result, Document), result
    return result.entries[0].title


def problem_of(result: ParseResult) -> ParseProblem:
    assert isinstance(result, ParseError), result
    return result.problem


def children() -> set[int]:
    """The worker processes that run now."""
    pids: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that ended meanwhile
            pids |= {int(pid) for pid in (task / "children").read_text().split()}
    return {pid for pid in pids if is_running(pid) and "feeds.parse.worker" in Path(f"/proc/{pid}/cmdline").read_text()}


def is_running(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def children_of(pid: int) -> list[int]:
    """The processes that the main thread of `pid` started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


async def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # nobody tells what other processes do
            await asyncio.sleep(0.01)


async def settled(reading: Awaitable[ParseResult]) -> ParseResult:
    async with asyncio.timeout(60):
        return await reading


async def test_documents_are_read_as_they_are_in_this_process() -> None:
    async with ParserPool() as pool:
        results = await asyncio.gather(*(pool.parse(GOOD) for _ in range(6)), pool.parse(job("")))
    assert [title_of(result) for result in results[:6]] == ["Visa talks resume"] * 6
    assert problem_of(results[6]) is ParseProblem.EMPTY


async def test_headers_may_be_any_mapping_and_long_results_come_whole() -> None:
    headers: Mapping[str, str] = MappingProxyType({"content-type": "application/rss+xml"})
    items = [item(title=f"Report number {n}", link=f"https://x.kr/{n}") for n in range(450)]
    async with ParserPool(workers=1) as pool:
        result = await pool.parse(job(rss(*items), headers))
    assert isinstance(result, Document)
    assert result.entries == entries(*items)


async def test_a_document_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    async with ParserPool(workers=1, timeout=1) as pool:
        slow, good = await asyncio.gather(pool.parse(SLOW), pool.parse(GOOD))
    assert problem_of(slow) is ParseProblem.TIMEOUT
    assert isinstance(slow, ParseError)
    assert "1 s" in slow.detail
    assert title_of(good) == "Visa talks resume"


async def test_waiting_for_a_worker_is_not_counted() -> None:
    """Three times the deadline passes in the queue."""
    async with ParserPool(workers=1, timeout=1) as pool:
        results = await asyncio.gather(*(pool.parse(SLOW) for _ in range(3)), pool.parse(GOOD))
    assert title_of(results[3]) == "Visa talks resume"


@linux_only
async def test_a_document_that_eats_memory_costs_only_itself() -> None:
    async with ParserPool(workers=1, memory=48 * MEBIBYTE, timeout=60) as pool:
        hungry, good = await asyncio.gather(pool.parse(HUNGRY), pool.parse(GOOD))
    assert problem_of(hungry) in {ParseProblem.MEMORY, ParseProblem.CRASHED}
    assert title_of(good) == "Visa talks resume"


@linux_only
async def test_a_worker_that_is_killed_loses_only_the_document_it_reads() -> None:
    async with ParserPool(workers=1, timeout=60) as pool:
        await pool.parse(GOOD)
        slow = asyncio.create_task(pool.parse(SLOW))
        queued = [asyncio.create_task(pool.parse(GOOD)) for _ in range(3)]
        (worker,) = children()
        await until_busy(worker)
        os.kill(worker, signal.SIGKILL)
        assert problem_of(await settled(slow)) is ParseProblem.CRASHED
        assert [title_of(await settled(task)) for task in queued] == ["Visa talks resume"] * 3


def used(pid: int) -> float:
    """Seconds of CPU the process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def until_busy(pid: int) -> None:
    """Wait until the process works, on something that is not done at once."""
    before = used(pid)
    await until(lambda: used(pid) > before + 0.3)


@linux_only
async def test_an_idle_worker_that_was_killed_costs_no_document() -> None:
    async with ParserPool(workers=1) as pool:
        await pool.parse(GOOD)
        (worker,) = children()
        os.kill(worker, signal.SIGKILL)
        assert title_of(await settled(pool.parse(GOOD))) == "Visa talks resume"


@linux_only
async def test_a_worker_that_replaced_a_killed_one_does_not_outlive_the_pool() -> None:
    async with ParserPool(workers=1, timeout=60) as pool:
        await pool.parse(GOOD)
        (old,) = children()
        os.kill(old, signal.SIGKILL)
        slow = asyncio.create_task(pool.parse(SLOW))
        await until(lambda: len(children() - {old}) == 1)
        (new,) = children() - {old}
        await until_busy(new)
    assert not is_running(new)
    with pytest.raises(PoolClosedError):
        await slow


@linux_only
async def test_a_worker_is_replaced_after_its_share_of_documents() -> None:
    async with ParserPool(workers=1, recycle_after=2) as pool:
        seen = set()
        for _ in range(5):
            await pool.parse(GOOD)
            await until(lambda: len(children()) == 1)
            seen |= children()
    assert len(seen) >= 2


@linux_only
@pytest.mark.parametrize("turns", range(4))
async def test_leaving_the_pool_ends_it_also_while_a_reading_is_being_cancelled(turns: int) -> None:
    async with asyncio.timeout(10):
        async with ParserPool(workers=1) as pool:
            await pool.parse(GOOD)
            (worker,) = children()
            slow = asyncio.create_task(pool.parse(SLOW))
            await until_busy(worker)
            slow.cancel()
            for _ in range(turns):
                await asyncio.sleep(0)
        assert slow.cancelled()


@linux_only
async def test_cancelling_ends_the_reading_and_frees_the_worker() -> None:
    async with ParserPool(workers=1, timeout=60) as pool:
        await pool.parse(GOOD)
        (worker,) = children()
        slow, queued = asyncio.create_task(pool.parse(SLOW)), asyncio.create_task(pool.parse(SLOW))
        await until_busy(worker)
        slow.cancel()
        queued.cancel()
        await until(lambda: not is_running(worker), 5)
        assert title_of(await settled(pool.parse(GOOD))) == "Visa talks resume"


@linux_only
async def test_leaving_ends_the_workers_within_two_seconds_and_tells_who_waits() -> None:
    pool = ParserPool(workers=2, timeout=60)
    async with pool:
        await pool.parse(GOOD)
        await until(lambda: len(children()) == 2)
        waiting = [asyncio.create_task(pool.parse(SLOW)) for _ in range(4)]
        await asyncio.sleep(0.05)
        workers, start = children(), time.monotonic()
    assert time.monotonic() - start < 2
    assert not any(is_running(worker) for worker in workers)
    for task in waiting:
        with pytest.raises(PoolClosedError):
            await task
    with pytest.raises(PoolClosedError):
        await pool.parse(GOOD)


async def test_an_interrupt_from_the_terminal_does_not_reach_a_worker() -> None:
    worker = await WorkerProcess.start(timeout=10, memory=512 * MEBIBYTE)
    try:
        assert os.getpgid(worker.pid) != os.getpgid(0)
        os.kill(worker.pid, signal.SIGINT)
        assert title_of(await worker.parse(GOOD, 10)) == "Visa talks resume"
    finally:
        await worker.stop()
    assert not worker.alive


async def test_a_worker_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "feedparser.py"
    broken.write_text("raise RuntimeError('no parser today')")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(WorkerDiedError, match="no parser today"):
        await WorkerProcess.start(timeout=10, memory=512 * MEBIBYTE)


async def test_without_any_worker_a_document_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    async with ParserPool(workers=1) as pool:
        result = await settled(pool.parse(GOOD))
    assert isinstance(result, ParseError)
    assert result.problem is ParseProblem.CRASHED
    assert "could not be started" in result.detail


async def test_a_worker_that_exits_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feeds.parse.process._BOOT", "import sys; sys.exit(3)")
    with pytest.raises(WorkerDiedError, match="status 3"):
        await WorkerProcess.start(timeout=10, memory=512 * MEBIBYTE)


PARENT = """
import asyncio, pickle, sys
from feeds.parse.workers import ParserPool
async def main():
    job = pickle.load(open(sys.argv[1], "rb"))
    async with ParserPool(workers=1, timeout=60) as pool:
        await pool.parse(job[0])
        task = asyncio.create_task(pool.parse(job[1]))
        print("ready", flush=True)
        await task
asyncio.run(main())
"""


@linux_only
async def test_workers_go_when_their_parent_was_killed(tmp_path: Path) -> None:
    """Also in the middle of a document."""
    jobs = tmp_path / "jobs"
    jobs.write_bytes(pickle.dumps((GOOD, SLOW)))
    parent = subprocess.Popen(  # noqa: ASYNC220  # it is to be killed, not awaited
        [sys.executable, "-c", PARENT, str(jobs)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert parent.stdout is not None
    assert await asyncio.to_thread(parent.stdout.readline) == b"ready\n"
    children_of_it = children_of(parent.pid)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert children_of_it
    await until(lambda: not any(is_running(pid) for pid in children_of_it), 5)


def test_the_parser_is_loaded_in_workers_only() -> None:
    """Importing it costs every start a fifth of a second."""
    code = "import sys, feeds.parse.workers, feeds.parse.read; print('feedparser' in sys.modules)"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert shown.stdout == "False\n"
