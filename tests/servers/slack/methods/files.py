"""Files: files.getUploadURLExternal, files.completeUploadExternal, files.info."""

from tests.servers.slack import files, messages
from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.limits import Tier
from tests.servers.slack.messages import Draft
from tests.servers.slack.methods.call import Arg, Call, Method, answer
from tests.servers.store import Json


def _announce(call: Call) -> Json:
    args = call.args
    if args["length"] <= 0:
        raise Refusal(Word.INVALID_ARGUMENTS)
    row, url = files.announce(call.world, call.team, args["filename"], args["length"], args.get("alt_txt") or "")
    return answer(upload_url=url, file_id=row["id"])


def _complete(call: Call) -> Json:
    wanted = call.args["files"]
    if not isinstance(wanted, list) or not wanted:
        raise Refusal(Word.INVALID_ARGUMENTS)
    made = [files.complete(call.world, call.team, one["id"], one.get("title") or "") for one in wanted]
    if call.args.get("channel_id"):
        channel = messages.may_write(call.world, call.team, call.args["channel_id"])
        if not call.world.is_member(channel["id"], call.install["user"]):
            raise Refusal(Word.NOT_IN_CHANNEL)
        said = {"text": call.args.get("initial_comment") or "", "thread_ts": call.args.get("thread_ts")}
        messages.write(call.world, channel, call.team, Draft(said, {"files": made}))
    return answer(files=made)


def _info(call: Call) -> Json:
    return answer(file=files.look(call.world, call.team, call.args["file"]))


METHODS = (
    Method(
        "files.getUploadURLExternal",
        _announce,
        Tier.FOUR,
        needs={"filename": Arg.TEXT, "length": Arg.NUMBER},
        takes={"alt_txt": Arg.TEXT, "snippet_type": Arg.TEXT},
        scopes=("files:write",),
    ),
    Method(
        "files.completeUploadExternal",
        _complete,
        Tier.FOUR,
        needs={"files": Arg.STRUCTURE},
        takes={
            "channel_id": Arg.TEXT,
            "channels": Arg.TEXT,
            "initial_comment": Arg.TEXT,
            "thread_ts": Arg.TEXT,
        },
        scopes=("files:write",),
    ),
    Method(
        "files.info",
        _info,
        Tier.FOUR,
        needs={"file": Arg.TEXT},
        takes={"count": Arg.NUMBER, "cursor": Arg.TEXT, "limit": Arg.NUMBER, "page": Arg.NUMBER},
        scopes=("files:read",),
    ),
)
