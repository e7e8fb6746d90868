"""A loopback server as a process: its options, and its port on standard output once it listens."""

import argparse
import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from tests.servers.loopback import Loopback

Make = Callable[[argparse.Namespace], Loopback]
"""Makes a server as the options say."""


def usual_options(about: str | None) -> argparse.ArgumentParser:
    """Return the options that every loopback server has: `port`, `state` and `seed`."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--state", type=Path, help="the journal; without one nothing outlives the process")
    parser.add_argument("--seed", type=int, default=0, help="of all that is random")
    return parser


def serve_as_told(about: str | None, make: Make) -> None:
    """Read the usual options, `no_limits` and shares of faults, and serve until killed."""
    parser = usual_options(about)
    parser.add_argument("--no-limits", action="store_true", help="no rate limits")
    parser.add_argument("--fault", action="append", default=[], metavar="NAME=SHARE", help="such as lost_after=0.05")
    options = parser.parse_args()
    shares = dict(fault.split("=", 1) for fault in options.fault)
    serve(lambda: make(options), {name: float(share) for name, share in shares.items()})


def serve(make: Callable[[], Loopback], shares: dict[str, float]) -> None:
    """Serve until killed.

    Args:
        make: Makes the server; it is called in the loop.
        shares: Of the faults, by their names.
    """
    asyncio.run(_serve(make, shares))


async def _serve(make: Callable[[], Loopback], shares: dict[str, float]) -> None:
    server = make()
    for name, share in shares.items():
        getattr(server.faults, name)
        setattr(server.faults, name, share)
    async with server:
        sys.stdout.write(f"{server.port}\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().create_future()
