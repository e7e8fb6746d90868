"""`python -m tests.servers.discord`: a loopback Discord as a process of its own. Prints its port when it listens."""

import argparse

from tests.servers.discord.limits import NO_LIMITS
from tests.servers.discord.server import LoopbackDiscord
from tests.servers.serving import serve_as_told


def _make(options: argparse.Namespace) -> LoopbackDiscord:
    limits = NO_LIMITS if options.no_limits else None
    return LoopbackDiscord(state=options.state, limits=limits, seed=options.seed, port=options.port)


serve_as_told(__doc__, _make)
