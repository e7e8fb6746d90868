"""Channels as Slack shows them to the bot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.faces.slack.places.kept import Kept
from bot.faces.slack.posting.outcome import code_of
from bot.faces.slack.workspaces.clients import Installed
from feeds.clock import Clock

CHANNEL, PRIVATE, SHARED = "channel", "private", "shared"
"""Kinds of destinations; shared with another organisation goes before private."""

OF_TWO = "D"
"""What the id of a conversation of two begins with, such as that of a person with the bot."""
OF_SOME = "mpdm-"
"""What the name of a conversation of a few people begins with."""

PAGE = 500
"""Members asked for at a time; Slack gives at most 999."""
_MEMBERSHIPS = 500
"""Channels whose members are kept: those of large ones are many."""

_HIDDEN = frozenset({"channel_not_found", "method_not_supported_for_channel_type", "missing_scope"})

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Channel:
    """What is known of one."""

    id: str
    name: str
    kind: str = CHANNEL
    creator: str | None = None
    """Slack's id of the person who made it."""
    locale: str | None = None
    """ISO 639-1."""
    is_member: bool = False
    """Whether the bot is in it."""
    is_private: bool = False
    """Whether only who is in it knows of it; one that is shared may be, too."""
    is_archived: bool = False

    @property
    def can_post(self) -> bool:
        """Tell whether the bot may post there, as far as one can see."""
        return self.is_member and not self.is_archived


class Channels:
    """Looks at channels."""

    def __init__(self, clock: Clock, *, page: int = PAGE) -> None:
        """Nothing was looked at yet; `page`: members that are asked for at a time."""
        self._page = page
        self._kept: Kept[Channel | None] = Kept(clock)
        self._members: Kept[frozenset[str]] = Kept(clock, most=_MEMBERSHIPS)

    async def look(self, installed: Installed, channel: str) -> Channel | None:
        """Return a channel; None: Slack does not show it to the bot, which is not in it.

        Conversations of people with each other, or with the bot, are no channels. Raises what a request raises.
        """

        async def ask() -> Channel | None:
            try:
                told = await installed.client.conversations_info(channel=channel, include_locale=True)
            except SlackApiError as error:
                if code_of(error) not in _HIDDEN:
                    raise
                return None
            shown: Mapping[str, Any] = told.get("channel") or {}
            return None if shown.get("is_im") or shown.get("is_mpim") else _channel(channel, shown)

        return await self._kept.get(installed.team, channel, ask)

    async def members(self, installed: Installed, channel: str) -> frozenset[str]:
        """Return Slack's ids of those who are in a channel that the bot is in. Raises what a request raises."""

        async def ask() -> frozenset[str]:
            found: set[str] = set()
            cursor = ""
            while True:
                told = await installed.client.conversations_members(
                    channel=channel, limit=self._page, cursor=cursor or None
                )
                found.update(told.get("members") or ())
                after: Mapping[str, Any] = told.get("response_metadata") or {}
                cursor = str(after.get("next_cursor") or "")
                if not cursor:
                    return frozenset(found)

        return await self._members.get(installed.team, channel, ask)

    def forget(self, team: str, channel: str) -> None:
        """Something has changed: look again."""
        self._kept.forget(team, channel)
        self._members.forget(team, channel)


def _channel(number: str, shown: Mapping[str, Any]) -> Channel:
    kind = SHARED if shown.get("is_ext_shared") else PRIVATE if shown.get("is_private") else CHANNEL
    return Channel(
        id=number,
        name=str(shown.get("name") or number),
        kind=kind,
        creator=shown.get("creator") or None,
        locale=language(shown.get("locale")),
        is_private=bool(shown.get("is_private")),
        is_member=bool(shown.get("is_member")),
        is_archived=bool(shown.get("is_archived")),
    )


def language(locale: str | None) -> str | None:
    """Return the language of a locale as Slack writes it: "ko" of "ko-KR"."""
    return locale.partition("-")[0].lower() or None if locale else None
