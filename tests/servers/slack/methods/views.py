"""Modals and App Home: views.open, views.push, views.update, views.publish."""

from tests.servers.slack import asking, views
from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.limits import Tier
from tests.servers.slack.methods.call import Arg, Call, Method, answer
from tests.servers.store import Json


def _open(call: Call) -> Json:
    _must_be(call, "modal")
    row = views.exchange(call.world, call.team, call.args.get("trigger_id") or "")
    made = views.open_modal(call.world, call.team, row["user"], call.args["view"])
    asking.opened(call.world, row["asked"], made["id"])
    return answer(view=made)


def _push(call: Call) -> Json:
    _must_be(call, "modal")
    row = views.exchange(call.world, call.team, call.args.get("trigger_id") or "")
    if not row["view"]:
        raise Refusal(Word.INVALID_TRIGGER_ID)
    below = views.find(call.world, row["view"])["view"]
    made = views.open_modal(call.world, call.team, row["user"], call.args["view"], below)
    asking.opened(call.world, row["asked"], made["id"])
    return answer(view=made)


def _update(call: Call) -> Json:
    _must_be(call, "modal")
    row = _wanted(call)
    if not row["open"] or row["team"] != call.team:
        raise Refusal(Word.NOT_FOUND)
    if call.args.get("hash") not in (None, row["view"]["hash"]):
        raise Refusal(Word.HASH_CONFLICT)
    return answer(view=views.update(call.world, row, call.args["view"]))


def _publish(call: Call) -> Json:
    _must_be(call, "home")
    person = call.world.user(call.team, call.args["user_id"])
    known = call.world.store.table("homes").get(person["id"])
    if known is not None and call.args.get("hash") not in (None, known["view"]["hash"]):
        raise Refusal(Word.HASH_CONFLICT)
    return answer(view=views.publish(call.world, call.team, person["id"], call.args["view"]))


def _wanted(call: Call) -> Json:
    if call.args.get("view_id"):
        return views.find(call.world, call.args["view_id"])
    for row in call.world.store.table("views").values():
        if call.args.get("external_id") and row["view"]["external_id"] == call.args["external_id"]:
            return row
    raise Refusal(Word.NOT_FOUND)


def _must_be(call: Call, kind: str) -> None:
    if call.args["view"].get("type") != kind:
        raise Refusal(Word.INVALID_ARGUMENTS, response_metadata={"messages": [f"[ERROR] view must be a {kind}"]})


_VIEW = {"view": Arg.STRUCTURE}
_TRIGGER = {"trigger_id": Arg.TEXT, "interactivity_pointer": Arg.TEXT}

METHODS = (
    Method("views.open", _open, Tier.FOUR, needs=_VIEW, takes=_TRIGGER),
    Method("views.push", _push, Tier.FOUR, needs=_VIEW, takes=_TRIGGER),
    Method(
        "views.update",
        _update,
        Tier.FOUR,
        needs=_VIEW,
        takes={"view_id": Arg.TEXT, "external_id": Arg.TEXT, "hash": Arg.TEXT},
    ),
    Method(
        "views.publish",
        _publish,
        Tier.FOUR,
        needs={**_VIEW, "user_id": Arg.TEXT},
        takes={"hash": Arg.TEXT},
    ),
)
