"""Threads and forum posts: starting and listing them (documentation, "Threads")."""

from tests.servers.discord import messages, objects
from tests.servers.discord.errors import Refusal, bad_form
from tests.servers.discord.messages import Draft
from tests.servers.discord.objects import Kind
from tests.servers.discord.permissions import Permission
from tests.servers.discord.routes.call import NOTHING, Call, Route, Said
from tests.servers.discord.routes.channels import check_tags
from tests.servers.discord.world import World
from tests.servers.store import Json

REQUIRE_TAG = 1 << 4
"""Flag of a forum whose posts must have a tag."""
_LISTED = {
    "public": (Kind.PUBLIC_THREAD, Kind.ANNOUNCEMENT_THREAD),
    "private": (Kind.PRIVATE_THREAD,),
}


def start(world: World, parent: Json, kind: Kind, name: str, *, snowflake: str = "", **more: object) -> Json:
    """Make a thread of the bot's, join it, and tell of it."""
    who, at = world.bot["id"], world.stamp()
    made = objects.thread(snowflake or world.ids.next(), parent, kind, name, owner=who, at=at, **more)
    world.store.put("channels", made["id"], made)
    join(world, made, world.bot["id"])
    told = made | {"newly_created": True}
    world.tell("THREAD_CREATE", told, guild=parent["guild_id"], intents=1)
    return made


def join(world: World, thread: Json, account: str) -> None:
    """Make an account a member of a thread."""
    row = {"id": thread["id"], "user_id": account, "join_timestamp": world.stamp(), "flags": 0}
    world.store.put("thread_members", f"{thread['id']}:{account}", row)


def _from_message(call: Call) -> Said:
    world = call.world
    channel = world.seen_channel(call.path["channel_id"], Permission.CREATE_PUBLIC_THREADS)
    message = world.message(channel["id"], call.path["message_id"])
    if channel["type"] not in (Kind.TEXT, Kind.ANNOUNCEMENT):
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    if message["id"] in world.store.table("channels"):
        raise Refusal(400, 160004, "A thread has already been created for this message")
    kind = Kind.PUBLIC_THREAD if channel["type"] == Kind.TEXT else Kind.ANNOUNCEMENT_THREAD
    made = start(world, channel, kind, call.body["name"], snowflake=message["id"])
    _set_duration(world, made, call.body)
    message["flags"] |= messages.HAS_THREAD
    message["thread"] = dict(made)
    world.keep_message(message)
    messages.tell(world, "MESSAGE_UPDATE", channel, message)
    return Said(_joined(world, made), status=201)


def _start(call: Call) -> Said:
    world = call.world
    channel = world.seen_channel(call.path["channel_id"])
    if channel["type"] == Kind.FORUM:
        return _post(call, channel)
    kind = Kind(call.body.get("type") or Kind.PRIVATE_THREAD)
    if channel["type"] not in (Kind.TEXT, Kind.ANNOUNCEMENT) or not kind.is_thread:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    private = kind is Kind.PRIVATE_THREAD
    world.seen_channel(
        channel["id"], Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
    )
    made = start(world, channel, kind, call.body["name"])
    _set_duration(world, made, call.body)
    return Said(_joined(world, made), status=201)


def _post(call: Call, forum: Json) -> Said:
    world = call.world
    world.seen_channel(forum["id"], Permission.SEND_MESSAGES)
    tags = [str(tag) for tag in call.body.get("applied_tags") or []]
    if forum["flags"] & REQUIRE_TAG and not tags:
        raise Refusal(400, 40067, "A tag is required to create a forum post in this channel")
    check_tags(forum, tags)
    if not call.body.get("message") and not call.files:
        raise bad_form(("message",), code="BASE_TYPE_REQUIRED", message="This field is required")
    made = start(world, forum, Kind.PUBLIC_THREAD, call.body["name"], applied_tags=tags)
    _set_duration(world, made, call.body)
    try:
        draft = Draft(call.body.get("message") or {}, call.files, {"id": made["id"]})
        first = messages.write(world, made, world.bot, draft)
    except Refusal:
        world.store.drop("channels", made["id"])
        world.events.clear()
        raise
    return Said(_joined(world, made) | {"message": first}, status=201)


def _set_duration(world: World, thread: Json, body: Json) -> None:
    if body.get("auto_archive_duration"):
        thread["thread_metadata"]["auto_archive_duration"] = body["auto_archive_duration"]
    if body.get("rate_limit_per_user"):
        thread["rate_limit_per_user"] = body["rate_limit_per_user"]
    world.store.put("channels", thread["id"], thread)


def _joined(world: World, thread: Json) -> Json:
    return thread | {"member": world.store.table("thread_members")[f"{thread['id']}:{world.bot['id']}"]}


def _active(call: Call) -> Said:
    guild = call.world.guild(call.path["guild_id"])["id"]
    found = [one for one in call.world.threads(guild) if not one["thread_metadata"]["archived"]]
    return Said(_listed(call.world, found, len(found)))


def _archived(call: Call, which: str) -> Said:
    channel = call.world.seen_channel(call.path["channel_id"], Permission.READ_MESSAGE_HISTORY)
    if which == "private":
        call.world.seen_channel(channel["id"], Permission.MANAGE_THREADS)
    every = [one for one in call.world.threads(channel["guild_id"]) if one["parent_id"] == channel["id"]]
    found = [one for one in every if one["thread_metadata"]["archived"] and one["type"] in _LISTED[which]]
    found.sort(key=lambda one: str(one["thread_metadata"]["archive_timestamp"]), reverse=True)
    if "before" in call.query:
        found = [one for one in found if one["thread_metadata"]["archive_timestamp"] < call.query["before"]]
    return Said(_listed(call.world, found, int(call.query.get("limit", 50))))


def _archived_public(call: Call) -> Said:
    return _archived(call, "public")


def _archived_private(call: Call) -> Said:
    return _archived(call, "private")


def _listed(world: World, found: list[Json], limit: int) -> Json:
    seen = [one for one in found if world.granted(one, world.bot["id"]) & Permission.VIEW_CHANNEL]
    page = seen[:limit]
    joined = world.store.table("thread_members")
    own = [joined[f"{one['id']}:{world.bot['id']}"] for one in page if f"{one['id']}:{world.bot['id']}" in joined]
    return {"threads": page, "members": own, "has_more": len(seen) > limit}


def _join(call: Call) -> Said:
    thread = call.world.seen_channel(call.path["channel_id"])
    if not Kind(thread["type"]).is_thread:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    if thread["thread_metadata"]["archived"]:
        raise Refusal(400, 50083, "Thread is archived")
    join(call.world, thread, call.world.bot["id"])
    return NOTHING


ROUTES: tuple[Route, ...] = (
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads", _from_message),
    ("POST", "/channels/{channel_id}/threads", _start),
    ("GET", "/guilds/{guild_id}/threads/active", _active),
    ("GET", "/channels/{channel_id}/threads/archived/public", _archived_public),
    ("GET", "/channels/{channel_id}/threads/archived/private", _archived_private),
    ("PUT", "/channels/{channel_id}/thread-members/@me", _join),
)
