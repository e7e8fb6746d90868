"""What runs inside a worker process, as far as it can be seen from outside of one."""

import io
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from feeds.parse.document import ParseError, ParseProblem
from feeds.parse.worker import ENTRIES_A_FRAME, HEADER, answer, limit_memory, limit_processor_time
from tests.feeds.parse.documents import document, item, rss


def frames(raw: bytes) -> list[Any]:
    found, stream = [], io.BytesIO(raw)
    while header := stream.read(HEADER.size):
        found.append(pickle.loads(stream.read(HEADER.unpack(header)[0])))  # noqa: S301  # written three lines ago
    return found


def test_a_result_goes_out_in_frames_of_bounded_size() -> None:
    whole = document(rss(*(item(title=f"Report number {n}") for n in range(2 * ENTRIES_A_FRAME + 1))))
    sink = io.BytesIO()
    answer(sink, whole)
    first, *chunks = frames(sink.getvalue())
    assert first == (replace(whole, entries=()), 3)
    assert tuple(entry for chunk in chunks for entry in chunk) == whole.entries


def test_an_error_is_one_frame() -> None:
    sink = io.BytesIO()
    error = ParseError(ParseProblem.EMPTY, "nothing")
    answer(sink, error)
    assert frames(sink.getvalue()) == [(error, 0)]


def run(code: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env, timeout=60
    )


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the limit is counted from what /proc says")
def test_memory_is_bounded_from_where_the_process_stands() -> None:
    module = limit_memory.__module__
    code = f"from {module} import limit_memory; limit_memory(32 << 20); b'x' * (%d << 20); print('fits')"
    assert run(code % 16).stdout == "fits\n"
    assert "MemoryError" in run(code % 48).stderr


def test_a_process_that_nobody_watches_is_ended_by_the_kernel() -> None:
    module = limit_processor_time.__module__
    ended = run(f"import {module} as w; w.GRACE = 0; w.limit_processor_time(1)\nwhile True: pass")
    assert ended.returncode < 0
