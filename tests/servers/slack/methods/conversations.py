"""Conversations: info, history, replies, join, open, list, members."""

from tests.servers.slack import messages
from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.ids import micros
from tests.servers.slack.limits import Tier
from tests.servers.slack.methods.call import Arg, Call, Method, answer
from tests.servers.slack.methods.paging import cursor_after, mark_of, page
from tests.servers.store import Json

USUAL_HISTORY = 100


def _info(call: Call) -> Json:
    return answer(channel=_described(call, _seen(call), members=bool(call.args.get("include_num_members"))))


def _list(call: Call) -> Json:
    kinds = set((call.args.get("types") or "public_channel").split(","))
    if not kinds <= {"public_channel", "private_channel", "mpim", "im"}:
        raise Refusal(Word.INVALID_TYPES)
    own = call.install["user"]
    found = []
    for one in call.world.store.table("channels").values():
        kind = "im" if one.get("is_im") else "private_channel" if one["is_private"] else "public_channel"
        here = call.team in one.get("shared_team_ids", [one["context_team_id"]])
        hidden = kind != "public_channel" and not call.world.is_member(one["id"], own)
        if here and kind in kinds and not hidden and not (call.args.get("exclude_archived") and one["is_archived"]):
            found.append(_described(call, one))
    shown, after = page(call, found, key=lambda one: str(one["id"]))
    return answer(channels=shown, response_metadata={"next_cursor": after})


def _members(call: Call) -> Json:
    rows = [{"id": one} for one in call.world.members(_seen(call)["id"])]
    shown, after = page(call, rows, key=lambda one: str(one["id"]))
    return answer(members=[one["id"] for one in shown], response_metadata={"next_cursor": after})


def _join(call: Call) -> Json:
    channel = call.world.seen_channel(call.team, call.args["channel"])
    if channel.get("is_im") or channel["is_private"]:
        raise Refusal(Word.METHOD_NOT_SUPPORTED_FOR_CHANNEL_TYPE)
    if channel["is_archived"]:
        raise Refusal(Word.IS_ARCHIVED)
    own = call.install["user"]
    if call.world.is_member(channel["id"], own):
        told = _described(call, channel)
        return answer(
            channel=told, warning="already_in_channel", response_metadata={"warnings": ["already_in_channel"]}
        )
    call.world.join(channel["id"], own)
    call.world.tell(
        call.team,
        {
            "type": "member_joined_channel",
            "user": own,
            "channel": channel["id"],
            "channel_type": "C",
            "team": call.team,
        },
    )
    return answer(channel=_described(call, channel))


def _open(call: Call) -> Json:
    users = [one for one in (call.args.get("users") or "").split(",") if one]
    if call.args.get("channel"):
        channel = call.world.seen_channel(call.team, call.args["channel"])
    elif not users:
        raise Refusal(Word.USERS_LIST_NOT_SUPPLIED)
    elif len(users) > 1:
        raise Refusal(Word.MISSING_SCOPE, needed="mpim:write", provided=",".join(call.install["scopes"]))
    else:
        person = call.world.user(call.team, users[0])
        if person["deleted"]:
            raise Refusal(Word.USER_DISABLED)
        if person["is_bot"]:
            raise Refusal(Word.CANNOT_DM_BOT)
        channel = call.world.direct(call.team, person["id"])
    told = channel if call.args.get("return_im") else {"id": channel["id"]}
    return answer(channel=told)


def _history(call: Call) -> Json:
    channel = _readable(call)
    every = [
        message
        for message in reversed(call.world.messages(channel["id"]))
        if _in_span(call, message) and (not _is_reply(message) or message.get("subtype") == "thread_broadcast")
    ]
    # A page goes back from the newest, or from the oldest forward where only that end is given: newest first in both.
    return _page_of(call, every)


def _replies(call: Call) -> Json:
    channel = _readable(call)
    parent = call.world.store.table("messages").get(f"{channel['id']}:{call.args['ts']}")
    if parent is None:
        raise Refusal(Word.THREAD_NOT_FOUND)
    thread = parent.get("thread_ts", parent["ts"])
    every = [
        message
        for message in call.world.messages(channel["id"])
        if message["ts"] == thread or (message.get("thread_ts") == thread and _in_span(call, message))
    ]
    return _page_of(call, every)


