"""Where the output cannot be written, or is read no more, nobody gets a traceback."""

import subprocess
import sys
from pathlib import Path

from tests.bot.cli.conftest import Run


def test_a_full_device_is_told_in_one_line(run: Run, environ: dict[str, str], tmp_path: Path) -> None:
    run("db", "upgrade")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "bot", "ask", "help"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=environ,
            cwd=tmp_path,
            timeout=60,
        )
    assert ended.returncode == 1
    assert ended.stderr == "visabot: the output cannot be written: No space left on device\n"


def test_a_demo_that_nobody_reads_any_more_ends_without_a_word(environ: dict[str, str], tmp_path: Path) -> None:
    playing = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--pause", "0.1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environ,
        cwd=tmp_path,
    )
    assert playing.stdout is not None
    assert playing.stderr is not None
    assert playing.stdout.readline().startswith("DEMO")
    playing.stdout.close()
    assert playing.wait(timeout=60) == 0
    assert playing.stderr.read() == ""
    playing.stderr.close()
