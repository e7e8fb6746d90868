"""A loopback Slack that lives in the wire's time, so that months of posts lie months apart, as their times say.

    python -m tests.wire.slack_server --port PORT --state FILE --clock FILE --seed SEED

The clock is a file with a Unix time in it. Its limits are Slack's, for a time that passes `FASTER` times as fast. Where
`--faults` is given, one request in twenty is refused with 429, one in twenty loses its connection before anything is
done, and one in twenty after. One event in four comes twice, with or without faults.
"""

import argparse
import asyncio
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from tests.servers.slack.limits import Limits, Rule
from tests.servers.slack.server import LoopbackSlack

FASTER = 10
SHARE = 0.05
"""Of the requests, for each of the three faults."""
REPEATED = 0.25
"""Of the events: there are few of them."""
SUBSCRIBED = ("app_mention", "member_joined_channel")
"""Events that the app hears of; the others of its manifest do not happen here."""


def limits() -> Limits:
    """Return Slack's own limits, sooner over."""
    usual = Limits()
    assert usual.channel is not None
    tiers = {tier: _sooner(rule) for tier, rule in usual.tiers.items()}
    return replace(usual, tiers=MappingProxyType(tiers), channel=_sooner(usual.channel))


def _sooner(rule: Rule) -> Rule:
    return Rule(rule.a_minute * FASTER, rule.burst)


async def _serve(options: argparse.Namespace) -> None:
    def now() -> float:
        return float(options.clock.read_text())

    server = LoopbackSlack(
        state=options.state,
        limits=limits(),
        seed=options.seed,
        port=options.port,
        subscribed=SUBSCRIBED,
        now=now,
    )
    server.faults.repeated = REPEATED
    if options.faults:
        server.faults.too_many = server.faults.lost_before = server.faults.lost_after = SHARE
    async with server as slack:
        sys.stdout.write(f"{slack.port}\n")
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
