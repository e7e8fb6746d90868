"""Rate limits (reference: "Rate limits"): tiers by method and workspace, one message a second by channel."""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Rule:
    """So many calls a minute, and so many at once before that counts."""

    a_minute: float
    burst: int


class Tier(Enum):
    """What Slack says of a method."""

    ONE = 1
    TWO = 2
    THREE = 3
    FOUR = 4
    POSTING = "posting"
    """chat.postMessage: one a second in a channel; several hundred a minute in a workspace."""
    TESTING = "testing"
    """auth.test: hundreds a minute."""
    FREE = "free"
    """A response_url has its own bound."""


TIERS: Mapping[Tier, Rule] = MappingProxyType(
    {
        Tier.ONE: Rule(1, 5),
        Tier.TWO: Rule(20, 20),
        Tier.THREE: Rule(50, 50),
        Tier.FOUR: Rule(100, 100),
        Tier.POSTING: Rule(600, 100),
        Tier.TESTING: Rule(600, 100),
    }
)
"""The rates are Slack's; it says no more of bursts than that small ones are tolerated."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The rules.

    Attributes:
        tiers: By tier, for a method in a workspace; a tier that is not there has none.
        channel: Of messages to one channel.
        methods: Of single methods, instead of their tier's.
        history_page: The most objects on a page of history and replies; apps that are distributed outside Slack's
            Marketplace get 15, once a minute.
    """

    tiers: Mapping[Tier, Rule] = field(default_factory=lambda: TIERS)
    channel: Rule | None = Rule(60, 3)
    methods: Mapping[str, Rule] = field(default_factory=dict)
    history_page: int = 999


NO_LIMITS = Limits(MappingProxyType({}), None)
DISTRIBUTED = Limits(
    methods=MappingProxyType({"conversations.history": Rule(1, 1), "conversations.replies": Rule(1, 1)}),
    history_page=15,
)


@dataclass
class _Bucket:
    left: float
    at: float


class Limiter:
    """Buckets that fill by the clock."""

    def __init__(self, limits: Limits, now: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._now = now
        self._buckets: dict[tuple[str, ...], _Bucket] = {}

    def take(self, method: str, tier: Tier, team: str, channel: str = "") -> int:
        """Count a call. Return how many seconds to wait, or 0 if it may pass."""
        wanted: list[tuple[tuple[str, ...], Rule]] = []
        rule = self.limits.methods.get(method, self.limits.tiers.get(tier))
        if rule is not None:
            wanted.append(((method, team), rule))
        if channel and tier is Tier.POSTING and self.limits.channel is not None:
            wanted.append((("channel", channel), self.limits.channel))
        waits = [self._wait(key, rule) for key, rule in wanted]
        if any(waits):
            return math.ceil(max(waits))
        for key, _ in wanted:
            self._buckets[key].left -= 1
        return 0

    def _wait(self, key: tuple[str, ...], rule: Rule) -> float:
        now = self._now()
        bucket = self._buckets.setdefault(key, _Bucket(rule.burst, now))
        bucket.left = min(rule.burst, bucket.left + (now - bucket.at) * rule.a_minute / 60)
        bucket.at = now
        return 0.0 if bucket.left >= 1 else (1 - bucket.left) * 60 / rule.a_minute
