"""A loopback Discord that lives in the wire's time, so that months of posts lie months apart, as their ids say.

    python -m tests.wire.discord_server --port PORT --state FILE --clock FILE --seed SEED

The clock is a file with a Unix time in it. Its limits are Discord's, for a time that passes `FASTER` times as fast. One
request in twenty is refused with 429, one in twenty loses its connection before anything is done, and one in twenty
after, where `--faults` is given.
"""

import argparse
import asyncio
import sys
from pathlib import Path
from types import MappingProxyType

from tests.servers.discord.limits import Limits, Rule
from tests.servers.discord.server import LoopbackDiscord

FASTER = 10
SHARE = 0.05
"""Of the requests, for each of the three faults."""


def limits() -> Limits:
    """Return Discord's own limits, sooner over."""
    usual = Limits()
    assert usual.other is not None
    assert usual.overall is not None
    routes = {route: _sooner(rule) for route, rule in usual.routes.items()}
    return Limits(MappingProxyType(routes), _sooner(usual.other), _sooner(usual.overall))


def _sooner(rule: Rule) -> Rule:
    return Rule(rule.limit, rule.period / FASTER)


async def _serve(options: argparse.Namespace) -> None:
    def now() -> float:
        return float(options.clock.read_text())

    server = LoopbackDiscord(state=options.state, limits=limits(), seed=options.seed, port=options.port, now=now)
    if options.faults:
        server.faults.too_many = server.faults.lost_before = server.faults.lost_after = SHARE
    async with server as discord:
        sys.stdout.write(f"{discord.port}\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().create_future()


def main() -> None:
    """Read the options and serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--clock", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--faults", action="store_true")
    asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
