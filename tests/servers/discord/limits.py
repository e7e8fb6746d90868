"""Rate limits: a bucket for each route and top-level resource, and one for all (documentation, "Rate Limits")."""

import hashlib
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tests.servers.store import Json

MESSAGES = "POST /channels/{channel_id}/messages"
FREE_OF_GLOBAL = ("/interactions/", "/webhooks/")
"""Interaction endpoints are not bound to the bot's global limit."""
INVALID_LIMIT = 10_000
INVALID_PERIOD = 600.0


@dataclass(frozen=True, slots=True)
class Rule:
    """So many requests in so many seconds."""

    limit: int
    period: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The rules. Discord publishes none but the global one; 5 in 5 s is what a channel's messages get in practice."""

    routes: Mapping[str, Rule] = field(
        default_factory=lambda: MappingProxyType(
            {
                MESSAGES: Rule(5, 5.0),
                "PATCH /channels/{channel_id}/messages/{message_id}": Rule(5, 5.0),
                "POST /channels/{channel_id}/messages/{message_id}/crosspost": Rule(10, 3600.0),
                "POST /webhooks/{webhook_id}/{webhook_token}": Rule(5, 2.0),
            }
        )
    )
    other: Rule | None = Rule(50, 1.0)
    overall: Rule | None = Rule(50, 1.0)


NO_LIMITS = Limits(MappingProxyType({}), None, None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may pass, and what its answer's headers say."""

    headers: Json
    retry_after: float = 0.0
    scope: str = ""

    @property
    def passes(self) -> bool:
        """Whether it may."""
        return not self.scope


@dataclass
class _Window:
    rule: Rule
    ends: float
    used: int = 0


class Limiter:
    """Counts requests in windows that begin with their first request."""

    def __init__(self, limits: Limits, now: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self.now = now
        self._windows: dict[tuple[str, str], _Window] = {}
        self._invalid = _Window(Rule(INVALID_LIMIT, INVALID_PERIOD), 0.0)

    def take(self, route: str, major: str) -> Verdict:
        """Count a request; `route` is its method and path, `major` its top-level resource."""
        rule = self.limits.routes.get(route, self.limits.other)
        window = self._window(rule, (route, major)) if rule is not None else None
        headers = self._headers(window, route) if window is not None else {}
        if not any(part in route for part in FREE_OF_GLOBAL) and self.limits.overall is not None:
            everything = self._window(self.limits.overall, ("", ""))
            if everything.used >= everything.rule.limit:
                return Verdict({"X-RateLimit-Global": "true"}, everything.ends - self.now(), "global")
            everything.used += 1
        if window is None:
            return Verdict(headers)
        if window.used >= window.rule.limit:
            return Verdict(headers, window.ends - self.now(), "user")
        window.used += 1
        return Verdict(self._headers(window, route))

    def headers(self, route: str, major: str) -> Json:
        """Return the headers of an answer that was refused for another reason, without counting it."""
        rule = self.limits.routes.get(route, self.limits.other)
        return self._headers(self._window(rule, (route, major)), route) if rule is not None else {}

    def count_invalid(self, status: int, scope: str) -> None:
        """Count an answer that Discord holds against the address."""
        if status in (401, 403) or (status == 429 and scope != "shared"):
            if self.now() >= self._invalid.ends:
                self._invalid = _Window(self._invalid.rule, self.now() + INVALID_PERIOD)
            self._invalid.used += 1

    @property
    def invalid(self) -> int:
        """How many invalid requests came in these ten minutes."""
        return self._invalid.used if self.now() < self._invalid.ends else 0

    @property
    def banned(self) -> bool:
        """Whether the address was too often wrong."""
        return self.invalid >= INVALID_LIMIT

    def _window(self, rule: Rule, key: tuple[str, str]) -> _Window:
        window = self._windows.get(key)
        if window is None or self.now() >= window.ends:
            window = self._windows[key] = _Window(rule, self.now() + rule.period)
        return window

    def _headers(self, window: _Window, route: str) -> Json:
        left = max(0.0, window.ends - self.now())
        return {
            "X-RateLimit-Limit": str(window.rule.limit),
            "X-RateLimit-Remaining": str(max(0, window.rule.limit - window.used)),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{math.ceil(left * 1000) / 1000:.3f}",
            "X-RateLimit-Bucket": hashlib.md5(route.encode(), usedforsecurity=False).hexdigest(),
        }