def _page_of(call: Call, every: list[Json]) -> Json:
    size = min(call.limit or USUAL_HISTORY, call.most)
    mark = mark_of(call)
    first = next((number for number, one in enumerate(every) if one["ts"] == mark), 0) if mark else 0
    shown, rest = every[first : first + size], every[first + size : first + size + 1]
    metadata = bool(call.args.get("include_all_metadata"))
    told = answer(messages=[messages.shown(one, metadata=metadata) for one in shown], has_more=bool(rest))
    if rest:
        told["response_metadata"] = {"next_cursor": cursor_after(rest[0]["ts"])}
    return told


def _in_span(call: Call, message: Json) -> bool:
    try:
        oldest, latest = micros(call.args.get("oldest") or "0"), micros(call.args.get("latest") or "9" * 11)
    except ValueError as error:
        raise Refusal(Word.INVALID_TS_OLDEST) from error
    at = micros(message["ts"])
    if call.args.get("inclusive"):
        return oldest <= at <= latest
    return oldest < at < latest


def _is_reply(message: Json) -> bool:
    return bool(message.get("thread_ts", message["ts"]) != message["ts"])


def _seen(call: Call) -> Json:
    channel = call.world.seen_channel(call.team, call.args["channel"])
    call.must_have(f"{_family(channel)}:read")
    return channel


def _family(channel: Json) -> str:
    """Return the first half of the scopes that a conversation needs."""
    if channel.get("is_im"):
        return "im"
    return "groups" if channel["is_private"] else "channels"


def _readable(call: Call) -> Json:
    channel = call.world.seen_channel(call.team, call.args["channel"])
    call.must_have(f"{_family(channel)}:history")
    if not call.world.is_member(channel["id"], call.install["user"]):
        raise Refusal(Word.NOT_IN_CHANNEL)
    return channel


def _described(call: Call, channel: Json, *, members: bool = False) -> Json:
    hidden = {"refuses", "refuses_files"} | (set() if call.args.get("include_locale") else {"locale"})
    told = {key: value for key, value in channel.items() if key not in hidden}
    if not channel.get("is_im"):
        told["is_member"] = call.world.is_member(channel["id"], call.install["user"])
        if members or "num_members" in channel:
            told["num_members"] = len(call.world.members(channel["id"]))
    return told


_PAGED = {"cursor": Arg.TEXT, "limit": Arg.NUMBER}
_SPAN = {
    **_PAGED,
    "inclusive": Arg.FLAG,
    "include_all_metadata": Arg.FLAG,
    "latest": Arg.TEXT,
    "oldest": Arg.TEXT,
}
_CHANNEL = {"channel": Arg.TEXT}
_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")

METHODS = (
    Method(
        "conversations.info",
        _info,
        Tier.THREE,
        needs=_CHANNEL,
        takes={"include_locale": Arg.FLAG, "include_num_members": Arg.FLAG},
        scopes=_READ,
    ),
    Method(
        "conversations.list",
        _list,
        Tier.TWO,
        takes={**_PAGED, "exclude_archived": Arg.FLAG, "team_id": Arg.TEXT, "types": Arg.TEXT},
        scopes=_READ,
    ),
    Method("conversations.members", _members, Tier.FOUR, needs=_CHANNEL, takes=_PAGED, scopes=_READ),
    Method("conversations.join", _join, Tier.THREE, needs=_CHANNEL, scopes=("channels:join",)),
    Method(
        "conversations.open",
        _open,
        Tier.THREE,
        takes={"channel": Arg.TEXT, "users": Arg.TEXT, "return_im": Arg.FLAG},
        scopes=("im:write", "mpim:write"),
    ),
    Method("conversations.history", _history, Tier.THREE, needs=_CHANNEL, takes=_SPAN, scopes=_HISTORY),
    Method(
        "conversations.replies",
        _replies,
        Tier.THREE,
        needs={**_CHANNEL, "ts": Arg.TEXT},
        takes=_SPAN,
        scopes=_HISTORY,
    ),
)
