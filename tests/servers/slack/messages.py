"""Writing, editing and deleting messages (reference: chat.postMessage, chat.update, chat.delete)."""

from dataclasses import dataclass, field
from typing import Any

from tests.servers.slack import files
from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.world import World
from tests.servers.store import Json

MOST_TEXT = 40_000
_OF_TOMBSTONE = ("type", "ts", "thread_ts", "reply_count", "latest_reply")
_SHOWN = ("blocks", "attachments", "metadata")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be said."""

    body: Json
    extra: Json = field(default_factory=dict)
    """Fields of the message that its author does not say."""


def numbered(blocks: list[Json]) -> list[Json]:
    """Return blocks with the block ids that Slack gives to those that have none."""
    return [{"block_id": f"b{number}", **block} for number, block in enumerate(blocks)]


def write(world: World, channel: Json, team: str, draft: Draft) -> Json:
    """Write a message of the bot; return it."""
    body, install = draft.body, world.installed(team)
    ts = world.ids.stamp()
    made: Json = {
        "type": "message",
        "user": install["user"],
        "bot_id": install["bot"],
        "app_id": world.app,
        "team": team,
        "ts": ts,
        "text": _cut(body.get("text") or ""),
    }
    files.must_be_allowed(world, team, channel, body.get("blocks"))
    made |= _parts(body) | draft.extra
    thread = body.get("thread_ts")
    if thread is not None:
        parent = world.store.table("messages").get(f"{channel['id']}:{thread}")
        if parent is not None:  # Slack takes a thread_ts of nothing, too: the message then stands alone
            made |= {"thread_ts": parent.get("thread_ts", parent["ts"]), "parent_user_id": parent["user"]}
            if body.get("reply_broadcast"):
                made["subtype"] = "thread_broadcast"
            _grow(world, channel["id"], made)
    world.keep_message(channel["id"], made)
    return made


def write_as(world: World, channel: Json, person: str, text: str, *, thread: str = "") -> Json:
    """Write a message of a person; return it."""
    made: Json = {"type": "message", "user": person, "ts": world.ids.stamp(), "text": text}
    made["team"] = world.store.table("users").get(person, {}).get("team_id") or world.team_of(channel)
    if thread:
        parent = world.message(channel["id"], thread)
        made |= {"thread_ts": parent["ts"], "parent_user_id": parent["user"]}
        _grow(world, channel["id"], made)
    world.keep_message(channel["id"], made)
    return made


def edit(world: World, channel: str, message: Json, body: Json) -> Json:
    """Edit a message in place (reference: chat.update, "blocks"): text without blocks removes the blocks."""
    place = world.channel(channel)
    files.must_be_allowed(world, world.team_of(place), place, body.get("blocks"))
    before = {key: message.get(key) for key in ("text", "blocks", "attachments", "metadata")}
    message.setdefault("edits", []).append(before)
    if "text" in body:
        message["text"] = _cut(body["text"] or "")
        if "blocks" not in body:
            message.pop("blocks", None)
    message |= _parts(body)
    if not body.get("blocks"):
        message["edited"] = {"user": message["user"], "ts": world.ids.stamp()}
    world.keep_message(channel, message)
    return message


def delete(world: World, channel: str, message: Json) -> None:
    """Delete a message. One with replies stays as a tombstone."""
    if message.get("reply_count"):
        kept = {
            key: message[key] for key in ("type", "ts", "thread_ts", "reply_count", "latest_reply") if key in message
        }
        gone = {"subtype": "tombstone", "text": "This message was deleted.", "user": "USLACKBOT", "hidden": True}
        world.keep_message(channel, kept | gone)
    else:
        world.drop_message(channel, message["ts"])


def shown(message: Json, *, metadata: bool = True) -> Json:
    """Return a message as the API shows it."""
    hidden = {"edits"} if metadata else {"edits", "metadata"}
    return {key: value for key, value in message.items() if key not in hidden}


def may_write(world: World, team: str, cid: str) -> Json:
    """Return the conversation to write to, or refuse as Slack does. A person's id is their direct conversation.

    Whose account is taken away is written to all the same (slackapi/python-slack-sdk, issue 1156); only
    conversations.open says `user_disabled`.
    """
    if cid.startswith(("U", "W")):
        return world.direct(team, world.user(team, cid)["id"])
    channel = world.seen_channel(team, cid)
    if channel["is_archived"]:
        raise Refusal(Word.IS_ARCHIVED)
    refused = channel.get("refuses", "")
    if refused:
        raise Refusal(refused)
    return channel


def _parts(body: Json) -> dict[str, Any]:
    parts = {key: body[key] for key in _SHOWN if body.get(key) is not None}
    if "blocks" in parts:
        parts["blocks"] = numbered(parts["blocks"])
    return parts


def _cut(text: str) -> str:
    return text[:MOST_TEXT]


def _grow(world: World, channel: str, reply: Json) -> None:
    parent = world.message(channel, reply["thread_ts"])
    parent["thread_ts"] = parent["ts"]
    parent["reply_count"] = parent.get("reply_count", 0) + 1
    parent["latest_reply"] = reply["ts"]
    parent["reply_users"] = sorted({*parent.get("reply_users", []), reply["user"]})
    parent["reply_users_count"] = len(parent["reply_users"])
    world.keep_message(channel, parent)
