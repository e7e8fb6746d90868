"""The command `visabot`, also as `python -m bot`."""

import errno
import os
import sys
from pathlib import Path

import click

from bot.cli.errors import FAILURE
from bot.cli.group import visabot

_OUTPUT = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})
"""Where no file is named, it is a stream that was given to us. A pipe that nobody reads, click ends quietly."""


def main() -> None:
    """Run the command line, and exit.

    A stream that was closed before the start (`>&-`) is None in Python: what is written to it then goes nowhere.
    """
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open for as long as the process
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open for as long as the process
    try:
        visabot(prog_name="visabot")
    except OSError as error:
        if error.errno not in _OUTPUT or error.filename is not None:
            raise
        # What is still buffered cannot be written either: at the exit, Python would complain of it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        click.echo(f"visabot: the output cannot be written: {error.strerror}", err=True)
        sys.exit(FAILURE)


if __name__ == "__main__":
    main()
