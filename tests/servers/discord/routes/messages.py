"""Messages of a channel."""

from tests.servers.discord import messages
from tests.servers.discord.errors import Refusal, no_permission
from tests.servers.discord.objects import Kind
from tests.servers.discord.permissions import Permission
from tests.servers.discord.routes.call import NOTHING, Call, Route, Said
from tests.servers.store import Json


def _list(call: Call) -> Said:
    channel = call.world.seen_channel(call.path["channel_id"])
    if channel["type"] in (Kind.FORUM, Kind.CATEGORY):
        raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
    if not call.world.granted(channel, call.world.bot["id"]) & Permission.READ_MESSAGE_HISTORY:
        return Said([])  # documented: no error, but nothing is returned
    asked = {key: call.query[key] for key in ("before", "after", "around") if key in call.query}
    return Said(call.world.history(channel["id"], int(call.query.get("limit", 50)), **asked))


def _read(call: Call) -> Said:
    channel = call.world.seen_channel(call.path["channel_id"], Permission.READ_MESSAGE_HISTORY)
    return Said(call.world.message(channel["id"], call.path["message_id"]))


def _create(call: Call) -> Said:
    world = call.world
    channel = world.channel(call.path["channel_id"])
    messages.may_write(world, channel, call.draft)
    known = messages.remembered(world, world.bot["id"], call.draft.body)
    if known is not None:
        return Said(known)
    made = messages.write(world, channel, world.bot, call.draft)
    nonce = call.draft.body.get("nonce")
    return Said(made | ({"nonce": nonce} if nonce is not None else {}))


def _edit(call: Call) -> Said:
    channel, message = _own(call)
    if message["author"]["id"] != call.world.bot["id"]:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    _must_be_open(call, channel)
    return Said(messages.edit(call.world, channel, message, call.draft))


def _delete(call: Call) -> Said:
    channel, message = _own(call)
    if message["author"]["id"] != call.world.bot["id"]:
        call.world.seen_channel(channel["id"], Permission.MANAGE_MESSAGES)
    messages.delete(call.world, channel, message)
    return NOTHING


def _crosspost(call: Call) -> Said:
    channel, message = _own(call)
    if channel["type"] != Kind.ANNOUNCEMENT:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    own = message["author"]["id"] == call.world.bot["id"]
    if not call.world.granted(channel, call.world.bot["id"]) & (
        Permission.SEND_MESSAGES if own else Permission.MANAGE_MESSAGES
    ):
        raise no_permission()
    if message["flags"] & messages.CROSSPOSTED:
        raise Refusal(400, 40033, "This message has already been crossposted")
    message["flags"] |= messages.CROSSPOSTED
    call.world.keep_message(message)
    messages.tell(call.world, "MESSAGE_UPDATE", channel, message)
    return Said(message)


def _react(call: Call) -> Said:
    channel, _ = _own(call)
    call.world.seen_channel(channel["id"], Permission.READ_MESSAGE_HISTORY, Permission.ADD_REACTIONS)
    _must_be_open(call, channel)
    return NOTHING


def _own(call: Call) -> tuple[Json, Json]:
    channel = call.world.seen_channel(call.path["channel_id"])
    return channel, call.world.message(channel["id"], call.path["message_id"])


def _must_be_open(call: Call, channel: Json) -> None:
    if not Kind(channel["type"]).is_thread:
        return
    if channel["thread_metadata"]["archived"]:
        raise Refusal(400, 50083, "Thread is archived")
    granted = call.world.granted(channel, call.world.bot["id"])
    if channel["thread_metadata"]["locked"] and not granted & Permission.MANAGE_THREADS:
        raise Refusal(400, 160005, "Thread is locked")


_ONE = "/channels/{channel_id}/messages/{message_id}"
ROUTES: tuple[Route, ...] = (
    ("GET", "/channels/{channel_id}/messages", _list),
    ("POST", "/channels/{channel_id}/messages", _create),
    ("GET", _ONE, _read),
    ("PATCH", _ONE, _edit),
    ("DELETE", _ONE, _delete),
    ("POST", _ONE + "/crosspost", _crosspost),
    ("PUT", _ONE + "/reactions/{emoji_name}/@me", _react),
)
