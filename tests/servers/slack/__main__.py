"""`python -m tests.servers.slack`: a loopback Slack as a process of its own. Prints its port when it listens."""

import argparse
import asyncio
import sys
from pathlib import Path

from tests.servers.slack.limits import NO_LIMITS
from tests.servers.slack.server import LoopbackSlack


async def _serve(options: argparse.Namespace) -> None:
    limits = NO_LIMITS if options.no_limits else None
    async with LoopbackSlack(state=options.state, limits=limits, seed=options.seed, port=options.port) as slack:
        for fault in options.fault:
            name, _, share = fault.partition("=")
            getattr(slack.faults, name)
            setattr(slack.faults, name, float(share))
        sys.stdout.write(f"{slack.port}\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().create_future()


def main() -> None:
    """Read the options and serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--state", type=Path, help="the journal; without one nothing outlives the process")
    parser.add_argument("--seed", type=int, default=0, help="of the faults")
    parser.add_argument("--no-limits", action="store_true", help="no rate limits")
    parser.add_argument("--fault", action="append", default=[], metavar="NAME=SHARE", help="such as lost_after=0.05")
    asyncio.run(_serve(parser.parse_args()))


main()
