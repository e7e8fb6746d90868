"""Files that somebody gives in a form, read as text: what is too long to be typed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog

from bot.cards.card import Card
from bot.cards.error import error_card
from bot.faces.slack.clients import Installed
from bot.locale.voice import Voice

FILE_LIMIT = 2_000_000
"""Bytes of a file that is read; its characters are counted by the option it is for."""
FETCHED_WITHIN = 20.0
"""Seconds."""
_HOSTS = ".slack.com"
"""Where Slack keeps files: the bot's token goes nowhere else, but to the Web API's own host."""

log = structlog.get_logger(__name__)


class Why(Enum):
    """Why a file could not be read."""

    TOO_BIG = "too big"
    NOT_TEXT = "not text"
    NOT_THERE = "not there"
    """Slack does not give it: it is gone, the bot may not read files, or Slack is not well."""


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


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read."""

    name: str
    why: Why

    def card(self, voice: Voice) -> Card:
        """Return what is wrong with it, and what to do."""
        match self.why:
            case Why.TOO_BIG:
                what = voice.say("slack.file-too-big", name=self.name)
                todo = voice.say("slack.file-smaller", kilobytes=FILE_LIMIT // 1000)
            case Why.NOT_TEXT:
                what, todo = voice.say("slack.file-no-text", name=self.name), voice.say("slack.file-utf8")
            case Why.NOT_THERE:
                what, todo = voice.say("slack.file-not-there", name=self.name), voice.say("slack.file-again")
        return error_card(what, voice, todo=todo)


async def read_text(file: GivenFile, installed: Installed, session: aiohttp.ClientSession) -> str | Unreadable:
    """Fetch a file from Slack, and return its text."""
    if file.size > FILE_LIMIT:
        return Unreadable(file.name, Why.TOO_BIG)
    try:
        content = await _fetched(file.url, installed, session)
        return content.decode("utf-8-sig") if content is not None else Unreadable(file.name, Why.TOO_BIG)
    except UnicodeDecodeError:
        return Unreadable(file.name, Why.NOT_TEXT)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("file not fetched", team=installed.team, reason=repr(error))
        return Unreadable(file.name, Why.NOT_THERE)


async def _fetched(url: str, installed: Installed, session: aiohttp.ClientSession) -> bytes | None:
    """Return what is in a file; None: more than is read."""
    if not _is_slacks(url, installed.client.base_url):
        message = "the file is not at Slack"
        raise OSError(message)
    headers = {"Authorization": f"Bearer {installed.client.token}"}
    async with asyncio.timeout(FETCHED_WITHIN), session.get(url, headers=headers) as answered:
        # Without the scope files:read, Slack answers with its page for logging in.
        if answered.status != HTTPStatus.OK or answered.content_type == "text/html":
            message = f"slack does not give the file, but {answered.status} {answered.content_type}"
            raise OSError(message)
        return await _at_most(answered, FILE_LIMIT)


async def _at_most(answered: aiohttp.ClientResponse, most: int) -> bytes | None:
    content = bytearray()
    async for part in answered.content.iter_chunked(65_536):
        content += part
        if len(content) > most:
            return None
    return bytes(content)


def _is_slacks(url: str, api: str) -> bool:
    asked, known = urlsplit(url), urlsplit(api)
    if (asked.scheme, asked.netloc) == (known.scheme, known.netloc):
        return True
    return asked.scheme == "https" and (asked.hostname or "").endswith(_HOSTS)
