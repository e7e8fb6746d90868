"""The state of the loopback Discord: what there is, who may do what in it, and the events it has still to tell."""

import bisect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.servers.discord import objects, permissions
from tests.servers.discord.errors import Unknown, no_access, no_permission, unknown
from tests.servers.discord.ids import Snowflakes, stamp
from tests.servers.discord.objects import Kind
from tests.servers.discord.permissions import Permission
from tests.servers.store import Json, Store

NONCE_MEMORY = 300.0
"""Seconds for which a nonce is remembered: the documentation says "the past few minutes"."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the gateway; `guild` is empty for direct messages, `intents` are those of which one is needed."""

    name: str
    data: Any
    guild: str = ""
    intents: int = 0


@dataclass
class World:
    """Objects by their ids, and the bot's own account. Whoever changes something calls `commit` at the end."""

    store: Store
    now: Callable[[], float]
    address: str = "http://127.0.0.1"
    """Where this Discord is reached; set when it listens."""
    answer_within: float = 3.0
    """Seconds that an interaction waits for its first answer."""
    bot_name: str = "visabot"
    events: list[Event] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """Attachments by id; they do not survive a restart."""

    def __post_init__(self) -> None:
        keys = (key for table in self.store.tables.values() for key in table if key.isdecimal())
        self.ids = Snowflakes(self.now, after=max(map(int, keys), default=0))
        if not self.store.table("account"):
            own = objects.user(self.ids.next(), self.bot_name, bot=True)
            self.store.put("users", own["id"], own)
            self.store.put("account", "bot", {"user": own["id"], "owner": self.add_user("owner")["id"]})
        self._order: dict[str, list[int]] = {}
        for message in self.store.table("messages").values():
            self._order.setdefault(message["channel_id"], []).append(int(message["id"]))
        for order in self._order.values():
            order.sort()

    @property
    def bot(self) -> Json:
        """The bot's account; the application has the same id."""
        return self.store.table("users")[self.store.table("account")["bot"]["user"]]

    @property
    def owner(self) -> Json:
        """The account that owns the application."""
        return self.store.table("users")[self.store.table("account")["bot"]["owner"]]

    def stamp(self) -> str:
        """Return this moment as the API writes it."""
        return stamp(self.now())

    def tell(self, name: str, data: Any, *, guild: str = "", intents: int = 0) -> None:
        """Send an event to the bot once the state behind it is stored."""
        self.events.append(Event(name, data, guild, intents))
        self.store.on_change()

    def add_user(self, name: str) -> Json:
        """Make an account of a person."""
        account = objects.user(self.ids.next(), name)
        self.store.put("users", account["id"], account)
        return account

    # Looking up: refuses as the API does.

    def guild(self, snowflake: str) -> Json:
        """Return a guild that the bot is in."""
        found = self.store.table("guilds").get(snowflake)
        if found is None or not self.is_member(snowflake):
            raise unknown(Unknown.GUILD) if found is None else no_access()
        return found

    def is_member(self, guild: str) -> bool:
        """Whether the bot is in a guild."""
        return f"{guild}:{self.bot['id']}" in self.store.table("members")

    def member(self, guild: str, account: str) -> Json:
        """Return a member of a guild."""
        found = self.store.table("members").get(f"{guild}:{account}")
        if found is None:
            raise unknown(Unknown.MEMBER)
        return found

    def channel(self, snowflake: str) -> Json:
        """Return a channel, thread or direct message channel, seen or not."""
        found = self.store.table("channels").get(snowflake)
        if found is None:
            raise unknown(Unknown.CHANNEL)
        return found

    def seen_channel(self, snowflake: str, *needed: Permission) -> Json:
        """Return a channel that the bot can see and where it has what is needed."""
        channel = self.channel(snowflake)
        granted = self.granted(channel, self.bot["id"])
        if not granted & Permission.VIEW_CHANNEL:
            raise no_access()
        if any(not granted & one for one in needed):
            raise no_permission()
        return channel

    def granted(self, channel: Json, account: str) -> int:
        """Return what an account may do in a channel: nothing where it is not a member."""
        if "guild_id" not in channel:
            there = channel["type"] == Kind.DIRECT or any(one["id"] == account for one in channel["recipients"])
            return permissions.IN_DIRECT_MESSAGE if there else 0
        guild = self.store.table("guilds")[channel["guild_id"]]
        member = self.store.table("members").get(f"{guild['id']}:{account}")
        if member is None:
            return 0
        place = self.parent(channel)
        granted = permissions.in_channel(guild, member, place["permission_overwrites"])
        if channel["type"] == Kind.PRIVATE_THREAD and not granted & Permission.MANAGE_THREADS:
            joined = f"{channel['id']}:{account}" in self.store.table("thread_members")
            return granted if joined else 0
        return granted

    def parent(self, channel: Json) -> Json:
        """Return the channel whose permissions count: a thread's parent, or the channel itself."""
        return self.channel(channel["parent_id"]) if Kind(channel["type"]).is_thread else channel

    def message(self, channel: str, snowflake: str) -> Json:
        """Return a message that everyone in the channel can see."""
        found = self.store.table("messages").get(snowflake)
        if found is None or found["channel_id"] != channel:
            raise unknown(Unknown.MESSAGE)
        return found

    # Messages of a channel, in order.

    def keep_message(self, message: Json) -> None:
        """Store a message, new or changed."""
        order = self._order.setdefault(message["channel_id"], [])
        if message["id"] not in self.store.table("messages"):
            bisect.insort(order, int(message["id"]))
        self.store.put("messages", message["id"], message)

    def drop_message(self, message: Json) -> None:
        """Forget a message."""
        self._order[message["channel_id"]].remove(int(message["id"]))
        self.store.drop("messages", message["id"])

    def messages(self, channel: str) -> list[Json]:
        """Return the messages of a channel, oldest first."""
        table = self.store.table("messages")
        return [table[str(snowflake)] for snowflake in self._order.get(channel, [])]

    def history(
        self,
        channel: str,
        limit: int,
        *,
        before: str | None = None,
        after: str | None = None,
        around: str | None = None,
    ) -> list[Json]:
        """Return a page of messages, newest first, as `GET /channels/{id}/messages` does."""
        order = self._order.get(channel, [])
        if around is not None:
            middle = bisect.bisect_left(order, int(around))
            first = max(0, middle - limit // 2)
            page = order[first : first + limit]
        elif after is not None:
            first = bisect.bisect_right(order, int(after))
            page = order[first : first + limit]
        else:
            end = len(order) if before is None else bisect.bisect_left(order, int(before))
            page = order[max(0, end - limit) : end]
        table = self.store.table("messages")
        return [table[str(snowflake)] for snowflake in reversed(page)]

    def threads(self, guild: str) -> list[Json]:
        """Return all threads of a guild, archived or not."""
        every = self.store.table("channels").values()
        return [one for one in every if Kind(one["type"]).is_thread and one["guild_id"] == guild]
