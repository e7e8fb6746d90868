# ruff: noqa: S105 - words of refusals, no passwords
"""Slack's refusals: `{"ok": false, "error": "channel_not_found"}`, with HTTP status 200 but for rate limits."""

from enum import StrEnum
from typing import Any


class Word(StrEnum):
    """Slack's words for what it refuses (reference: "Errors" of each method)."""

    ACCOUNT_INACTIVE = "account_inactive"
    BAD_CLIENT_SECRET = "bad_client_secret"
    BAD_REDIRECT_URI = "bad_redirect_uri"
    BOT_NOT_FOUND = "bot_not_found"
    CANNOT_DM_BOT = "cannot_dm_bot"
    CANT_DELETE_MESSAGE = "cant_delete_message"
    CANT_UPDATE_MESSAGE = "cant_update_message"
    CHANNEL_NOT_FOUND = "channel_not_found"
    CODE_ALREADY_USED = "code_already_used"
    EDIT_WINDOW_CLOSED = "edit_window_closed"
    EXCHANGED_TRIGGER_ID = "exchanged_trigger_id"
    EXPIRED_TRIGGER_ID = "expired_trigger_id"
    EXPIRED_URL = "expired_url"
    FILE_NOT_FOUND = "file_not_found"
    HASH_CONFLICT = "hash_conflict"
    INVALID_BLOCKS = "invalid_blocks"
    INVALID_SCOPE = "invalid_scope"
    INVALID_UPLOAD = "invalid_upload"
    INVALID_ARGUMENTS = "invalid_arguments"
    INVALID_AUTH = "invalid_auth"
    INVALID_CLIENT_ID = "invalid_client_id"
    INVALID_CODE = "invalid_code"
    INVALID_CURSOR = "invalid_cursor"
    INVALID_JSON = "invalid_json"
    INVALID_TRIGGER_ID = "invalid_trigger_id"
    INVALID_TS_OLDEST = "invalid_ts_oldest"
    INVALID_TYPES = "invalid_types"
    IS_ARCHIVED = "is_archived"
    IS_INACTIVE = "is_inactive"
    JSON_NOT_OBJECT = "json_not_object"
    MESSAGE_NOT_FOUND = "message_not_found"
    METHOD_NOT_SUPPORTED_FOR_CHANNEL_TYPE = "method_not_supported_for_channel_type"
    MISSING_SCOPE = "missing_scope"
    MSG_TOO_LONG = "msg_too_long"
    NO_TEAM = "no_team"
    NO_TEXT = "no_text"
    NOT_ALLOWED_TOKEN_TYPE = "not_allowed_token_type"
    NOT_AUTHED = "not_authed"
    NOT_FOUND = "not_found"
    NOT_IN_CHANNEL = "not_in_channel"
    PUSH_LIMIT_REACHED = "push_limit_reached"
    SLACK_CONNECT_FILE_LINK_SHARING_BLOCKED = "slack_connect_file_link_sharing_blocked"
    TEAM_NOT_FOUND = "team_not_found"
    THREAD_NOT_FOUND = "thread_not_found"
    TOKEN_REVOKED = "token_revoked"
    UNKNOWN_METHOD = "unknown_method"
    USED_URL = "used_url"
    USER_DISABLED = "user_disabled"
    USER_NOT_FOUND = "user_not_found"
    USER_NOT_IN_CHANNEL = "user_not_in_channel"
    USERS_LIST_NOT_SUPPLIED = "users_list_not_supplied"


class Refusal(Exception):  # noqa: N818 - the API refuses; it is no error of the fake
    """The answer is an error word of Slack's, and what else it tells."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.more = more

    def body(self) -> dict[str, Any]:
        """Return the JSON of the answer."""
        return {"ok": False, "error": self.error, **self.more}
