"""What follows the first answer to an interaction, by its token."""

from tests.servers.discord import messages, replies
from tests.servers.discord.errors import Unknown, unknown
from tests.servers.discord.routes.call import NOTHING, Call, Route, Said
from tests.servers.store import Json


def _execute(call: Call) -> Said:
    return Said(replies.follow_up(call.world, _row(call), call.draft))


def _read(call: Call) -> Said:
    return Said(_message(call))


def _edit(call: Call) -> Said:
    row, message = _row(call), _message(call)
    return Said(messages.edit(call.world, call.world.channel(row["channel"]), message, call.draft))


def _delete(call: Call) -> Said:
    row, message = _row(call), _message(call)
    messages.delete(call.world, call.world.channel(row["channel"]), message)
    return NOTHING


def _row(call: Call) -> Json:
    if call.path["webhook_id"] != call.world.bot["id"]:
        raise unknown(Unknown.WEBHOOK)
    return replies.by_token(call.world, call.path["webhook_token"])


def _message(call: Call) -> Json:
    return replies.of(call.world, _row(call), call.path.get("message_id", "@original"))


_HOOK = "/webhooks/{webhook_id}/{webhook_token}"
_ORIGINAL, _ONE = _HOOK + "/messages/@original", _HOOK + "/messages/{message_id}"
ROUTES: tuple[Route, ...] = (
    ("POST", _HOOK, _execute),
    ("GET", _ORIGINAL, _read),
    ("PATCH", _ORIGINAL, _edit),
    ("DELETE", _ORIGINAL, _delete),
    ("GET", _ONE, _read),
    ("PATCH", _ONE, _edit),
    ("DELETE", _ONE, _delete),
)
