"""A loopback Slack in the wire's time, as `tests.wire.wire_time` says.

One event in four comes twice, with or without faults. One that was not acknowledged comes again until it is: an outage
takes no time on the wire's clock, so no try of Slack's three is too late.
"""

import argparse
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from tests.servers.slack.limits import Limits, Rule
from tests.servers.slack.server import LoopbackSlack
from tests.wire.questions import Questions
from tests.wire.wire_time import FASTER, Now, serve_in_wire_time

REPEATED = 0.25
"""Of the events: there are few of them."""
SUBSCRIBED = ("app_mention", "member_joined_channel")
"""Events that the app hears of; the others of its manifest do not happen here."""
PAUSES = (0.1, *[0.5] * 200)
"""Seconds until the further tries of an event."""


class WireSlack(LoopbackSlack):
    """Knows what became of questions, too."""

    parts = (*LoopbackSlack.parts, "questions")

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.questions = Questions(self)
        self.faults.repeated = REPEATED
        self.delivery.pauses = PAUSES


def limits() -> Limits:
    """Return Slack's own limits, sooner over."""
    usual = Limits()
    assert usual.channel is not None
    tiers = {tier: _sooner(rule) for tier, rule in usual.tiers.items()}
    return replace(usual, tiers=MappingProxyType(tiers), channel=_sooner(usual.channel))


def _sooner(rule: Rule) -> Rule:
    return Rule(rule.a_minute * FASTER, rule.burst)


def _make(options: argparse.Namespace, now: Now) -> WireSlack:
    return WireSlack(
        state=options.state, limits=limits(), seed=options.seed, port=options.port, subscribed=SUBSCRIBED, now=now
    )


if __name__ == "__main__":
    serve_in_wire_time(_make)
