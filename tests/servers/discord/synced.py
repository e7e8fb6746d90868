"""What the gateway tells of a guild when the bot comes to know it."""

from collections.abc import Iterator

from tests.servers.discord.permissions import Permission
from tests.servers.discord.routes.guilds import channels, members
from tests.servers.discord.world import World
from tests.servers.store import Json


def guild_create(world: World, guild: str) -> Json:
    """Return the data of GUILD_CREATE. Hidden channels are in it, as with Discord; hidden threads are not."""
    every = members(world, guild)
    own = world.member(guild, world.bot["id"])
    joined = world.store.table("thread_members")
    threads = []
    for thread in world.threads(guild):
        seen = world.granted(thread, world.bot["id"]) & Permission.VIEW_CHANNEL
        if seen and not thread["thread_metadata"]["archived"]:
            row = joined.get(f"{thread['id']}:{world.bot['id']}")
            threads.append(thread | ({"member": row} if row else {}))
    return world.store.table("guilds")[guild] | {
        "joined_at": own["joined_at"],
        "large": False,
        "unavailable": False,
        "member_count": len(every),
        "members": [own],
        "channels": channels(world, guild),
        "threads": threads,
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def members_chunk(world: World, asked: Json) -> Iterator[Json]:
    """Answer a request for members: by ids, or by the beginning of a name."""
    guild = str(asked["guild_id"])
    found = members(world, guild)
    if asked.get("user_ids"):
        ids = asked["user_ids"] if isinstance(asked["user_ids"], list) else [asked["user_ids"]]
        wanted = {str(one) for one in ids}
        found = [one for one in found if one["user"]["id"] in wanted]
    else:
        start = (asked.get("query") or "").lower()
        found = [one for one in found if one["user"]["username"].lower().startswith(start)]
        found = found[: asked.get("limit") or None]
    chunk = {"guild_id": guild, "members": found, "chunk_index": 0, "chunk_count": 1, "not_found": []}
    yield chunk | ({"nonce": asked["nonce"]} if "nonce" in asked else {})
