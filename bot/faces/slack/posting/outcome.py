"""What a failed request to Slack means for a delivery.

The words are those that Slack documents under "chat.postMessage", "chat.update", "conversations.open" and "Common
errors". They come with HTTP status 200 and `"ok": false`; only rate limits and outages have a status of their own.
"""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.cards.lost_place import INVITE, POSTING_SHUT, REINSTALL
from bot.faces.face import Absent, Gone, InDoubt, Outcome, Refused, RetryLater, Unknown

OUTSIDE = frozenset({"no_permission", "not_in_channel"})
"""The bot is not in the channel. Of the first, Slack: "Make sure your app is a member of the conversation"."""
_FILES_SHUT = "slack_connect_file_link_sharing_blocked"
"""A picture is a file, which a channel shared with others may not have."""
TOO_MUCH = frozenset(
    {
        _FILES_SHUT,
        "invalid_arguments",  # "which is more likely when using complex arguments like blocks"
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "too_many_attachments",
    }
)
"""Slack does not take the message as it is made; without its picture, or in bare words, it may."""
NO_REPLIES = frozenset(
    {
        "cannot_reply_to_message",
        "invalid_thread_ts",
        "message_not_found",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
        "thread_not_found",
    }
)
"""Nothing can be said in that thread; the channel itself may be well."""
REVOKED = frozenset({"account_inactive", "token_revoked"})
"""The bot is not in the workspace any more."""

_TOKEN = frozenset({"invalid_auth", "not_allowed_token_type", "not_authed", "token_expired"})
"""Whoever runs the bot has to put it right."""
_NOT_SHOWN = "channel_not_found"
"""There is no such channel; or it is private, and the bot is not in it: Slack says the same of both."""
_GONE = frozenset(
    {
        _NOT_SHOWN,
        "cannot_dm_bot",
        "channel_is_limited_access",
        "invalid_user_combination",  # of somebody from elsewhere with whom no channel is shared any more
        "is_archived",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    }
)
_GONE_WHERE_PRIVATE = _GONE - {_NOT_SHOWN}
"""Of a private channel: it may be there, and wait for an invitation. If it is deleted, an event tells so."""
_GONE_MESSAGE = frozenset(
    {
        "cant_update_message",
        _NOT_SHOWN,
        "edit_window_closed",
        "message_not_found",
        "message_not_owned_by_app",
        "user_disabled",
        "user_not_found",
    }
)
"""Of an edit: the message, or all that it stood in, or nobody may edit it any more."""
_MENDED_BY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        _NOT_SHOWN: (INVITE,),
        "is_archived": (),
        "is_inactive": (),  # of an edit: "within a frozen, archived or deleted channel"
        "missing_scope": (REINSTALL,),
        "no_permission": (INVITE, REINSTALL),
        "not_in_channel": (INVITE,),
        "team_access_not_granted": (REINSTALL,),
    }
)
"""What an admin has to see to: `bot.faces.face.Refused.todo`."""
_SHUT = frozenset({"ekm_access_denied", "messages_tab_disabled", "posting_to_general_channel_denied"})
_LATER: Mapping[str, timedelta] = MappingProxyType(
    {
        "accesslimited": timedelta(hours=1),
        "external_channel_migrating": timedelta(minutes=10),
        "message_limit_exceeded": timedelta(hours=1),
        "org_login_required": timedelta(minutes=10),  # the workspace moves into an Enterprise organisation
        "rate_limited": timedelta(seconds=30),
        "ratelimited": timedelta(seconds=30),
        "team_added_to_org": timedelta(minutes=10),
    }
)
"""How long to wait where the answer does not say."""
_UNSURE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable", "update_failed"})
"""Slack: "It's possible some aspect of the operation succeeded before the error was raised"."""
_OURS = frozenset(
    {
        "as_user_not_supported",
        "deprecated_endpoint",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "json_not_object",
        "metadata_must_be_sent_from_app",
        "metadata_too_large",
        "method_deprecated",
        "missing_post_type",
        "no_text",
        "unknown_method",
    }
)
"""The request was malformed: the code is at fault. So are those that begin with "invalid_arg" and the like."""

_SHUT_OUT = timedelta(minutes=5)
"""The token is refused, or something before Slack shuts us out: a human, or time, has to put it right."""
UNREACHABLE = timedelta(minutes=1)
_TOO_MANY, _SERVER_ERROR, _OK = 429, 500, 200
_TIMED_OUT = 408
"""What stands before Slack waited too long for it. It may have done its work (slackapi/python-slack-sdk issue 1165)."""

