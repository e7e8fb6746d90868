"""Writing, editing and deleting messages (documentation, "Message Resource")."""

from dataclasses import dataclass, field
from typing import Any

from tests.servers.discord import components
from tests.servers.discord.errors import Refusal, bad_form, slow_mode
from tests.servers.discord.ids import made_at
from tests.servers.discord.mentions import mentioned
from tests.servers.discord.objects import Kind
from tests.servers.discord.permissions import Permission
from tests.servers.discord.world import NONCE_MEMORY, World
from tests.servers.store import Json

CROSSPOSTED, SUPPRESS_EMBEDS, HAS_THREAD, EPHEMERAL, LOADING = 1 << 0, 1 << 2, 1 << 5, 1 << 6, 1 << 7
SUPPRESS_NOTIFICATIONS, COMPONENTS_V2 = 1 << 12, 1 << 15
_MAY_SET = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2

GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 9, 1 << 12, 1 << 15
"""Gateway intents."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    number: int
    name: str
    content: bytes
    type: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a request wants said."""

    body: Json
    files: tuple[Upload, ...] = ()
    extra: Json = field(default_factory=dict)
    """Fields that the message has because of how it was sent: of an interaction, for example."""
    flags: int = 0
    kind: int = 0


def may_write(world: World, channel: Json, draft: Draft) -> None:
    """Refuse a message that the bot may not write there."""
    kind = Kind(channel["type"])
    if kind in (Kind.FORUM, Kind.CATEGORY):
        raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
    needed = Permission.SEND_MESSAGES_IN_THREADS if kind.is_thread else Permission.SEND_MESSAGES
    world.seen_channel(channel["id"], needed, *([Permission.ATTACH_FILES] if draft.files else []))
    granted = world.granted(channel, world.bot["id"])
    if kind.is_thread and channel["thread_metadata"]["locked"] and not granted & Permission.MANAGE_THREADS:
        raise Refusal(400, 160005, "Thread is locked")
    _keep_pace(world, channel, granted)
    if kind.is_thread and channel["thread_metadata"]["archived"]:
        revive(world, channel)


def revive(world: World, thread: Json) -> None:
    """Unarchive a thread, as sending a message to it does (documentation, "Threads: Active & Archived Threads")."""
    thread["thread_metadata"] |= {"archived": False, "archive_timestamp": world.stamp()}
    world.store.put("channels", thread["id"], thread)
    world.tell("THREAD_UPDATE", thread, guild=thread["guild_id"], intents=1)


def _keep_pace(world: World, channel: Json, granted: int) -> None:
    pause = channel.get("rate_limit_per_user") or 0
    exempt = Permission.MANAGE_MESSAGES | Permission.MANAGE_CHANNELS | Permission.BYPASS_SLOWMODE
    if not pause or granted & exempt:
        return
    for message in world.history(channel["id"], 50):
        if message["author"]["id"] == world.bot["id"]:
            wait = made_at(message["id"]) + pause - world.now()
            if wait > 0:
                raise slow_mode(wait)
            return


def remembered(world: World, author: str, body: Json) -> Json | None:
    """Return the message that this author already wrote with this nonce, if it is to be enforced."""
    nonce = body.get("nonce")
    if nonce is None or not body.get("enforce_nonce"):
        return None
    known = world.store.table("nonces").get(f"{author}/{nonce}")
    if known is None or world.now() - known["at"] > NONCE_MEMORY:
        return None
    return world.store.table("messages").get(known["message"])


