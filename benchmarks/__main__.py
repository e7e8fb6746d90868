"""Run every measurement, one after the other, each in a process of its own."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Return 1 if a bar was missed."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    failed = []
    for name in names:
        print(f"== benchmarks.{name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:  # noqa: S603 - our own
            failed.append(name)
    print(f"missed: {', '.join(failed)}" if failed else "all bars held")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
