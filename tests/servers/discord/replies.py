"""What becomes of an interaction: its first answer, and the messages that follow it.

Documentation, "Interactions: Receiving and Responding". A row of the table `interactions`:
`id`, `token`, `type`, `at`, `channel`, `payload` (what was sent to the bot), and once it is answered `answer` (the
callback), `answered_at`, `original` (the id of its message), `followups`.
"""

from enum import IntEnum

from tests.servers.discord import messages
from tests.servers.discord.errors import Refusal, Unknown, bad_form, unknown
from tests.servers.discord.messages import EPHEMERAL, LOADING, Draft
from tests.servers.discord.world import World
from tests.servers.store import Json

TOKEN_LASTS = 15 * 60.0


class Asked(IntEnum):
    """Types of interactions."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    """Types of first answers."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


_FITTING = {
    Asked.COMMAND: {Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.MODAL},
    Asked.AUTOCOMPLETE: {Callback.CHOICES},
    Asked.COMPONENT: {
        Callback.MESSAGE,
        Callback.DEFERRED_MESSAGE,
        Callback.DEFERRED_UPDATE,
        Callback.UPDATE,
        Callback.MODAL,
    },
    Asked.MODAL: {Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE, Callback.UPDATE},
}


def waiting(world: World, snowflake: str, token: str) -> Json:
    """Return an interaction that may still be answered."""
    row = world.store.table("interactions").get(snowflake)
    if row is None or row["token"] != token:
        raise unknown(Unknown.INTERACTION)
    if "answer" in row:
        raise Refusal(400, 40060, "Interaction has already been acknowledged.")
    if world.now() - row["at"] > world.answer_within:
        raise unknown(Unknown.INTERACTION)
    return row


def answer(world: World, row: Json, callback: Json, draft: Draft) -> Json | None:
    """Take the first answer to an interaction; return the message that it made or changed."""
    try:
        kind = Callback(callback["type"])
    except ValueError:
        kind = None
    if kind not in _FITTING[Asked(row["type"])]:
        raise bad_form(("type",), code="BASE_TYPE_CHOICES", message="Value does not answer this interaction.")
    from_message = "message" in row["payload"]
    if kind in (Callback.UPDATE, Callback.DEFERRED_UPDATE) and not from_message:
        raise bad_form(("type",), code="BASE_TYPE_CHOICES", message="There is no message to update.")
    made = None
    if kind in (Callback.MESSAGE, Callback.DEFERRED_MESSAGE):
        flags = (draft.body.get("flags") or 0) & EPHEMERAL
        if kind is Callback.DEFERRED_MESSAGE:
            draft = Draft({}, (), draft.extra, LOADING)
        made = _say(world, row, draft, flags)
    elif kind in (Callback.UPDATE, Callback.DEFERRED_UPDATE):
        made = find(world, row["payload"]["message"]["id"])
        if made is not None and kind is Callback.UPDATE:
            made = messages.edit(world, world.channel(row["channel"]), made, draft)
    row["answer"] = callback
    row["answered_at"] = world.now()
    if made is not None:
        row["original"] = made["id"]
    world.store.put("interactions", row["id"], row)
    return made


def by_token(world: World, token: str) -> Json:
    """Return the interaction whose token lets one write now."""
    known = world.store.table("tokens").get(token)
    row = world.store.table("interactions")[known["interaction"]] if known else None
    if row is None or "answer" not in row:
        raise unknown(Unknown.WEBHOOK)
    if world.now() - row["at"] > TOKEN_LASTS:
        raise Refusal(401, 50027, "Invalid Webhook Token")
    return row


def follow_up(world: World, row: Json, draft: Draft) -> Json:
    """Write another message; the first after a deferral takes the place of the loading message."""
    original = find(world, row.get("original", ""))
    if original is not None and original["flags"] & LOADING:
        return messages.edit(world, world.channel(row["channel"]), original, draft)
    extra = {}
    if original is not None and not original["flags"] & EPHEMERAL:
        where = {"guild_id": row["payload"]["guild_id"]} if "guild_id" in row["payload"] else {}
        reference = {"type": 0, "channel_id": row["channel"], "message_id": original["id"], **where}
        extra = {"type": 19, "message_reference": reference}
    flags = (draft.body.get("flags") or 0) & EPHEMERAL
    made = _say(world, row, Draft(draft.body, draft.files, draft.extra | extra), flags)
    row.setdefault("followups", []).append(made["id"])
    world.store.put("interactions", row["id"], row)
    return made


def of(world: World, row: Json, snowflake: str) -> Json:
    """Return a message of an interaction: its original answer, or one that followed."""
    wanted = row.get("original", "") if snowflake == "@original" else snowflake
    own = [row.get("original"), *row.get("followups", [])]
    found = find(world, wanted) if wanted in own else None
    if found is None:
        raise unknown(Unknown.MESSAGE)
    return found


def find(world: World, snowflake: str) -> Json | None:
    """Return a message, private ones among them."""
    return world.store.table("messages").get(snowflake) or world.store.table("ephemeral").get(snowflake)


def _say(world: World, row: Json, draft: Draft, flags: int) -> Json:
    payload = row["payload"]
    command = payload["type"] == Asked.COMMAND
    kind = (20 if payload["data"].get("type", 1) == 1 else 23) if command else 0
    about = {
        "application_id": world.bot["id"],
        "webhook_id": world.bot["id"],
        "interaction_metadata": metadata(payload),
    }
    channel = world.channel(row["channel"])
    return messages.write(
        world, channel, world.bot, Draft(draft.body, draft.files, about | draft.extra, draft.flags | flags, kind)
    )


def metadata(payload: Json) -> Json:
    """Return what a message tells of the interaction that caused it."""
    told = {
        "id": payload["id"],
        "type": payload["type"],
        "user": payload["member"]["user"] if "member" in payload else payload["user"],
        "authorizing_integration_owners": payload["authorizing_integration_owners"],
    }
    message = payload.get("message")
    if payload["type"] == Asked.COMPONENT and message is not None:
        told["interacted_message_id"] = message["id"]
    if payload["type"] == Asked.MODAL:
        told["triggering_interaction_metadata"] = payload["_opened_by"]
    return told
