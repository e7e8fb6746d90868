"""Sharing a channel with another organisation. A private one has another id then (reference: channel_id_changed)."""

from tests.servers.slack.world import World
from tests.servers.store import Json


def connect(world: World, channel: str, team: str) -> None:
    """Let a workspace of another organisation, and its app, into a channel."""
    row = world.channel(channel)
    shared = {"is_shared": True, "is_ext_shared": True, "shared_team_ids": [*row["shared_team_ids"], team]}
    world.store.put("channels", channel, row | shared)
    world.join(channel, world.installed(team)["user"])


def hearing(world: World, place: Json) -> list[str]:
    """Return the workspaces whose app is in a conversation; events are told as the last one's (bolt-js 2008)."""
    installs = world.store.table("installs")
    teams = place.get("shared_team_ids") or [world.team_of(place)]
    return [team for team in teams if team in installs and world.is_member(place["id"], installs[team]["user"])]


def share(world: World, channel: str) -> str:
    """Share a private channel, and tell the app if it is in it; return the id that it has from now on."""
    new = world.ids.next("C")
    row = world.channel(channel) | {"id": new, "is_shared": True, "is_ext_shared": True}
    world.store.drop("channels", channel)
    world.store.put("channels", new, row)
    for key, one in list(world.store.table("members").items()):
        if one["channel"] == channel:
            world.store.drop("members", key)
            world.join(new, one["user"])
    for message in list(world.messages(channel)):
        world.drop_message(channel, message["ts"])
        world.keep_message(new, message)
    team = world.team_of(row)
    if world.is_member(new, world.installed(team)["user"]):
        world.tell(team, {"type": "channel_id_changed", "old_channel_id": channel, "new_channel_id": new})
    return new
