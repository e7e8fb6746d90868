"""For tests: guilds, channels, roles and people, and what is written there. All ids are whole numbers."""

from collections.abc import Iterable
from typing import Any

from tests.servers.discord import messages, objects
from tests.servers.discord.components import texts
from tests.servers.discord.messages import Draft
from tests.servers.discord.objects import Kind
from tests.servers.discord.permissions import EVERYONE, Permission
from tests.servers.discord.routes import channels as channel_routes
from tests.servers.discord.routes import guilds as guild_routes
from tests.servers.discord.routes import threads as thread_routes
from tests.servers.discord.synced import guild_create
from tests.servers.discord.world import World
from tests.servers.store import Json

GUILDS = 1


class Places:
    """Arranges the world, as administrators and other people would."""

    def __init__(self, world: World) -> None:
        self.world = world

    # Guilds.

    def add_guild(
        self,
        name: str = "Newsroom",
        *,
        permissions: int = 0,
        everyone: int = EVERYONE,
        locale: str = "en-US",
        joined: bool = True,
    ) -> int:
        """Make a guild with a system channel, and add the bot with a role of `permissions` (besides @everyone's)."""
        world = self.world
        owner = world.add_user(f"{name.lower().replace(' ', '-')}-owner")
        snowflake = world.ids.next()
        roles = [objects.role(snowflake, "@everyone", everyone, 0)]
        guild = objects.guild(snowflake, name, owner["id"], roles, locale=locale)
        world.store.put("guilds", snowflake, guild)
        self._join(guild, owner, [])
        channel = objects.channel(world.ids.next(), snowflake, Kind.TEXT, "general", 0)
        world.store.put("channels", channel["id"], channel)
        guild["system_channel_id"] = channel["id"]
        if joined:
            self.add_bot(int(snowflake), permissions=permissions)
        return int(snowflake)

    def add_bot(self, guild: int, *, permissions: int = 0, by: int = 0) -> None:
        """Add the bot to a guild, for the first time or again, by a person or else the guild's owner."""
        world, row = self.world, self.world.store.table("guilds")[str(guild)]
        self.note_bot(guild, int(world.bot["id"]), by or int(row["owner_id"]))
        own = [role for role in row["roles"] if role.get("tags", {}).get("bot_id") == world.bot["id"]]
        row["roles"] = [role for role in row["roles"] if role not in own]
        tags = {"bot_id": world.bot["id"]}
        role = objects.role(world.ids.next(), world.bot_name, permissions, 1, managed=True, tags=tags)
        row["roles"].append(role)
        world.store.put("guilds", row["id"], row)
        self._join(row, world.bot, [role["id"]])
        told = guild_create(world, row["id"])
        del told["unavailable"]  # only said of guilds that were known before: discord.py tells a join by its absence
        world.tell("GUILD_CREATE", told, guild=row["id"], intents=GUILDS)

    def note_bot(self, guild: int, bot: int, by: int) -> None:
        """Write into a guild's audit log that a person added a bot."""
        entry: Json = {"id": self.world.ids.next(), "action_type": 28, "target_id": str(bot), "user_id": str(by)}
        self.world.store.put("audit", entry["id"], entry | {"guild_id": str(guild)})

    def remove_bot(self, guild: int) -> None:
        """Throw the bot out of a guild."""
        guild_routes.leave(self.world, str(guild))

    def _join(self, guild: Json, account: Json, roles: list[str]) -> Json:
        row = objects.member(account, roles, self.world.stamp())
        self.world.store.put("members", f"{guild['id']}:{account['id']}", row)
        return row

    # Channels.

    def add_channel(
        self,
        guild: int,
        name: str = "news",
        *,
        kind: int = Kind.TEXT,
        slow_mode: int = 0,
        tags: Iterable[str] = (),
        require_tag: bool = False,
    ) -> int:
        """Make a channel; `slow_mode` is its pause in seconds, `tags` those of a forum."""
        world = self.world
        more: dict[str, Any] = {"rate_limit_per_user": slow_mode} if slow_mode else {}
        if kind == Kind.FORUM:
            about = {"moderated": False, "emoji_id": None, "emoji_name": None}
            more["available_tags"] = [{"id": world.ids.next(), "name": tag, **about} for tag in tags]
            more["flags"] = thread_routes.REQUIRE_TAG if require_tag else 0
        position = len(guild_routes.channels(world, str(guild)))
        made = objects.channel(world.ids.next(), str(guild), Kind(kind), name, position, **more)
        world.store.put("channels", made["id"], made)
        world.tell("CHANNEL_CREATE", made, guild=str(guild), intents=GUILDS)
        return int(made["id"])

    def add_thread(self, channel: int, name: str = "thread", *, private: bool = False, by: int = 0) -> int:
        """Start a thread below a channel, by a person or else the guild's owner."""
        world, parent = self.world, self.world.channel(str(channel))
        guild = world.store.table("guilds")[parent["guild_id"]]
        kind = Kind.PRIVATE_THREAD if private else Kind.PUBLIC_THREAD
        owner = str(by) if by else guild["owner_id"]
        made = objects.thread(world.ids.next(), parent, kind, name, owner=owner, at=world.stamp())
        world.store.put("channels", made["id"], made)
        thread_routes.join(world, made, owner)
        if world.granted(made, world.bot["id"]) & Permission.VIEW_CHANNEL:
            world.tell("THREAD_CREATE", made, guild=guild["id"], intents=GUILDS)
        return int(made["id"])

    def invite_to_thread(self, thread: int, account: int = 0) -> None:
        """Add somebody to a thread: the bot if nobody is said."""
        row = self.world.channel(str(thread))
        thread_routes.join(self.world, row, str(account) if account else self.world.bot["id"])
        self.world.tell("THREAD_CREATE", row, guild=row["guild_id"], intents=GUILDS)

    def archive(self, thread: int, *, archived: bool = True, locked: bool = False) -> None:
        """Archive, lock or reopen a thread."""
        row = self.world.channel(str(thread))
        row["thread_metadata"] |= {"archived": archived, "locked": locked, "archive_timestamp": self.world.stamp()}
        channel_routes.changed(self.world, row)

    def set_slow_mode(self, channel: int, seconds: int) -> None:
        """Set the pause between messages of one person."""
        row = self.world.channel(str(channel))
        row["rate_limit_per_user"] = seconds
        channel_routes.changed(self.world, row)

    def rename_channel(self, channel: int, name: str) -> None:
        """Give a channel another name."""
        row = self.world.channel(str(channel))
        row["name"] = name
        channel_routes.changed(self.world, row)

    def delete_channel(self, channel: int) -> None:
        """Delete a channel or thread."""
        channel_routes.delete(self.world, self.world.channel(str(channel)))

    def direct(self, account: int) -> int:
        """Return the direct message channel of a person and the bot."""
        return int(channel_routes.direct_channel(self.world, str(account))["id"])

    def add_group(self, name: str, *people: int) -> int:
        """Make a conversation of people that the bot is not in: only those who installed it can use it there."""
        world = self.world
        made = objects.group(world.ids.next(), name, [world.store.table("users")[str(one)] for one in people])
        world.store.put("channels", made["id"], made)
        return int(made["id"])

    # People, roles, permissions.

    def add_member(self, guild: int, name: str = "mina", *, permissions: int = 0, roles: Iterable[int] = ()) -> int:
        """Make a person and let them join; `permissions` come by a role of their own."""
        account = self.world.add_user(name)
        held = [str(role) for role in roles]
        if permissions:
            held.append(str(self.add_role(guild, f"{name}'s", permissions=permissions)))
        self._join(self.world.store.table("guilds")[str(guild)], account, held)
        return int(account["id"])

    def add_person(self, name: str = "jun") -> int:
        """Make a person who shares no guild with the bot."""
        return int(self.world.add_user(name)["id"])

    def add_role(self, guild: int, name: str, *, permissions: int = 0, mentionable: bool = False) -> int:
        """Make a role."""
        row = self.world.store.table("guilds")[str(guild)]
        made = objects.role(self.world.ids.next(), name, permissions, len(row["roles"]), mentionable=mentionable)
        row["roles"].append(made)
        self.world.store.put("guilds", row["id"], row)
        told = {"guild_id": row["id"], "role": made}
        self.world.tell("GUILD_ROLE_CREATE", told, guild=row["id"], intents=GUILDS)
        return int(made["id"])

    def set_bot_permissions(self, guild: int, permissions: int) -> None:
        """Change what the bot's own role grants."""
        row = self.world.store.table("guilds")[str(guild)]
        role = next(role for role in row["roles"] if role.get("tags", {}).get("bot_id") == self.world.bot["id"])
        role["permissions"] = str(int(permissions))
        self._role_changed(row, role)

    def set_everyone(self, guild: int, permissions: int) -> None:
        """Change what @everyone may."""
        row = self.world.store.table("guilds")[str(guild)]
        row["roles"][0]["permissions"] = str(int(permissions))
        self._role_changed(row, row["roles"][0])

    def _role_changed(self, guild: Json, role: Json) -> None:
        self.world.store.put("guilds", guild["id"], guild)
        told = {"guild_id": guild["id"], "role": role}
        self.world.tell("GUILD_ROLE_UPDATE", told, guild=guild["id"], intents=GUILDS)

    def overwrite(self, channel: int, *, target: int = 0, allow: int = 0, deny: int = 0) -> None:
        """Set a channel's permissions for a role or person; for the bot itself if none is said."""
        row = self.world.channel(str(channel))
        guild = self.world.store.table("guilds")[row["guild_id"]]
        about = str(target) if target else self.world.bot["id"]
        is_role = any(role["id"] == about for role in guild["roles"])
        made = {"id": about, "type": 0 if is_role else 1, "allow": str(int(allow)), "deny": str(int(deny))}
        row["permission_overwrites"] = [one for one in row["permission_overwrites"] if one["id"] != about] + [made]
        channel_routes.changed(self.world, row)

    def deny(self, channel: int, permissions: int) -> None:
        """Take permissions from the bot in one channel."""
        self.overwrite(channel, deny=permissions)

    # What is written.

    def write(self, channel: int, by: int, content: str) -> int:
        """Write a message as a person."""
        row = self.world.channel(str(channel))
        account = self.world.store.table("users")[str(by)]
        return int(messages.write(self.world, row, account, Draft({"content": content}))["id"])

    def delete_message(self, channel: int, message: int) -> None:
        """Delete a message, as a moderator would."""
        row = self.world.channel(str(channel))
        messages.delete(self.world, row, self.world.message(str(channel), str(message)))

    def messages(self, channel: int) -> list[Json]:
        """Return the messages of a channel, oldest first, in the API's form."""
        return self.world.messages(str(channel))

    def texts(self, channel: int) -> list[str]:
        """Return what each message of a channel says: its content, embeds and text displays."""
        return [said(message) for message in self.messages(channel)]

    def posts(self, forum: int) -> list[Json]:
        """Return the threads below a channel or forum, oldest first."""
        row = self.world.channel(str(forum))
        return [one for one in self.world.threads(row["guild_id"]) if one["parent_id"] == row["id"]]

    def channel(self, channel: int) -> Json:
        """Return a channel in the API's form."""
        return self.world.channel(str(channel))


def said(message: Json) -> str:
    """Return all text of a message."""
    parts = [message["content"]] if message["content"] else []
    for embed in message["embeds"]:
        parts += [embed[key] for key in ("title", "description") if embed.get(key)]
        for one in embed.get("fields", []):
            parts += [one["name"], one["value"]]
    return "\n".join([*parts, *texts(message["components"])])