log = structlog.get_logger(__name__)


def of_sending(error: Exception, *, asked: bool, private: bool = False) -> Outcome:
    """Return what became of a post.

    Args:
        error: what the SDK raised.
        asked: whether the message itself was on its way: what fails before posts nothing.
        private: whether it was for a private channel, which Slack shows to nobody outside.

    Raises:
        Exception: the error itself, where it is ours: the request was malformed, or the code is at fault.

    """
    outcome = _of(error, _GONE_WHERE_PRIVATE if private else _GONE)
    if isinstance(outcome, InDoubt) and not asked:
        return RetryLater(UNREACHABLE, outcome.reason)
    return outcome


def of_editing(error: Exception) -> Outcome:
    """Return what became of an edit, which may be repeated. Raises like `of_sending`."""
    return _of(error, _GONE_MESSAGE)


def code_of(error: Exception) -> str:
    """Return Slack's word for what is wrong; "" where it has said none."""
    data = getattr(error.response, "data", None) if isinstance(error, SlackApiError) else None
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def of_looking(error: Exception, *, private: bool = False) -> Absent | Refused | Unknown:
    """Return what a look for a post tells that has failed.

    Where the place has ended, there is nothing of ours to be found. Where an admin has to put something right, they
    are told: else the post would be in doubt for ever, and what comes after it would wait. `private`: see `of_sending`.
    """
    code = code_of(error)
    if code in (_GONE_WHERE_PRIVATE if private else _GONE):
        return Absent()
    todo = _MENDED_BY.get(code, ())
    return Refused(code, todo) if todo else Unknown(reason_of(error))


def reason_of(error: Exception) -> str:
    """Return the error in one line, for logs and notices; there is no secret in it."""
    if isinstance(error, SlackApiError):
        return code_of(error) or f"status {_status(error)}"
    if isinstance(error, aiohttp.ClientResponseError):
        # Its own words hold the address, which of a connection is a key to it; its other ones even the token.
        return f"{type(error).__name__}: {error.status} {error.message}".rstrip()
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def wait_of(error: Exception) -> timedelta | None:
    """Return how long Slack wants to be left alone; None: it is no rate limit."""
    if not isinstance(error, SlackApiError):
        return None
    code = code_of(error)
    if _status(error) != _TOO_MANY and code not in {"ratelimited", "rate_limited"}:
        return None
    asked: Any = getattr(error.response, "headers", {}).get("Retry-After")
    try:
        return timedelta(seconds=min(max(float(asked), 1.0), 3600.0))
    except (TypeError, ValueError):
        return _LATER["ratelimited"]


def _of(error: Exception, gone: frozenset[str]) -> Outcome:
    match error:
        case SlackApiError():
            return _of_answer(error, gone)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return RetryLater(UNREACHABLE, f"Slack cannot be reached: {error}")
        case aiohttp.ClientError() | TimeoutError() | OSError() | SlackClientError():
            return InDoubt(reason_of(error))
    raise error


def _of_answer(error: SlackApiError, gone: frozenset[str]) -> Outcome:
    code, reason = code_of(error), reason_of(error)
    if code in gone:
        return Gone(reason)
    if later := _later(error, code):
        return RetryLater(later, reason)
    if not code or code in _UNSURE:
        return InDoubt(reason)
    ours = code in _OURS or code.startswith(("invalid_arg", "invalid_array", "invalid_form"))
    if ours or (code in TOO_MUCH and code != _FILES_SHUT):
        raise error
    return Refused(reason, _mended_by(code))


def _later(error: SlackApiError, code: str) -> timedelta | None:
    """Return when to try again what was certainly not done."""
    if code in _TOKEN or code in REVOKED:
        log.error("slack refuses the token", reason=code)
        return _SHUT_OUT
    if code in _UNSURE or _status(error) >= _SERVER_ERROR or _status(error) == _TIMED_OUT:
        return None
    if not code and _status(error) not in (_OK, _TOO_MANY):
        return _SHUT_OUT  # it is no answer of the API: something before it shuts us out
    return wait_of(error) or _LATER.get(code)


def _mended_by(code: str) -> tuple[str, ...]:
    if code in _SHUT or code.startswith(("restricted_action", "slack_connect_")):
        return (POSTING_SHUT,)
    if code not in _MENDED_BY:
        log.error("slack refuses for a reason that visabot does not know", reason=code)
    return _MENDED_BY.get(code, ())


def _status(error: SlackApiError) -> int:
    """Return the HTTP status; where the answer could not be read, the SDK keeps aiohttp's instead of its own."""
    response: Any = error.response
    return int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
