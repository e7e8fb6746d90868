"""What the app is sent when people do something (reference: "Interaction payloads", "Slash commands")."""

from dataclasses import dataclass, field
from typing import Any

from tests.servers.slack import messages
from tests.servers.slack.world import World
from tests.servers.store import Json

VERIFICATION = "loopback-verification"


@dataclass(frozen=True, slots=True)
class Found:
    """Where somebody does something: in a message or a view."""

    message: Json = field(default_factory=dict)
    row: Json = field(default_factory=dict)
    """Of a view."""

    @property
    def blocks(self) -> list[Json]:
        """What is shown there."""
        return list(self.message.get("blocks", []) if self.message else self.row["view"]["blocks"])

    @property
    def channel(self) -> str:
        """The conversation of a message."""
        return str(self.message.get("channel", ""))

    @property
    def private(self) -> bool:
        """Whether one person alone sees it."""
        return bool(self.message.get("is_ephemeral"))

    @property
    def view(self) -> str:
        """The view's id."""
        return str(self.row["view"]["id"]) if self.row else ""

    @property
    def modal(self) -> str:
        """The view's id if it is a modal: on top of it others may be pushed."""
        return self.view if self.row and self.row["view"]["type"] == "modal" else ""

    @property
    def about(self) -> Json:
        """What a payload says of the place."""
        if self.row:
            return {"container": {"type": "view", "view_id": self.view}, "view": self.row["view"]}
        ts = self.message["ts"]
        where = {"type": "message", "message_ts": ts, "channel_id": self.channel, "is_ephemeral": self.private}
        if "thread_ts" in self.message:
            where["thread_ts"] = self.message["thread_ts"]
        told: Json = {"container": where}
        if not self.private:
            told["message"] = messages.shown({key: one for key, one in self.message.items() if key != "channel"})
        return told


def command(world: World, row: Json, place: Json, name: str, text: str) -> Json:
    """Return the payload of a slash command."""
    team, user = world.store.table("teams")[row["team"]], world.store.table("users")[row["by"]]
    return {
        "token": VERIFICATION,
        "team_id": team["id"],
        "team_domain": team["domain"],
        "channel_id": place["id"],
        "channel_name": _named(place),
        "user_id": user["id"],
        "user_name": user["name"],
        "command": name,
        "text": text,
        "api_app_id": world.app,
        "is_enterprise_install": "false",
    }


def action(world: World, row: Json, found: Found, block: Json, *, done: Json, trigger: str) -> Json:
    """Return the payload of a pressed button or a choice."""
    told = _of(world, row, "block_actions") | found.about | {"trigger_id": trigger}
    if found.channel:
        told["channel"] = _channel(world.channel(found.channel))
    told["state"] = {"values": {}} if not found.row else found.row["view"]["state"]
    told["actions"] = [{"block_id": block["block_id"], "action_ts": world.ids.stamp(), **done}]
    return told


def suggestion(world: World, row: Json, about: Json, block: Json, *, element: Json, typed: str) -> Json:
    """Return the payload that asks for options."""
    return (
        _of(world, row, "block_suggestion")
        | about
        | {
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "value": typed,
        }
    )


def submission(world: World, row: Json, view: Json, trigger: str) -> Json:
    """Return the payload of a modal that was sent."""
    return _of(world, row, "view_submission") | {"trigger_id": trigger, "view": view, "response_urls": []}


def closing(world: World, row: Json, view: Json) -> Json:
    """Return the payload of a modal that was closed."""
    return _of(world, row, "view_closed") | {"view": view, "is_cleared": False}


def shortcut(world: World, row: Json, callback: str) -> Json:
    """Return the payload of a global shortcut."""
    return _of(world, row, "shortcut") | {"callback_id": callback, "action_ts": world.ids.stamp()}


def message_shortcut(world: World, row: Json, callback: str, place: Json, message: Json) -> Json:
    """Return the payload of a shortcut on a message."""
    shown = messages.shown({key: one for key, one in message.items() if key != "channel"})
    return _of(world, row, "message_action") | {
        "callback_id": callback,
        "action_ts": world.ids.stamp(),
        "channel": _channel(place),
        "message_ts": message["ts"],
        "message": shown,
    }


def _of(world: World, row: Json, kind: str) -> dict[str, Any]:
    team, user = world.store.table("teams")[row["team"]], world.store.table("users")[row["by"]]
    return {
        "type": kind,
        "token": VERIFICATION,
        "team": {"id": team["id"], "domain": team["domain"]},
        "user": {"id": user["id"], "username": user["name"], "name": user["name"], "team_id": user["team_id"]},
        "api_app_id": world.app,
        "is_enterprise_install": False,
        "enterprise": None,
    }


def _channel(place: Json) -> Json:
    return {"id": place["id"], "name": _named(place)}


def _named(place: Json) -> str:
    """Return what a payload calls a conversation: only public channels by their names."""
    if place.get("is_im"):
        return "directmessage"
    return "privategroup" if place["is_private"] else str(place["name"])
