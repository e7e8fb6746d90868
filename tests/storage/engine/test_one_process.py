"""A second visabot on the same database, of either engine, is told who has it."""

import subprocess
import sys
from pathlib import Path

import pytest

from storage.engine.errors import StorageError, StorageProblem
from storage.engine.one_process import one_process

WHO = "visabot run, since 14:05 UTC"
HOLD = """
import asyncio, sys
from storage.engine.one_process import one_process
async def hold():
    async with one_process(sys.argv[1], "visabot run, since 14:05 UTC"):
        print("held", flush=True)
        await asyncio.to_thread(sys.stdin.read)
asyncio.run(hold())
"""
ROOT = Path(__file__).resolve().parents[2]


async def _take(url: str) -> None:
    async with one_process(url, "second"):
        pass


async def test_the_second_one_is_refused_until_the_first_ends_or_dies(url: str) -> None:
    for _ in range(2):
        async with one_process(url, WHO):
            with pytest.raises(StorageError, match=rf"is in use by .*{WHO}") as caught:
                await _take(url)
            assert caught.value.problem is StorageProblem.IN_USE
    holder = subprocess.Popen(  # noqa: ASYNC220 - it is read from once
        [sys.executable, "-c", HOLD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    with holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StorageError, match=WHO):
            await _take(url)
        holder.kill()
        holder.wait()
    for tries in range(200):
        try:
            await _take(url)
            break
        except StorageError:  # PostgreSQL takes a moment to see that the other end has gone
            assert tries < 199
