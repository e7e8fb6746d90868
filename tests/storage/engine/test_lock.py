"""A second visabot on the same file is told who has it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.engine.errors import StorageError, StorageProblem
from storage.engine.lock import process_lock

HOLD = """
import sys
from pathlib import Path
from storage.engine.lock import process_lock
with process_lock(Path(sys.argv[1]), "visabot run, since 14:05 UTC"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_second_one_is_told_which_process_holds_the_file(tmp_path: Path) -> None:
    path = tmp_path / "visabot.db"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(StorageError, match=rf"process {holder.pid} \(visabot run, since 14:05 UTC\)") as caught,
            process_lock(path, "second"),
        ):
            pass
        assert caught.value.problem is StorageProblem.IN_USE
        holder.kill()
    with process_lock(path, "third") as lock:  # the kernel freed it with the killed process
        assert lock.read_text() == f"process {os.getpid()} (third)\n"


def test_the_lock_is_free_again_after_the_block(tmp_path: Path) -> None:
    for _ in range(2):
        with process_lock(tmp_path / "visabot.db", "me"):
            pass


def test_a_folder_that_cannot_be_written_is_named() -> None:
    with pytest.raises(StorageError, match="cannot be written"), process_lock(Path("/proc/self/visabot.db"), "me"):
        pass
