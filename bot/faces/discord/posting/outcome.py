"""What a failed request to Discord means for a delivery.

The codes are those of the documentation, "Opcodes and Status Codes: JSON Error Codes"; what the library repeats by
itself is in `discord.http.HTTPClient.request` (2.7).
"""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

import aiohttp
import discord
import structlog

from bot.faces.discord.posting.transport import Attempts, TriedOnce
from bot.faces.face import Gone, InDoubt, Outcome, Refused, RetryLater

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
MISSING_ACCESS = 50001
MISSING_PERMISSIONS = 50013
ARCHIVED = 50083
NO_HISTORY = 160002
"""Replying takes the permission to read what was written before."""
ALREADY_PUBLISHED = 40033

_GONE: Mapping[int, str] = MappingProxyType(
    {
        UNKNOWN_CHANNEL: "the channel",
        10004: "the server",
        10013: "the person",
        50007: "the person takes no direct messages",
        50008: "the channel takes no messages",
        50024: "the channel is of another kind now",
        50278: "the person shares no server with the bot",
    }
)
_GONE_MESSAGE = frozenset({UNKNOWN_CHANNEL, 10004, UNKNOWN_MESSAGE, 50005, 50021})
"""Of an edit: the message, or all that it stood in; it is not ours, or a system message."""
_REFUSED: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        MISSING_ACCESS: ("view_channel",),
        NO_HISTORY: ("read_message_history",),
        ARCHIVED: ("unlock",),
        160005: ("unlock",),
    }
)

_LATER: Mapping[int, timedelta] = MappingProxyType(
    {
        20016: timedelta(minutes=1),  # slow mode, where the answer does not say how long
        20028: timedelta(seconds=10),  # the channel takes no more for now
        30046: timedelta(hours=1),  # old messages were edited too often
        40333: timedelta(minutes=1),  # Discord's own network
        130000: timedelta(minutes=1),  # overloaded
        160006: timedelta(hours=1),  # too many active threads
        160007: timedelta(hours=1),  # the same in announcement channels
    }
)
_SHUT_OUT = timedelta(minutes=5)
"""The token is refused, or the address is shut out: a human, or time, has to put it right."""
_UNREACHABLE = timedelta(minutes=1)
SOON = timedelta(seconds=5)
"""When to try again before the bot has logged in."""
_UNAUTHORIZED, _FORBIDDEN, _TOO_MANY, _SERVER_ERROR = 401, 403, 429, 500

log = structlog.get_logger(__name__)


def of_sending(error: Exception, tried: Attempts, *, needs: tuple[str, ...]) -> Outcome:
    """Return what became of a post.

    Args:
        error: what the library raised.
        tried: the attempts of the call: a refusal after a lost answer says nothing of the attempt before it.
        needs: the permissions that posting there takes, named where Discord says that one is missing.

    Raises:
        Exception: the error itself, where it is ours: the request was malformed, or the code is at fault.

    """
    outcome = _of(error, needs, _code(error) in _GONE)
    if tried.in_doubt and isinstance(outcome, RetryLater | Refused):
        return InDoubt(f"{outcome.reason}; an earlier attempt may have been carried out")
    return outcome


def of_editing(error: Exception, *, needs: tuple[str, ...]) -> Outcome:
    """Return what became of an edit, which may be repeated. Raises like `of_sending`."""
    return _of(error, needs, _code(error) in _GONE_MESSAGE)


def of_publishing(error: Exception) -> Outcome:
    """Return what became of passing a post on, which may be repeated. Raises like `of_sending`."""
    return _of(error, ("send_messages",), _code(error) in _GONE_MESSAGE | _GONE.keys())


def reason_of(error: Exception) -> str:
    """Return the error in one line, for logs and notices."""
    if isinstance(error, discord.HTTPException):
        return f"{error.text or error.response.reason} ({error.code or error.status})"
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def certainly_unknown(error: Exception) -> bool:
    """Tell whether a channel or message is not there."""
    return _code(error) in {UNKNOWN_CHANNEL, UNKNOWN_MESSAGE}


def _of(error: Exception, needs: tuple[str, ...], gone: bool) -> Outcome:  # noqa: FBT001 - read once
    match error:
        case discord.HTTPException() if gone:
            return Gone(reason_of(error))
        case discord.HTTPException():
            return _of_answer(error, needs)
        case discord.RateLimited(retry_after=seconds):
            return RetryLater(timedelta(seconds=seconds), f"rate limited for {seconds:.0f} seconds")
        case aiohttp.ClientConnectorError():
            return RetryLater(_UNREACHABLE, f"Discord cannot be reached: {error}")
        case TriedOnce():
            return InDoubt("the answer was lost, and a repetition could double it")
        case aiohttp.ClientError() | TimeoutError() | OSError():
            return InDoubt(reason_of(error))
    raise error


def _of_answer(error: discord.HTTPException, needs: tuple[str, ...]) -> Outcome:
    reason = reason_of(error)
    if error.status >= _SERVER_ERROR:
        return InDoubt(reason)
    if error.status == _UNAUTHORIZED:
        log.error("discord refuses the token", reason=reason)
    if error.status in (_UNAUTHORIZED, _TOO_MANY) or error.code in _LATER:
        return RetryLater(_wait(error), reason)
    if error.code == MISSING_PERMISSIONS:
        return Refused(reason, needs)
    if error.status == _FORBIDDEN:
        # Without a code it is no answer of the API: its guards shut us out.
        return Refused(reason, _REFUSED.get(error.code, ())) if error.code else RetryLater(_SHUT_OUT, reason)
    if error.code in _REFUSED:
        return Refused(reason, _REFUSED[error.code])
    raise error


def _wait(error: discord.HTTPException) -> timedelta:
    """Return how long to wait: as long as the answer asks, where the library gave up on it or does not read it."""
    if error.status == _TOO_MANY and "Retry-After" in error.response.headers:
        asked = float(error.response.headers["Retry-After"])
        return timedelta(seconds=min(max(asked, 1.0), 3600.0))
    return _LATER.get(error.code, _SHUT_OUT)


def _code(error: Exception) -> int:
    return error.code if isinstance(error, discord.HTTPException) else 0
