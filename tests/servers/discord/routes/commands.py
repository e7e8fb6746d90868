"""Application commands: what the bot registers (documentation, "Application Commands")."""

from typing import Any

from tests.servers.discord.errors import Unknown, unknown
from tests.servers.discord.routes.call import NOTHING, Call, Route, Said
from tests.servers.discord.world import World
from tests.servers.store import Json


def registered(world: World, guild: str = "") -> list[Json]:
    """Return the commands of a guild, or the global ones."""
    every = world.store.table("commands").values()
    return [one for one in every if one.get("guild_id", "") == guild]


def _list(call: Call) -> Said:
    return Said(registered(call.world, call.path.get("guild_id", "")))


def _replace(call: Call) -> Said:
    guild = _scope(call)
    known = {(one["type"], one["name"]): one for one in registered(call.world, guild)}
    kept = []
    for asked in call.body:
        before = known.pop((asked.get("type", 1), asked["name"]), None)
        kept.append(_keep(call.world, guild, asked, before))
    for gone in known.values():
        call.world.store.drop("commands", gone["id"])
    return Said(kept)


def _create(call: Call) -> Said:
    guild = _scope(call)
    named = (call.body.get("type", 1), call.body["name"])
    before = next((one for one in registered(call.world, guild) if (one["type"], one["name"]) == named), None)
    return Said(_keep(call.world, guild, call.body, before), status=201 if before is None else 200)


def _delete(call: Call) -> Said:
    if call.path["command_id"] not in call.world.store.table("commands"):
        raise unknown(Unknown.COMMAND)
    call.world.store.drop("commands", call.path["command_id"])
    return NOTHING


def _scope(call: Call) -> str:
    guild = call.path.get("guild_id", "")
    if guild:
        call.world.guild(guild)
    return guild


def _keep(world: World, guild: str, asked: Json, before: Json | None) -> Json:
    allowed = asked.get("default_member_permissions")
    command: Json = {
        "id": before["id"] if before else world.ids.next(),
        "application_id": world.bot["id"],
        "type": asked.get("type", 1),
        "name": asked["name"],
        "name_localizations": asked.get("name_localizations"),
        "description": asked.get("description", ""),
        "description_localizations": asked.get("description_localizations"),
        "default_member_permissions": None if allowed is None else str(allowed),
        "nsfw": bool(asked.get("nsfw")),
        "version": world.ids.next(),
    }
    if guild:
        command["guild_id"] = guild
    else:
        command["contexts"] = asked.get("contexts")
        command["integration_types"] = asked.get("integration_types") or [0]
        command["dm_permission"] = bool(asked.get("dm_permission", True))
    if asked.get("options"):
        command["options"] = [_option(one) for one in asked["options"]]
    world.store.put("commands", command["id"], command)
    return command


def _option(asked: Json) -> Json:
    option: dict[str, Any] = {key: value for key, value in asked.items() if value is not None and value is not False}
    if "options" in option:
        option["options"] = [_option(one) for one in option["options"]]
    return option


_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES: tuple[Route, ...] = tuple(
    route
    for place in (_GLOBAL, _GUILD)
    for route in (
        ("GET", place, _list),
        ("PUT", place, _replace),
        ("POST", place, _create),
        ("DELETE", place + "/{command_id}", _delete),
    )
)
