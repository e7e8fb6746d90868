"""The ways to answer somebody on Slack: by the address that came with what they did, by a message, in a modal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any, ClassVar, Protocol

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient
from slack_sdk.webhook.webhook_response import WebhookResponse

from bot.faces.slack.answering.insisting import PAUSE, AgainError, insistently
from bot.faces.slack.answering.views import card_view
from bot.faces.slack.cards.render import Rendered
from bot.faces.slack.posting.outcome import code_of, reason_of
from bot.faces.slack.workspaces.clients import Installed

_WITHIN = 20
"""Seconds that one answer may take to be sent."""
_QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}
"""What links lead to is not shown."""

log = structlog.get_logger(__name__)


class NotTakenError(Exception):
    """Slack does not take an answer: its word for why."""


class Reply(Protocol):
    """Answers one person once; before that, it may say that this takes a while."""

    async def say(self, drawn: Rendered, *, private: bool, title: str) -> None:
        """Show the answer.

        Raises:
            NotTakenError: Slack does not take it.
            aiohttp.ClientError, OSError, TimeoutError: Slack cannot be reached.

        """
        ...

    async def wait(self, drawn: Rendered, *, private: bool, title: str) -> None:
        """Show that it takes a while. Raises like `say`."""
        ...


@dataclass(slots=True)
class ByUrl:
    """By the `response_url` of a command or a press: it may be used five times in half an hour.

    A command's first message cannot be replaced by it, whatever its documentation says (slackapi/bolt-js, issue 2287):
    the word that it takes a while stays above the answer, and only the asker sees it.
    """

    url: str
    session: aiohttp.ClientSession
    thread: str = ""
    same: bool = False
    """Whether the answer stands where the message with the pressed button stood."""

    async def say(self, drawn: Rendered, *, private: bool, title: str) -> None:  # noqa: ARG002 - a message has none
        """Post it."""
        await self._post(drawn, private=private, replace=self.same)

    async def wait(self, drawn: Rendered, *, private: bool, title: str) -> None:  # noqa: ARG002 - only the asker waits
        """Post it, to the asker alone; where the answer replaces a message, that stays until then."""
        if not self.same:
            await self._post(drawn, private=True, replace=False)

    async def _post(self, drawn: Rendered, *, private: bool, replace: bool) -> None:
        client = AsyncWebhookClient(self.url, timeout=_WITHIN, session=self.session, retry_handlers=[])
        body: dict[str, Any] = {
            "text": drawn.text,
            "blocks": [block.to_dict() for block in drawn.blocks],
            "replace_original": replace,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if not replace:
            body["response_type"] = "ephemeral" if private else "in_channel"
        if self.thread and not replace:
            body["thread_ts"] = self.thread

        async def send() -> WebhookResponse:
            told = await client.send_dict(body)
            status = told.status_code
            if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise AgainError(_seconds(told.headers), str(status))
            return told

        try:
            told = await insistently(send)
        except AgainError as error:
            raise NotTakenError(str(error)) from error
        if told.status_code != HTTPStatus.OK or '"ok":false' in told.body.replace(" ", ""):
            raise NotTakenError(_word(told.body) or str(told.status_code))


@dataclass(slots=True)
class ByMessage:
    """By a message in a conversation: what somebody wrote to the bot is answered there."""

    installed: Installed
    channel: str
    person: str
    thread: str = ""
    aside: str = ""
    """The thread of an answer that the person alone sees."""
    direct: bool = False
    """Whether nobody else is there: then every answer is private anyway."""
    _posted: str = ""
    """The message that says it takes a while: the answer takes its place."""

    async def say(self, drawn: Rendered, *, private: bool, title: str) -> None:  # noqa: ARG002 - a message has none
        """Post it; in a channel, what is private is shown to the asker alone."""
        try:
            await insistently(partial(self._say, drawn, alone=private and not self.direct))
        except SlackApiError as error:
            raise NotTakenError(code_of(error)) from error

    async def _say(self, drawn: Rendered, *, alone: bool) -> None:
        client, content = self.installed.client, _content(drawn)
        if alone:
            await self._take_back()
            await client.chat_postEphemeral(
                channel=self.channel, user=self.person, thread_ts=self.aside or None, **content
            )
        elif self._posted:
            await client.chat_update(channel=self.channel, ts=self._posted, **_content(drawn, edited=True))
        else:
            await client.chat_postMessage(channel=self.channel, thread_ts=self.thread or None, **content, **_QUIET)

    async def wait(self, drawn: Rendered, *, private: bool, title: str) -> None:  # noqa: ARG002 - a message has none
        """Post it where the answer will be."""
        if private and not self.direct:
            return
        try:
            told = await self.installed.client.chat_postMessage(
                channel=self.channel, thread_ts=self.thread or None, **_content(drawn), **_QUIET
            )
        except SlackApiError as error:
            raise NotTakenError(code_of(error)) from error
        self._posted = str(told["ts"])

    async def _take_back(self) -> None:
        """Remove the word that it takes a while: everyone sees it, and an answer to one alone cannot replace it."""
        posted, self._posted = self._posted, ""
        if not posted:
            return
        try:
            await self.installed.client.chat_delete(channel=self.channel, ts=posted)
        except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.info("word of progress not removed", reason=reason_of(error), team=self.installed.team)


@dataclass(slots=True)
class InModal:
    """In a modal: what is pressed in the App Home, or in a modal that shows an answer, has no other place."""

    installed: Installed
    trigger: str
    view: str = ""
    """The modal it was pressed in: the answer takes its place."""
    where: str = ""
    """The channel that its buttons are meant for."""
    CALLBACK: ClassVar[str] = "visabot-answer"
    """By which such modals are known."""

    async def say(self, drawn: Rendered, *, private: bool, title: str) -> None:  # noqa: ARG002 - nobody else sees it
        """Open it, or put it in the place of what is shown."""
        view = card_view(drawn, title=title, callback=self.CALLBACK, channel=self.where)
        client = self.installed.client
        try:
            if self.view:
                await insistently(partial(client.views_update, view_id=self.view, view=view))
            else:
                told = await client.views_open(trigger_id=self.trigger, view=view)
                self.view = str((told.get("view") or {}).get("id") or "")
        except SlackApiError as error:
            raise NotTakenError(code_of(error)) from error

    async def wait(self, drawn: Rendered, *, private: bool, title: str) -> None:
        """The same: the trigger lasts three seconds, the answer may take longer."""
        await self.say(drawn, private=private, title=title)


def _seconds(headers: Mapping[str, Any]) -> float:
    """Return how long Slack wants to be left alone."""
    asked = str(headers.get("Retry-After") or "")
    return float(asked) if asked.isdecimal() else PAUSE


def _word(body: str) -> str:
    """Return Slack's word for why, of an answer that is that word or JSON."""
    try:
        told = json.loads(body)
    except ValueError:
        return body.strip()[:100]
    return str(told.get("error") or "")[:100] if isinstance(told, dict) else ""


def _content(drawn: Rendered, *, edited: bool = False) -> dict[str, Any]:
    content: dict[str, Any] = {"text": drawn.text, "blocks": [block.to_dict() for block in drawn.blocks]}
    if edited:  # what is said of these two in an edit, Slack does not keep from before
        return content | {"parse": "none", "link_names": False}
    return content
