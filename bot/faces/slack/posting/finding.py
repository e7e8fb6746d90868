"""Finding a post whose answer was lost: by the delivery's token, in the message's metadata and on its first button.

History is read from ten minutes before the post was first due. Replies are not in it but in their thread. Apps that are
distributed outside Slack's Marketplace get 15 messages a minute: where there is more to read than one look may, the
next look goes on from there. Only when all of the span was read is the post certainly not there.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.faces.face import Absent, Found, Posting, Unknown
from bot.faces.pressed import token_of
from bot.faces.slack.posting.outcome import NO_REPLIES, code_of
from bot.faces.slack.workspaces.clients import Installed

DELIVERY = "visabot_delivery"
"""The type of our metadata."""

MARGIN = timedelta(minutes=10)
"""Our clock and Slack's differ by less."""
PAGE = 200
"""Messages asked for at once: Slack advises no more."""
PAGES = 10
"""Read at one look."""

_HIDDEN = frozenset({"channel_not_found"})
"""What Slack says of replies where the channel is gone, or the bot is not in it: its reference knows no other word."""
_REMEMBERED = 1000
"""Searches that are not at their end yet; more are begun anew."""

Ask = Callable[[str | None], Awaitable[AsyncSlackResponse]]
"""Asks for the page at a cursor, for the first at None."""


@dataclass(frozen=True, slots=True)
class _Search:
    """One place of one delivery."""

    token: str
    place: str


class Finder:
    """Looks for messages of ours."""

    def __init__(self) -> None:
        """Nothing was looked for yet."""
        self._cursors: dict[_Search, str] = {}
        """Where to go on with what is not at its end."""

    async def find(self, installed: Installed, channel: str, posting: Posting) -> Found | Absent | Unknown:
        """Look through a thread, where the post continues one, and through the channel or direct messages.

        What continues a thread can stand in the channel too: the thread may have been locked. `Found.message` is the
        message's time stamp. Raises what a request to Slack raises.
        """
        oldest = f"{(posting.since - MARGIN).timestamp():.6f}"
        client = installed.client
        span: dict[str, Any] = {"channel": channel, "oldest": oldest, "include_all_metadata": True, "limit": PAGE}

        async def replies(cursor: str | None) -> AsyncSlackResponse:
            return await client.conversations_replies(ts=str(posting.reply_to), cursor=cursor, **span)

        async def history(cursor: str | None) -> AsyncSlackResponse:
            return await client.conversations_history(cursor=cursor, **span)

        if posting.reply_to is not None:
            try:
                found = await self._search(_Search(posting.token, "thread"), replies, installed.bot)
            except SlackApiError as error:
                if code_of(error) not in NO_REPLIES | _HIDDEN:
                    raise  # else the channel's history tells whether there is anything to be read
            else:
                if not isinstance(found, Absent):
                    return found
        return await self._search(_Search(posting.token, "channel"), history, installed.bot)

    async def _search(self, search: _Search, ask: Ask, bot: str) -> Found | Absent | Unknown:
        """Read on until it is found, all is read, or enough for now. A look that fails goes on where it was."""
        cursor = self._cursors.get(search)
        for _ in range(PAGES):
            try:
                told = await ask(cursor)
            except SlackApiError as error:
                if cursor is None or code_of(error) != "invalid_cursor":
                    raise
                self._cursors.pop(search, None)
                return Unknown("what was read last is forgotten: from the beginning again")
            for message in told.get("messages") or ():
                if message.get("bot_id") == bot and search.token in tokens(message):
                    self._cursors.pop(search, None)
                    return Found(str(message["ts"]))
            cursor = (told.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                self._cursors.pop(search, None)
                # "There is more" without a way to it is no end.
                return Unknown("history has an end missing") if told.get("has_more") else Absent()
            self._go_on(search, cursor)
        return Unknown("there is more to read")

    def _go_on(self, search: _Search, cursor: str) -> None:
        if search not in self._cursors and len(self._cursors) >= _REMEMBERED:
            self._cursors.pop(next(iter(self._cursors)))
        self._cursors[search] = cursor


def tokens(message: Mapping[str, Any]) -> set[str]:
    """Return the deliveries that a message names."""
    named = {token for value in _values(message.get("blocks") or ()) if (token := token_of(value))}
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") == DELIVERY:
        named.add(str((metadata.get("event_payload") or {}).get("token")))
    return named


def _values(parts: Any) -> Iterator[str]:  # noqa: ANN401 - Block Kit, as it comes
    """Return what the buttons of blocks carry."""
    for part in parts:
        if not isinstance(part, Mapping):
            continue
        if isinstance(value := part.get("value"), str):
            yield value
        yield from _values(part.get("elements") or ())
        yield from _values(filter(None, (part.get("accessory"),)))
