"""Guilds as the bot may read them."""

from tests.servers.discord.errors import Unknown, no_permission, unknown
from tests.servers.discord.permissions import Permission, in_guild
from tests.servers.discord.routes.call import NOTHING, Call, Route, Said
from tests.servers.discord.world import World
from tests.servers.store import Json


def members(world: World, guild: str) -> list[Json]:
    """Return the members of a guild in the order of their accounts."""
    table = world.store.table("members")
    return sorted(
        (one for key, one in table.items() if key.startswith(f"{guild}:")), key=lambda one: int(one["user"]["id"])
    )


def channels(world: World, guild: str) -> list[Json]:
    """Return the channels of a guild without its threads."""
    every = world.store.table("channels").values()
    return [one for one in every if one.get("guild_id") == guild and "thread_metadata" not in one]


def leave(world: World, guild: str) -> None:
    """End the bot's membership and tell of it."""
    world.store.drop("members", f"{guild}:{world.bot['id']}")
    world.tell("GUILD_DELETE", {"id": guild}, guild=guild, intents=1)


def _mine(call: Call) -> Said:
    world = call.world
    mine = [guild for guild in world.store.table("guilds").values() if world.is_member(guild["id"])]
    mine = [guild for guild in mine if int(guild["id"]) > int(call.query.get("after", 0))]
    return Said([_brief(world, guild) for guild in mine[: int(call.query.get("limit", 200))]])


def _brief(world: World, guild: Json) -> Json:
    shown = {key: guild[key] for key in ("id", "name", "icon", "banner", "features")}
    permissions = in_guild(guild, world.member(guild["id"], world.bot["id"]))
    return shown | {"owner": guild["owner_id"] == world.bot["id"], "permissions": str(int(permissions))}


def _leave(call: Call) -> Said:
    call.world.guild(call.path["guild_id"])
    leave(call.world, call.path["guild_id"])
    return NOTHING


def _guild(call: Call) -> Said:
    guild = call.world.guild(call.path["guild_id"])
    if call.query.get("with_counts", "false").lower() in ("true", "1"):
        count = len(members(call.world, guild["id"]))
        guild = guild | {"approximate_member_count": count, "approximate_presence_count": count}
    return Said(guild)


def _channels(call: Call) -> Said:
    return Said(channels(call.world, call.world.guild(call.path["guild_id"])["id"]))


def _roles(call: Call) -> Said:
    return Said(call.world.guild(call.path["guild_id"])["roles"])


def _role(call: Call) -> Said:
    for role in call.world.guild(call.path["guild_id"])["roles"]:
        if role["id"] == call.path["role_id"]:
            return Said(role)
    raise unknown(Unknown.ROLE)


def _members(call: Call) -> Said:
    after = int(call.query.get("after", 0))
    every = members(call.world, call.world.guild(call.path["guild_id"])["id"])
    return Said([one for one in every if int(one["user"]["id"]) > after][: int(call.query.get("limit", 1))])


def _member(call: Call) -> Said:
    return Said(call.world.member(call.world.guild(call.path["guild_id"])["id"], call.path["user_id"]))


def _audit_log(call: Call) -> Said:
    world, guild = call.world, call.world.guild(call.path["guild_id"])
    if not in_guild(guild, world.member(guild["id"], world.bot["id"])) & Permission.VIEW_AUDIT_LOG:
        raise no_permission()
    noted = [one for one in world.store.table("audit").values() if one["guild_id"] == guild["id"]]
    if "action_type" in call.query:
        noted = [one for one in noted if one["action_type"] == int(call.query["action_type"])]
    newest = sorted(noted, key=lambda one: -int(one["id"]))[: int(call.query.get("limit", 50))]
    people = {one[key] for one in newest for key in ("user_id", "target_id")}
    told: Json = {key: [] for key in _ALSO_IN_THE_LOG}
    told["audit_log_entries"] = [{key: one[key] for key in one if key != "guild_id"} for one in newest]
    told["users"] = [world.store.table("users")[one] for one in people if one in world.store.table("users")]
    return Said(told)


_ALSO_IN_THE_LOG = (
    "application_commands",
    "auto_moderation_rules",
    "guild_scheduled_events",
    "integrations",
    "threads",
    "webhooks",
)

ROUTES: tuple[Route, ...] = (
    ("GET", "/users/@me/guilds", _mine),
    ("DELETE", "/users/@me/guilds/{guild_id}", _leave),
    ("GET", "/guilds/{guild_id}", _guild),
    ("GET", "/guilds/{guild_id}/channels", _channels),
    ("GET", "/guilds/{guild_id}/roles", _roles),
    ("GET", "/guilds/{guild_id}/roles/{role_id}", _role),
    ("GET", "/guilds/{guild_id}/members", _members),
    ("GET", "/guilds/{guild_id}/members/{user_id}", _member),
    ("GET", "/guilds/{guild_id}/audit-logs", _audit_log),
)
