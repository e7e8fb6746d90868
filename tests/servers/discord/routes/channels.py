"""Channels and threads as such: read, change, delete; opening a direct message."""

from tests.servers.discord import objects
from tests.servers.discord.errors import Refusal, bad_form, no_permission
from tests.servers.discord.objects import Kind
from tests.servers.discord.permissions import Permission
from tests.servers.discord.routes.call import NOTHING, Call, Route, Said
from tests.servers.discord.world import World
from tests.servers.store import Json

_METADATA = ("archived", "locked", "auto_archive_duration", "invitable")
_MODERATED = ("locked", "rate_limit_per_user")


def direct_channel(world: World, account: str) -> Json:
    """Return the direct message channel with a person; there is one, made when it is first asked for."""
    for channel in world.store.table("channels").values():
        if channel["type"] == Kind.DIRECT and channel["recipients"][0]["id"] == account:
            return channel
    made = objects.direct(world.ids.next(), world.store.table("users")[account])
    world.store.put("channels", made["id"], made)
    return made


def delete(world: World, channel: Json) -> None:
    """Remove a channel with its threads, and tell of it."""
    guild = channel["guild_id"]
    below = [one for one in world.threads(guild) if one["parent_id"] == channel["id"]]
    for gone in [*below, channel]:
        world.store.drop("channels", gone["id"])
    told = {key: channel.get(key) for key in ("id", "guild_id", "parent_id", "type")}
    if Kind(channel["type"]).is_thread:
        world.tell("THREAD_DELETE", told, guild=guild, intents=1)
    else:
        world.tell("CHANNEL_DELETE", channel, guild=guild, intents=1)


def changed(world: World, channel: Json) -> None:
    """Store a channel that was changed, and tell of it."""
    world.store.put("channels", channel["id"], channel)
    event = "THREAD_UPDATE" if Kind(channel["type"]).is_thread else "CHANNEL_UPDATE"
    world.tell(event, channel, guild=channel["guild_id"], intents=1)


def _read(call: Call) -> Said:
    return Said(call.world.seen_channel(call.path["channel_id"]))


def _change(call: Call) -> Said:
    world, asked = call.world, call.body
    channel = world.seen_channel(call.path["channel_id"])
    if "guild_id" not in channel:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    if Kind(channel["type"]).is_thread:
        _change_thread(world, channel, asked)
    else:
        world.seen_channel(channel["id"], Permission.MANAGE_CHANNELS)
        channel |= {key: value for key, value in asked.items() if key in channel}
    changed(world, channel)
    return Said(channel)


def _change_thread(world: World, thread: Json, asked: Json) -> None:
    """Documentation, "Threads: Editing & Deleting Threads" and "Locked Threads"."""
    metadata = thread["thread_metadata"]
    granted = world.granted(thread, world.bot["id"])
    moderator = bool(granted & Permission.MANAGE_THREADS)
    own = thread["owner_id"] == world.bot["id"]
    only_reopens = set(asked) == {"archived"} and asked["archived"] is False
    may = moderator or (own and not metadata["locked"]) or (only_reopens and not metadata["locked"])
    if not may or (not moderator and set(asked) & set(_MODERATED)):
        raise no_permission()
    if metadata["archived"] and asked.get("archived") is not False and not only_reopens:
        raise Refusal(400, 50083, "Thread is archived")
    if "applied_tags" in asked:
        check_tags(world.parent(thread), asked["applied_tags"] or [])
    metadata |= {key: asked[key] for key in _METADATA if key in asked}
    if {"archived", "auto_archive_duration"} & set(asked):
        metadata["archive_timestamp"] = world.stamp()
    thread |= {key: asked[key] for key in ("name", "rate_limit_per_user", "applied_tags", "flags") if key in asked}


def check_tags(forum: Json, tags: list[str]) -> None:
    """Refuse tags that a forum does not have."""
    known = {tag["id"] for tag in forum.get("available_tags", [])}
    for number, tag in enumerate(tags):
        if str(tag) not in known:
            raise bad_form(("applied_tags", number), code="TAG_NOT_FOUND", message="Unknown Tag", mistake=False)


def _delete(call: Call) -> Said:
    channel = call.world.seen_channel(call.path["channel_id"])
    if channel["type"] != Kind.DIRECT:
        thread = Kind(channel["type"]).is_thread
        call.world.seen_channel(channel["id"], Permission.MANAGE_THREADS if thread else Permission.MANAGE_CHANNELS)
        delete(call.world, channel)
    return Said(channel)


def _open_direct(call: Call) -> Said:
    account = str(call.body.get("recipient_id"))
    if account not in call.world.store.table("users"):
        raise bad_form(("recipient_id",), code="INVALID_RECIPIENT", message="Invalid Recipient(s)")
    return Said(direct_channel(call.world, account))


def _typing(call: Call) -> Said:
    channel = call.world.channel(call.path["channel_id"])
    thread = Kind(channel["type"]).is_thread
    call.world.seen_channel(channel["id"], Permission.SEND_MESSAGES_IN_THREADS if thread else Permission.SEND_MESSAGES)
    return NOTHING


ROUTES: tuple[Route, ...] = (
    ("GET", "/channels/{channel_id}", _read),
    ("PATCH", "/channels/{channel_id}", _change),
    ("DELETE", "/channels/{channel_id}", _delete),
    ("POST", "/channels/{channel_id}/typing", _typing),
    ("POST", "/users/@me/channels", _open_direct),
)
