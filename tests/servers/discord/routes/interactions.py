"""The first answer to an interaction."""

from tests.servers.discord import replies
from tests.servers.discord.messages import EPHEMERAL, LOADING, Draft
from tests.servers.discord.replies import Callback
from tests.servers.discord.routes.call import NOTHING, Call, Route, Said
from tests.servers.store import Json


def _callback(call: Call) -> Said:
    world = call.world
    row = replies.waiting(world, call.path["interaction_id"], call.path["interaction_token"])
    made = replies.answer(world, row, call.body, Draft(call.body.get("data") or {}, call.files))
    if call.query.get("with_response", "false").lower() not in ("true", "1"):
        return NOTHING
    told: Json = {"id": row["id"], "type": row["type"]}
    said: Json = {"interaction": told}
    if made is not None:
        told["response_message_id"] = made["id"]
        told["response_message_loading"] = bool(made["flags"] & LOADING)
        told["response_message_ephemeral"] = bool(made["flags"] & EPHEMERAL)
        if call.body["type"] in (Callback.MESSAGE, Callback.UPDATE):
            said["resource"] = {"type": call.body["type"], "message": made}
    return Said(said)


ROUTES: tuple[Route, ...] = (("POST", "/interactions/{interaction_id}/{interaction_token}/callback", _callback),)
