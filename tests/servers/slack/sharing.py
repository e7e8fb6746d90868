"""Sharing a private channel with another organisation, which gives it another id (reference: channel_id_changed)."""

from tests.servers.slack.world import World


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
