"""Files that somebody gives in a form, read as text: what is too long to be typed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog

from bot.cards.card import Card
from bot.cards.error import error_card
from bot.faces.slack.posting.outcome import reason_of
from bot.faces.slack.workspaces.clients import Installed
from bot.faces.text_files import FETCHED_WITHIN, FILE_LIMIT, text_in, too_big
from bot.locale.voice import Voice

_HOSTS = ".slack.com"
"""Where Slack keeps files: the bot's token goes nowhere else, but to the Web API's own host."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file in a form (Slack, "File input element")."""

    name: str
    url: str
    size: int

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "GivenFile":
        """Read Slack's file object."""
        url = told.get("url_private_download") or told.get("url_private") or ""
        return cls(str(told.get("name") or "—"), str(url), int(told.get("size") or 0))


async def read_text(file: GivenFile, installed: Installed, session: aiohttp.ClientSession, voice: Voice) -> str | Card:
    """Fetch a file from Slack, and return its text; where that cannot be read, a card that says so."""
    if file.size > FILE_LIMIT:
        return too_big(file.name, voice)
    try:
        content = await _fetched(file.url, installed, session)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        # It is gone, the bot may not read files, or Slack is not well.
        log.warning("file not fetched", team=installed.team, reason=reason_of(error))
        what = voice.say("slack.file-not-there", name=file.name)
        return error_card(what, voice, todo=voice.say("slack.file-again"))
    return text_in(file.name, content, voice)


async def _fetched(url: str, installed: Installed, session: aiohttp.ClientSession) -> bytes:
    """Return what is in a file, and of one that is too large a little more than is read."""
    if not _is_slacks(url, installed.client.base_url):
        message = "the file is not at Slack"
        raise OSError(message)
    headers = {"Authorization": f"Bearer {installed.client.token}"}
    async with asyncio.timeout(FETCHED_WITHIN), session.get(url, headers=headers) as answered:
        # Without the scope files:read, Slack answers with its page for logging in.
        if answered.status != HTTPStatus.OK or answered.content_type == "text/html":
            message = f"slack does not give the file, but {answered.status} {answered.content_type}"
            raise OSError(message)
        content = bytearray()
        async for part in answered.content.iter_chunked(65_536):
            content += part
            if len(content) > FILE_LIMIT:
                break
        return bytes(content)


def _is_slacks(url: str, api: str) -> bool:
    asked, known = urlsplit(url), urlsplit(api)
    if (asked.scheme, asked.netloc) == (known.scheme, known.netloc):
        return True
    return asked.scheme == "https" and (asked.hostname or "").endswith(_HOSTS)
