"""Finding a post whose answer was lost: by the delivery's token, which its first button carries.

History does not return nonces. It is read from ten minutes before the post was first due, up to 2,000 messages at a
look; the next look goes on from there. Without the permission to read it, history is empty: then nothing is certain.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, TypeAlias

import discord

from bot.faces.face import Absent, Found, Posting, Unknown
from bot.faces.pressed import token_of

Channel: TypeAlias = discord.PartialMessageable | discord.DMChannel
"""What we post to."""

MARGIN = timedelta(minutes=10)
"""Our clock and Discord's differ by less."""
MESSAGES = 2000
"""Read at one look: 20 requests."""
POSTS = 100
"""Forum posts looked into at one look, a request each."""

_REMEMBERED = 1000
"""Searches that are not at their end yet; more are begun anew."""


class Finder:
    """Looks for messages of ours."""

    def __init__(self, rest: discord.Client) -> None:
        """Read by this client."""
        self._rest = rest
        self._read_to: dict[str, int] = {}
        """By token: the last message, or forum post, that a search has seen."""

    async def message(self, channel: Channel, posting: Posting) -> Found | Absent | Unknown:
        """Look through a channel, thread or direct messages."""
        start = after = self._start(posting)
        seen = 0
        async for message in channel.history(after=discord.Object(after), oldest_first=True, limit=MESSAGES):
            seen, after = seen + 1, message.id
            if self._is_it(message, posting.token):
                return self._found(posting, str(message.id))
        if seen >= MESSAGES:
            return self._go_on(posting, after)
        self._read_to.pop(posting.token, None)
        if seen or not await self._withheld(channel, start):
            return Absent()
        return Unknown("the channel's history cannot be read")

    async def post(self, forum: int, posting: Posting) -> Found | Absent | Unknown:
        """Look through a forum's posts, archived ones too."""
        place = await self._rest.fetch_channel(forum)
        if not isinstance(place, discord.ForumChannel):
            return Absent()
        after = self._start(posting)
        threads = {thread.id: thread for thread in await place.guild.active_threads() if thread.parent_id == forum}
        since = discord.utils.snowflake_time(after)
        async for thread in place.archived_threads(limit=None):  # the last to be archived first
            if thread.archive_timestamp < since:
                break
            threads[thread.id] = thread
        ours = [one for one in sorted(threads) if one > after and threads[one].owner_id == self._me]
        for number in ours[:POSTS]:
            after = number
            if await self._begins(threads[number], posting.token):
                return self._found(posting, str(number))
        if len(ours) > POSTS:
            return self._go_on(posting, after)
        self._read_to.pop(posting.token, None)
        return Absent()

    @property
    def _me(self) -> int:
        return self._rest.user.id if self._rest.user else 0

    def _start(self, posting: Posting) -> int:
        return self._read_to.get(posting.token) or discord.utils.time_snowflake(posting.since - MARGIN)

    def _found(self, posting: Posting, message: str) -> Found:
        self._read_to.pop(posting.token, None)
        return Found(message)

    def _go_on(self, posting: Posting, after: int) -> Unknown:
        if len(self._read_to) >= _REMEMBERED:
            self._read_to.pop(next(iter(self._read_to)))
        self._read_to[posting.token] = after
        return Unknown("there is more to read")

    async def _withheld(self, channel: Channel, after: int) -> bool:
        """Tell whether there may be messages after `after` that we are not shown."""
        if isinstance(channel, discord.DMChannel):
            return False
        async for _ in channel.history(limit=1):
            return False
        last = getattr(await self._rest.fetch_channel(channel.id), "last_message_id", None)
        return last is not None and last > after

    async def _begins(self, thread: discord.Thread, token: str) -> bool:
        try:
            return self._is_it(await thread.fetch_message(thread.id), token)
        except discord.NotFound:
            return False  # its first message was deleted

    def _is_it(self, message: discord.Message, token: str) -> bool:
        if message.author.id != self._me:
            return False
        return any(token_of(one) == token for one in _custom_ids(message.components))


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:
    for one in components:
        if found := getattr(one, "custom_id", None):
            yield found
        yield from _custom_ids(getattr(one, "children", ()))
        if accessory := getattr(one, "accessory", None):
            yield from _custom_ids([accessory])
