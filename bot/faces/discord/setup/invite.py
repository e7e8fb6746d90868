"""The link by which a server's admin adds the bot, with the least permissions."""

import base64
import binascii
from urllib.parse import urlencode

from bot.faces.discord.setup.permissions import least

_AUTHORIZE = "https://discord.com/oauth2/authorize"
_ID_LENGTH = range(15, 21)
"""Digits of a snowflake, now and for a century."""


def application_of(token: str) -> int | None:
    """Return the application that a bot's token is of: its first part is the id, in Base64. None: it is no token."""
    first = token.partition(".")[0]
    try:
        told = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return int(told) if told.isdecimal() and len(told) in _ID_LENGTH else None


def server_link(application: int) -> str:
    """Return the link that adds the bot to a server."""
    asked = {"client_id": application, "scope": "bot applications.commands", "permissions": least().value}
    return f"{_AUTHORIZE}?{urlencode(asked)}"


def person_link(application: int) -> str:
    """Return the link that adds its commands to a person's own account, to ask anywhere."""
    asked = {"client_id": application, "scope": "applications.commands", "integration_type": 1}
    return f"{_AUTHORIZE}?{urlencode(asked)}"
