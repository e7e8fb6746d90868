"""A loopback Discord in the wire's time, as `tests.wire.wire_time` says."""

import argparse
from types import MappingProxyType

from tests.servers.discord.limits import Limits, Rule
from tests.servers.discord.server import LoopbackDiscord
from tests.wire.wire_time import FASTER, Now, serve_in_wire_time


def limits() -> Limits:
    """Return Discord's own limits, sooner over."""
    usual = Limits()
    assert usual.other is not None
    assert usual.overall is not None
    routes = {route: _sooner(rule) for route, rule in usual.routes.items()}
    return Limits(MappingProxyType(routes), _sooner(usual.other), _sooner(usual.overall))


def _sooner(rule: Rule) -> Rule:
    return Rule(rule.limit, rule.period / FASTER)


def _make(options: argparse.Namespace, now: Now) -> LoopbackDiscord:
    return LoopbackDiscord(state=options.state, limits=limits(), seed=options.seed, port=options.port, now=now)


if __name__ == "__main__":
    serve_in_wire_time(_make)
