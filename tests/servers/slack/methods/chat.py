"""Messages: chat.postMessage, chat.postEphemeral, chat.update, chat.delete."""

from tests.servers.slack import messages, private
from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.limits import Tier
from tests.servers.slack.messages import Draft
from tests.servers.slack.methods.call import Arg, Call, Method, answer
from tests.servers.store import Json

MOST_UPDATE = 4_000
"""Characters that chat.update takes: one more is `msg_too_long`."""


def _post(call: Call) -> Json:
    world, args = call.world, call.args
    channel = messages.may_write(world, call.team, args["channel"])
    _must_be_member(call, channel)
    _must_say(args)
    made = messages.write(world, channel, call.team, Draft(args))
    return answer(channel=channel["id"], ts=made["ts"], message=messages.shown(made))


def _post_ephemeral(call: Call) -> Json:
    world, args = call.world, call.args
    channel = messages.may_write(world, call.team, args["channel"])
    _must_be_member(call, channel)
    _must_say(args)
    if args["user"] not in world.store.table("users") or not world.is_member(channel["id"], args["user"]):
        raise Refusal(Word.USER_NOT_IN_CHANNEL)
    made = private.write(world, channel["id"], call.team, args["user"], args)
    return answer(message_ts=made["ts"])


def _update(call: Call) -> Json:
    world, args = call.world, call.args
    channel = world.seen_channel(call.team, args["channel"])
    message = world.message(channel["id"], args["ts"])
    if channel["is_archived"]:
        raise Refusal(Word.IS_INACTIVE)
    if message.get("bot_id") != call.install["bot"]:
        raise Refusal(Word.CANT_UPDATE_MESSAGE)
    if message.get("closed_to_edits"):
        raise Refusal(Word.EDIT_WINDOW_CLOSED)
    _must_say(args)
    if len(args.get("text") or "") > MOST_UPDATE:
        raise Refusal(Word.MSG_TOO_LONG)
    made = messages.edit(world, channel["id"], message, args)
    return answer(channel=channel["id"], ts=made["ts"], text=made["text"], message=messages.shown(made))


def _delete(call: Call) -> Json:
    world, args = call.world, call.args
    channel = world.seen_channel(call.team, args["channel"])
    message = world.message(channel["id"], args["ts"])
    if message.get("bot_id") != call.install["bot"]:
        raise Refusal(Word.CANT_DELETE_MESSAGE)
    messages.delete(world, channel["id"], message)
    return answer(channel=channel["id"], ts=args["ts"])


def _must_be_member(call: Call, channel: Json) -> None:
    if not call.world.is_member(channel["id"], call.install["user"]):
        raise Refusal(Word.NOT_IN_CHANNEL)


def _must_say(args: Json) -> None:
    if not args.get("text") and not args.get("blocks") and not args.get("attachments"):
        raise Refusal(Word.NO_TEXT)


_MESSAGE = {
    "text": Arg.TEXT,
    "blocks": Arg.STRUCTURE,
    "attachments": Arg.STRUCTURE,
    "as_user": Arg.FLAG,
    "link_names": Arg.FLAG,
    "parse": Arg.TEXT,
    "markdown_text": Arg.TEXT,
}
_FACE = {"thread_ts": Arg.TEXT, "icon_emoji": Arg.TEXT, "icon_url": Arg.TEXT, "username": Arg.TEXT}
_UNFURL = {"unfurl_links": Arg.FLAG, "unfurl_media": Arg.FLAG}
_WRITE = ("chat:write",)

METHODS = (
    Method(
        "chat.postMessage",
        _post,
        Tier.POSTING,
        needs={"channel": Arg.TEXT},
        takes={
            **_MESSAGE,
            **_FACE,
            **_UNFURL,
            "reply_broadcast": Arg.FLAG,
            "mrkdwn": Arg.FLAG,
            "metadata": Arg.STRUCTURE,
        },
        scopes=_WRITE,
    ),
    Method(
        "chat.postEphemeral",
        _post_ephemeral,
        Tier.FOUR,
        needs={"channel": Arg.TEXT, "user": Arg.TEXT},
        takes={**_MESSAGE, **_FACE},
        scopes=_WRITE,
    ),
    Method(
        "chat.update",
        _update,
        Tier.THREE,
        needs={"channel": Arg.TEXT, "ts": Arg.TEXT},
        takes={**_MESSAGE, "file_ids": Arg.TEXT, "reply_broadcast": Arg.FLAG, "metadata": Arg.STRUCTURE},
        scopes=_WRITE,
    ),
    Method(
        "chat.delete",
        _delete,
        Tier.THREE,
        needs={"channel": Arg.TEXT, "ts": Arg.TEXT},
        takes={"as_user": Arg.FLAG},
        scopes=_WRITE,
    ),
)
