"""Is the event loop ever held? Two hundred feeds of 60 KB arrive at once; no callback may use over 50 ms of CPU.

python -m benchmarks.loop
"""

import asyncio
import gc
import os
import sys
import tempfile
import threading
import time
from asyncio import events
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from bot.config.configure import load
from bot.faces.terminal.headless import HeadlessFace
from bot.service import open_service
from feeds.clock import SystemClock
from feeds.desks.loader import shipped_desk
from feeds.feed import FeedSpec
from storage import feeds

FEEDS = 200
ITEMS = 50
LIMIT_MS = 50.0

TEXT = (
    "visa talks Seoul Washington workers plant battery round minister said on Monday that the group would meet again "
    "비자 협의 한미 공장 근로자 회의 외교부 장관은 다음 주 다시 만나기로 했다 소비자 물가 경제 시장"
)


def document(number: int, now: datetime) -> bytes:
    """Return an RSS feed of about 60 KB whose items no other feed has."""
    random = Random(number)
    words = TEXT.split()
    items = []
    for item in range(ITEMS):
        title = " ".join(random.choices(words, k=12)) + f" {number}-{item}"
        text = " ".join(random.choices(words, k=110))
        when = format_datetime(now - timedelta(minutes=item))
        link = f"https://paper{number}.example/{item}"
        items.append(
            f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
            f"<pubDate>{when}</pubDate><description>{text}</description></item>"
        )
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper {number}</title>'
    return f"{head}{''.join(items)}</channel></rss>".encode()


@contextmanager
def serving(documents: list[bytes]) -> Iterator[int]:
    """Serve the documents at /0, /1, … in a process of their own, so that only the bot is measured."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _serve(documents, write)
    os.close(write)
    with os.fdopen(read) as line:
        port = int(line.readline())
    try:
        yield port
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)


def _serve(documents: list[bytes], write: int) -> None:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            body = documents[int(self.path.strip("/"))]
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    os.write(write, f"{server.server_port}\n".encode())
    os.close(write)
    server.serve_forever()


@contextmanager
def measured(costs: list[tuple[float, str]]) -> Iterator[None]:
    """Note the CPU time, in milliseconds, that each callback of the loop uses in this thread."""
    run = events.Handle._run  # noqa: SLF001 - there is no public place to stand
    here = threading.get_ident()

    def timed(handle: events.Handle) -> None:
        where = _where(handle)
        began = time.thread_time()
        run(handle)
        if threading.get_ident() == here:
            costs.append(((time.thread_time() - began) * 1000, where))

    with mock.patch.object(events.Handle, "_run", timed):
        yield


def _where(handle: events.Handle) -> str:
    """Return what a callback goes on with: the innermost of our own functions that its task waits in."""
    task = getattr(getattr(handle, "_callback", None), "__self__", None)
    if not isinstance(task, asyncio.Task):
        return repr(getattr(handle, "_callback", handle))[:80]
    coroutine: Any = task.get_coro()
    chain = [task.get_name()]
    while getattr(coroutine, "cr_frame", None) is not None:
        chain.append(f"{coroutine.cr_code.co_name}:{coroutine.cr_frame.f_lineno}")
        coroutine = coroutine.cr_await
    return " > ".join(chain[:6])


async def poll_all(port: int, folder: Path, costs: list[tuple[float, str]]) -> tuple[int, float]:
    """Poll all feeds once and deliver what they bring. Return the entries read and the seconds it took."""
    settings = load(
        database_url=f"sqlite:///{folder / 'bench.sqlite3'}",
        desk_feeds=False,
        allow_addresses="127.0.0.0/8",
        loopback_requests=16,
    )
    desk = shipped_desk(settings.desk)
    entries = 0

    def heard(report: object) -> None:
        nonlocal entries
        entries += getattr(report, "entries", 0)

    clock = SystemClock()
    with (folder / "posts").open("ab") as posts:
        face = HeadlessFace(posts.fileno(), "json")
        async with open_service(settings, desk, {"terminal": face}, clock, heard=heard) as service:
            async with service.database.write() as tx:
                for number in range(FEEDS):
                    url = f"http://127.0.0.1:{port}/{number}"
                    await feeds.add(tx, FeedSpec(f"paper-{number}", url, f"paper-{number}"), None, clock.now())
            gc.collect()
            gc.freeze()  # as `bot.run` does
            began = time.monotonic()
            with measured(costs):
                await service.poller.drain()
                await service.deliverer.look()
            took = time.monotonic() - began
    return entries, took


def main() -> int:
    """Measure, print, and fail where the bar is missed."""
    now = datetime.now(UTC)
    documents = [document(number, now) for number in range(FEEDS)]
    costs: list[tuple[float, str]] = []
    with serving(documents) as port, tempfile.TemporaryDirectory() as folder:
        entries, took = asyncio.run(poll_all(port, Path(folder), costs))
    costs.sort(reverse=True)
    size = sum(map(len, documents)) / FEEDS / 1000
    print(f"loop: {FEEDS} feeds of {size:.0f} KB, {entries} entries in {took:.1f} s; {len(costs)} callbacks")
    print(f"loop: the dearest callback used {costs[0][0]:.1f} ms of CPU (at most {LIMIT_MS:.0f})")
    for cost, what in costs[:3]:
        print(f"      {cost:6.1f} ms  {what}")
    return 0 if costs[0][0] <= LIMIT_MS and entries == FEEDS * ITEMS else 1


if __name__ == "__main__":
    sys.exit(main())
