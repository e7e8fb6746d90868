"""`python -m tests.servers.slack`: a loopback Slack as a process of its own. Prints its port when it listens."""

import argparse

from tests.servers.serving import serve_as_told
from tests.servers.slack.limits import NO_LIMITS
from tests.servers.slack.server import LoopbackSlack


def _make(options: argparse.Namespace) -> LoopbackSlack:
    limits = NO_LIMITS if options.no_limits else None
    return LoopbackSlack(state=options.state, limits=limits, seed=options.seed, port=options.port)


serve_as_told(__doc__, _make)