def write(world: World, channel: Json, author: Json, draft: Draft) -> Json:
    """Make a message, tell of it, and return it. Nobody is asked whether the author may."""
    body = draft.body
    flags = (body.get("flags") or 0) & _MAY_SET | draft.flags
    message: Json = {
        "id": world.ids.next(),
        "type": draft.kind,
        "channel_id": channel["id"],
        "author": author,
        "timestamp": world.stamp(),
        "edited_timestamp": None,
        "flags": flags,
        "pinned": False,
        "tts": bool(body.get("tts")),
        "attachments": [],
        **draft.extra,
    }
    _fill(world, channel, message, draft)
    _refer(world, channel, message, body)
    if not draft.flags & LOADING:
        _not_empty(message)
    if flags & EPHEMERAL:
        world.store.put("ephemeral", message["id"], message)
        return message
    if body.get("nonce") is not None:
        known = {"message": message["id"], "at": world.now()}
        world.store.put("nonces", f"{author['id']}/{body['nonce']}", known)
    world.keep_message(message)
    _count(world, channel, message)
    tell(world, "MESSAGE_CREATE", channel, message, nonce=body.get("nonce"))
    return message


def edit(world: World, channel: Json, message: Json, draft: Draft) -> Json:
    """Change a message, tell of it, and return it as it is now."""
    body, message = draft.body, dict(message)
    _keep_v2(message, body)
    if "flags" in body:
        kept = message["flags"] & ~(SUPPRESS_EMBEDS | LOADING)
        message["flags"] = kept | (body["flags"] or 0) & (SUPPRESS_EMBEDS | COMPONENTS_V2)
    message["flags"] &= ~LOADING
    asked = {"content", "embeds", "components", "attachments", "flags", "allowed_mentions"} & set(body)
    _fill(world, channel, message, draft)
    _not_empty(message)
    if asked or draft.files:
        message["edited_timestamp"] = world.stamp()
    if message["flags"] & EPHEMERAL:
        world.store.put("ephemeral", message["id"], message)
    else:
        world.keep_message(message)
        tell(world, "MESSAGE_UPDATE", channel, message)
    return message


