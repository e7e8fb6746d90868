"""Giving an answer again that did not get through: one that comes twice is better than none.

Posts are another thing: those go out once, and are looked for (`bot.faces.slack.posting.face`).
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.faces.slack.posting.outcome import code_of, reason_of, wait_of

TRIES = 3
PAUSE = 1.0
"""Seconds before another try, where Slack says nothing else."""
LONGEST = 30.0
"""Seconds that Slack may ask to wait; who asked is gone after more of them."""
_AGAIN = frozenset({"", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Slack is not well: "" where its answer is none of the API's."""

T = TypeVar("T")

log = structlog.get_logger(__name__)


class AgainError(Exception):
    """Slack does not take it now: how many seconds to wait."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds


async def insistently(send: Callable[[], Awaitable[T]]) -> T:
    """Send, up to three times. Raises what the last try raises, or the first that trying again cannot mend."""
    for left in range(TRIES - 1, -1, -1):
        try:
            return await send()
        except (SlackApiError, AgainError, aiohttp.ClientError, OSError, TimeoutError) as error:
            pause = _pause(error)
            if not left or pause is None or pause > LONGEST:
                raise
            log.info("answer given again", reason=reason_of(error), seconds=pause)
            await asyncio.sleep(pause)
    raise AssertionError  # the last try returns or raises


def _pause(error: Exception) -> float | None:
    """Return the seconds to wait before another try; None: it would not help."""
    if isinstance(error, AgainError):
        return error.seconds
    if isinstance(error, SlackApiError):
        wait = wait_of(error)
        if wait is not None:
            return wait.total_seconds()
        return PAUSE if code_of(error) in _AGAIN else None
    return PAUSE
