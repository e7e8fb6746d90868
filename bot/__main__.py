"""The command `visabot`, also as `python -m bot`."""

import os
import sys
from pathlib import Path

from bot.cli.group import visabot


def main() -> None:
    """Run the command line, and exit.

    A stream that was closed before the start (`>&-`) is None in Python: what is written to it then goes nowhere.
    """
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open for as long as the process
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open for as long as the process
    visabot(prog_name="visabot")


if __name__ == "__main__":
    main()