def _keep_v2(message: Json, body: Json) -> None:
    """A message with components V2 keeps them: neither content nor embeds, and no way back."""
    if message["flags"] & COMPONENTS_V2 and not message["flags"] & LOADING:
        if body.get("content") or body.get("embeds"):
            text = "The 'content' and 'embeds' fields cannot be used with the flag IS_COMPONENTS_V2"
            raise bad_form(("content",), code="MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message=text)
        if "flags" in body and not (body["flags"] or 0) & COMPONENTS_V2:
            text = "The flag IS_COMPONENTS_V2 cannot be removed"
            raise bad_form(("flags",), code="MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", message=text)


def delete(world: World, channel: Json, message: Json) -> None:
    """Remove a message and tell of it."""
    if message["flags"] & EPHEMERAL:
        world.store.drop("ephemeral", message["id"])
        return
    world.drop_message(message)
    if Kind(channel["type"]).is_thread:
        channel["message_count"] = max(0, channel["message_count"] - 1)
        world.store.put("channels", channel["id"], channel)
    gone = {"id": message["id"], "channel_id": channel["id"]}
    guild = channel.get("guild_id", "")
    where = {"guild_id": guild} if guild else {}
    world.tell("MESSAGE_DELETE", gone | where, guild=guild, intents=GUILD_MESSAGES if guild else DIRECT_MESSAGES)


def tell(world: World, event: str, channel: Json, message: Json, *, nonce: Any = None) -> None:
    """Send the event of a message: with the guild and member that only the gateway gives."""
    guild = channel.get("guild_id", "")
    data = dict(message) | ({"nonce": nonce} if nonce is not None else {})
    if guild:
        data["guild_id"] = guild
        member = world.store.table("members").get(f"{guild}:{message['author']['id']}")
        if member is not None:
            data["member"] = {key: value for key, value in member.items() if key != "user"}
    world.tell(event, data, guild=guild, intents=GUILD_MESSAGES if guild else DIRECT_MESSAGES)


def _fill(world: World, channel: Json, message: Json, draft: Draft) -> None:
    body = draft.body
    if "attachments" in body or draft.files:
        message["attachments"] = _attachments(world, channel, message, draft)
    if "content" in body or "content" not in message:
        message["content"] = body.get("content") or ""
    if "embeds" in body or "embeds" not in message:
        message["embeds"] = [{"type": "rich", **embed} for embed in body.get("embeds") or []]
    if "components" in body or "components" not in message:

        def unfurl(media: Json) -> Json:
            return _unfurled(world, message, media)

        message["components"] = components.shown(body.get("components") or [], unfurl)
    _mention(world, channel, message, body)


def _mention(world: World, channel: Json, message: Json, body: Json) -> None:
    text = "\n".join([message["content"], *components.texts(message["components"])])
    guild = world.store.table("guilds").get(channel.get("guild_id", ""))
    roles = frozenset(role["id"] for role in guild["roles"] if role["mentionable"]) if guild else frozenset()
    granted = world.granted(channel, message["author"]["id"])
    may = guild is not None and bool(granted & Permission.MENTION_EVERYONE)
    found = mentioned(text, body.get("allowed_mentions"), may_everyone=may, mentionable=roles)
    accounts = world.store.table("users")
    message["mentions"] = [accounts[one] for one in found.users if one in accounts]
    message["mention_roles"] = list(found.roles)
    message["mention_everyone"] = found.everyone


def _refer(world: World, channel: Json, message: Json, body: Json) -> None:
    asked = body.get("message_reference")
    if not asked:
        return
    if not world.granted(channel, world.bot["id"]) & Permission.READ_MESSAGE_HISTORY:
        raise Refusal(400, 160002, "Cannot reply without permission to read message history")
    found = world.store.table("messages").get(str(asked.get("message_id")))
    if found is None or found["channel_id"] != channel["id"]:
        if asked.get("fail_if_not_exists", True):
            raise bad_form(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message", mistake=False)
        return
    where = {"guild_id": channel["guild_id"]} if "guild_id" in channel else {}
    message["type"] = 19
    message["message_reference"] = {"type": 0, "channel_id": channel["id"], "message_id": found["id"], **where}
    basic = {key: value for key, value in found.items() if key not in ("referenced_message", "reactions")}
    message["referenced_message"] = basic
    replied = (body.get("allowed_mentions") or {"replied_user": True}).get("replied_user", False)
    if replied and found["author"] not in message["mentions"]:
        message["mentions"] = [*message["mentions"], found["author"]]


def _not_empty(message: Json) -> None:
    if not any(message[part] for part in ("content", "embeds", "components", "attachments")):
        raise Refusal(400, 50006, "Cannot send an empty message")


def _count(world: World, channel: Json, message: Json) -> None:
    channel["last_message_id"] = message["id"]
    if Kind(channel["type"]).is_thread and channel["id"] != message["id"]:
        channel["message_count"] += 1
        channel["total_message_sent"] += 1
    world.store.put("channels", channel["id"], channel)


def _attachments(world: World, channel: Json, message: Json, draft: Draft) -> list[Json]:
    described = {str(one.get("id")): one for one in draft.body.get("attachments") or []}
    kept = message["attachments"]
    if "attachments" in draft.body:
        kept = [one for one in kept if one["id"] in described]
    made = []
    for upload in draft.files:
        snowflake = world.ids.next()
        about = described.get(str(upload.number), {})
        name = about.get("filename") or upload.name
        world.files[snowflake] = upload.content
        url = f"{world.address}/attachments/{channel['id']}/{snowflake}/{name}"
        made.append(
            {
                "id": snowflake,
                "filename": name,
                "size": len(upload.content),
                "url": url,
                "proxy_url": url,
                "content_type": upload.type,
            }
            | ({"description": about["description"]} if about.get("description") else {})
        )
    return [*kept, *made]


def _unfurled(world: World, message: Json, media: Json) -> Json:
    url = media["url"]
    scheme, _, name = url.partition("://")
    if scheme == "attachment":
        of = next((one for one in message["attachments"] if one["filename"] == name), None)
        if of is None:
            text = f"The referenced attachment was not found: {name}"
            raise bad_form(("components",), code="COMPONENT_ATTACHMENT_NOT_FOUND", message=text)
        url = of["url"]
    return {"id": world.ids.next(), "url": url, "proxy_url": url}
