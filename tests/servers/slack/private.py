"""Messages that one person alone sees ("Only visible to you"): no method reads or changes them."""

from tests.servers.slack import files, messages
from tests.servers.slack.world import World
from tests.servers.store import Json


def write(world: World, channel: str, team: str, person: str, body: Json) -> Json:
    """Write one; return it. It is kept apart from what everyone sees.

    "Ephemeral messages in threads are only shown if there is already an active thread" (reference: chat.postEphemeral):
    elsewhere it is `unseen`.
    """
    files.must_be_there(world, team, body.get("blocks"))
    install = world.installed(team)
    made: Json = {
        "type": "message",
        "subtype": "bot_message",
        "is_ephemeral": True,
        "channel": channel,
        "team": team,
        "to": person,
        "user": install["user"],
        "bot_id": install["bot"],
        "app_id": world.app,
        "ts": world.ids.stamp(),
        "text": body.get("text") or "",
    }
    made |= {key: body[key] for key in ("attachments", "thread_ts") if body.get(key) is not None}
    if body.get("blocks"):
        made["blocks"] = messages.numbered(body["blocks"])
    if body.get("thread_ts"):
        above = world.store.table("messages").get(f"{channel}:{body['thread_ts']}", {})
        made["unseen"] = not above.get("reply_count")
    world.store.put("ephemeral", made["ts"], made)
    return made


def replace(world: World, message: Json, body: Json) -> Json:
    """Put another text or other blocks in the place of one."""
    files.must_be_there(world, message["team"], body.get("blocks"))
    message.setdefault("edits", []).append({key: message.get(key) for key in ("text", "blocks")})
    message["text"] = body.get("text") or ""
    message.pop("blocks", None)
    if body.get("blocks"):
        message["blocks"] = messages.numbered(body["blocks"])
    world.store.put("ephemeral", message["ts"], message)
    return message
