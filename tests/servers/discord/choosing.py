# ruff: noqa: EM101, EM102, TRY003 - what is not offered is told where it is found
"""Turns what a person types into the options of an interaction, or says why Discord's client would not send it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from tests.servers.discord.objects import Kind
from tests.servers.discord.permissions import Permission
from tests.servers.discord.world import World
from tests.servers.store import Json


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a person gives to an option."""

    name: str
    content: bytes | None
    """None: it cannot be fetched any more."""
    type: str = "text/plain; charset=utf-8"
    size: int | None = None
    """What Discord tells of it, where that is not the content's."""


Value = str | int | float | bool | Attached


class NotOffered(Exception):  # noqa: N818 - the client of Discord does not offer it
    """Discord's client would not let a person do this."""


INSTALLED = {"guild": 0, "user": 1}
"""Kinds of installations (documentation, "Application: Application Integration Types")."""


class OptionType(IntEnum):
    """Types of command options."""

    SUBCOMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


_PYTHON: Mapping[int, type | tuple[type, ...]] = {
    OptionType.STRING: str,
    OptionType.INTEGER: int,
    OptionType.BOOLEAN: bool,
    OptionType.NUMBER: (int, float),
}


def options_of(command: Json, path: list[str], values: Mapping[str, Value], focused: str = "") -> list[Json]:
    """Return the options to send for `path` (subcommand group and subcommand) with `values`.

    An option that is `focused` is being typed: nothing is checked, and others may be missing.
    """
    declared = command.get("options") or []
    if path:
        step = next((one for one in declared if one["name"] == path[0] and one["type"] <= OptionType.GROUP), None)
        if step is None:
            raise NotOffered(f"/{command['name']} has no {path[0]}")
        return [{"type": step["type"], "name": step["name"], "options": options_of(step, path[1:], values, focused)}]
    if any(one["type"] <= OptionType.GROUP for one in declared):
        raise NotOffered(f"{command['name']} needs one of its subcommands")
    by_name = {one["name"]: one for one in declared}
    for name in values:
        if name not in by_name:
            raise NotOffered(f"{command['name']} has no option {name}")
    if not focused:
        for name, one in by_name.items():
            if one.get("required") and name not in values:
                raise NotOffered(f"{command['name']} needs {name}")
    return [_option(by_name[name], value, focused=focused) for name, value in values.items()]


def _option(declared: Json, value: Value, *, focused: str) -> Json:
    kind = OptionType(declared["type"])
    made: Json = {"name": declared["name"], "type": int(kind), "value": value}
    if focused == declared["name"]:
        if not declared.get("autocomplete"):
            raise NotOffered(f"{focused} has no autocomplete")
        return made | {"focused": True, "value": str(value)}
    if isinstance(value, Attached) is not (kind is OptionType.ATTACHMENT):
        raise NotOffered(f"{declared['name']} wants {kind.name.lower()}, not {value!r}")
    if isinstance(value, Attached):
        return made
    if kind not in _PYTHON:
        return made | {"value": str(value)}
    if not isinstance(value, _PYTHON[kind]) or (isinstance(value, bool) and kind is not OptionType.BOOLEAN):
        raise NotOffered(f"{declared['name']} wants {kind.name.lower()}, not {value!r}")
    choices = [choice["value"] for choice in declared.get("choices") or []]
    if choices and value not in choices:
        raise NotOffered(f"{declared['name']} offers {choices}, not {value!r}")
    size = len(value) if isinstance(value, str) else value
    low, high = ("min_length", "max_length") if isinstance(value, str) else ("min_value", "max_value")
    if not declared.get(low, size) <= size <= declared.get(high, size):
        raise NotOffered(f"{declared['name']} allows {declared.get(low)} to {declared.get(high)}, not {value!r}")
    return made


def context_of(channel: Json) -> int:
    """Return where an interaction happens: in a guild, in the bot's direct messages, or between people."""
    return 0 if "guild_id" in channel else 1 if channel["type"] == Kind.DIRECT else 2


def may_use(world: World, command: Json, channel: Json, account: str, *, installed: str = "guild") -> None:
    """Refuse a command that Discord would not show to a person in a channel."""
    context = context_of(channel)
    if "integration_types" in command and INSTALLED[installed] not in command["integration_types"]:
        raise NotOffered(f"{command['name']} is not offered to whom it is installed for: {installed}")
    if installed == "guild" and (context == 2 or (context == 0 and not world.is_member(channel["guild_id"]))):
        raise NotOffered("the bot is not there, and this person did not install it")
    if command.get("guild_id", channel.get("guild_id")) != channel.get("guild_id"):
        raise NotOffered(f"{command['name']} belongs to another guild")
    if command.get("contexts") is not None and context not in command["contexts"]:
        raise NotOffered(f"{command['name']} is not offered here: contexts {command['contexts']}")
    if context == 1 and not command.get("dm_permission", True):
        raise NotOffered(f"{command['name']} is not offered in direct messages")
    needed = command.get("default_member_permissions")
    granted = world.granted(channel, account)
    if context == 0 and not granted & Permission.USE_APPLICATION_COMMANDS:
        raise NotOffered("this person may not use application commands here")
    if context == 0 and needed is not None and (int(needed) == 0 or granted & int(needed) != int(needed)):
        admin = granted & Permission.ADMINISTRATOR
        if not admin:
            raise NotOffered(f"{command['name']} needs permissions {needed}")


def upload(world: World, options: list[Json]) -> Json:
    """Take in the files that options hold: put their ids there, and return what is told of them, by id."""
    told: Json = {}
    for one in _leaves(options):
        if isinstance(file := one["value"], Attached):
            one["value"] = snowflake = world.ids.next()
            if file.content is not None:
                world.files[snowflake] = file.content
            url = f"{world.address}/ephemeral-attachments/{world.bot['id']}/{snowflake}/{file.name}"
            told[snowflake] = {
                "id": snowflake,
                "filename": file.name,
                "size": file.size if file.size is not None else len(file.content or b""),
                "url": url,
                "proxy_url": url,
                "content_type": file.type,
                "ephemeral": True,
            }
    return told


def resolved(world: World, options: list[Json], guild: str, account: str) -> Json:
    """Return the objects that options name by id."""
    found: dict[str, Any] = {}
    for one in _leaves(options):
        kind, key = one["type"], str(one["value"])
        if kind in (OptionType.USER, OptionType.MENTIONABLE) and key in world.store.table("users"):
            found.setdefault("users", {})[key] = world.store.table("users")[key]
            member = world.store.table("members").get(f"{guild}:{key}")
            if member:
                shown = {name: value for name, value in member.items() if name != "user"}
                found.setdefault("members", {})[key] = shown | {"permissions": "0"}
        elif kind in (OptionType.ROLE, OptionType.MENTIONABLE):
            roles = world.store.table("guilds")[guild]["roles"]
            found.setdefault("roles", {})[key] = next(role for role in roles if role["id"] == key)
        elif kind == OptionType.CHANNEL:
            channel = world.channel(key)
            granted = world.granted(channel, account)
            found.setdefault("channels", {})[key] = channel | {"permissions": str(int(granted))}
    return found


def _leaves(options: list[Json]) -> Iterator[Json]:
    for one in options:
        if "options" in one:
            yield from _leaves(one["options"])
        elif not one.get("focused"):
            yield one
