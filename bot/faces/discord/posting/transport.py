"""What all requests to Discord share: one pace, and what is known of a call's earlier attempts.

Discord takes 50 requests a second from a bot, over all channels (documentation, "Rate Limits"), and shuts an address
out that is wrong 10,000 times in ten minutes. discord.py has no limiter ahead of time and repeats requests by itself,
so the pace is kept where each attempt begins: in aiohttp's tracing, which the library lets us set.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import SimpleNamespace

import aiohttp

RATE = 45.0
"""Requests a second: a tenth below what Discord takes, for clocks and networks are uneven."""

BURST = 3
"""Requests that may go at once after a pause. With `RATE` no second has more than 50."""

_FREE = ("/interactions/", "/webhooks/")
"""Answers to people are not under the limit of all requests (documentation, "Rate Limits", "Global Rate Limit")."""

_SERVER_ERROR = 500


class TriedOnce(Exception):  # noqa: N818 - it is no error to have tried
    """What must not be repeated may have been done by the first attempt, whose answer was lost."""


class Pace:
    """A token bucket on the loop's clock. Who waits first goes first; who is cancelled takes nothing."""

    def __init__(self, rate: float = RATE, burst: int = BURST) -> None:
        """Let `rate` pass a second, and `burst` at once."""
        self._rate = rate
        self._burst = burst
        self._full_at = 0.0
        """When the bucket is full again, on the loop's clock."""
        self._turn = asyncio.Lock()

    async def wait(self) -> None:
        """Return when one more may pass."""
        loop = asyncio.get_running_loop()
        async with self._turn:  # asyncio's locks are fair
            room_at = self._full_at - (self._burst - 1) / self._rate
            if (wait := room_at - loop.time()) > 0:
                await asyncio.sleep(wait)
            self._full_at = max(self._full_at, loop.time()) + 1 / self._rate


@dataclass
class Attempts:
    """What became of the attempts of one call."""

    once: bool = False
    """Whether a repetition could do it twice: it has no nonce."""
    in_doubt: bool = False
    """Whether an attempt may have been carried out although it brought no good answer."""


_CALL: ContextVar[Attempts | None] = ContextVar("_CALL", default=None)


@contextmanager
def attempts() -> Iterator[Attempts]:
    """Watch the attempts of the requests made inside."""
    call = Attempts()
    token = _CALL.set(call)
    try:
        yield call
    finally:
        _CALL.reset(token)


@contextmanager
def once() -> Iterator[None]:
    """Let the request made inside not be repeated once it may have been carried out: it ends in `TriedOnce`.

    For what has no nonce. Only within `attempts`.
    """
    call = _CALL.get()
    if call is None:
        msg = "once() stands within attempts()"
        raise RuntimeError(msg)
    call.once = True
    try:
        yield
    finally:
        call.once = False


def trace(pace: Pace) -> aiohttp.TraceConfig:
    """Return what makes a client of discord.py keep the pace (its argument `http_trace`). Clients may share it."""

    async def begins(_: aiohttp.ClientSession, __: SimpleNamespace, about: aiohttp.TraceRequestStartParams) -> None:
        call = _CALL.get()
        if call is not None and call.once and call.in_doubt:
            raise TriedOnce
        if about.url.scheme.startswith("http") and not any(part in about.url.path for part in _FREE):
            await pace.wait()

    async def answered(_: aiohttp.ClientSession, __: SimpleNamespace, about: aiohttp.TraceRequestEndParams) -> None:
        call = _CALL.get()
        if call is not None and about.response.status >= _SERVER_ERROR:
            call.in_doubt = True

    async def failed(_: aiohttp.ClientSession, __: SimpleNamespace, about: aiohttp.TraceRequestExceptionParams) -> None:
        call = _CALL.get()
        if call is not None and not isinstance(about.exception, aiohttp.ClientConnectorError):
            call.in_doubt = True

    config = aiohttp.TraceConfig()
    config.on_request_start.append(begins)
    config.on_request_end.append(answered)
    config.on_request_exception.append(failed)
    return config
