"""Whether the commands that Discord offers are those of this release."""

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands
from discord.http import Route

from bot.faces.discord.commands.sync import payloads

_ONE = (
    "name",
    "description",
    "required",
    "autocomplete",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "default_member_permissions",
    "name_localizations",
    "description_localizations",
)
_SETS = ("contexts", "integration_types", "channel_types")
_TRANSLATED = ("name", "value", "name_localizations")


async def differences(client: discord.Client, tree: app_commands.CommandTree[discord.Client]) -> list[str]:
    """Return how what Discord offers differs from the tree, a sentence each; none: it is current.

    Raises:
        discord.HTTPException: Discord does not tell.

    """
    wanted = {(one.get("type", 1), one["name"]): _shape(one) for one in await payloads(tree)}
    there = {(one.get("type", 1), one["name"]): _shape(one) for one in await _offered(client)}
    found = [f"{name} is not registered" for _, name in wanted.keys() - there.keys()]
    found += [f"{name} is registered, but is no command of this release" for _, name in there.keys() - wanted.keys()]
    found += [f"{key[1]} is registered as it was" for key in wanted.keys() & there.keys() if wanted[key] != there[key]]
    return sorted(found)


async def _offered(client: discord.Client) -> list[dict[str, Any]]:
    """Return what Discord offers: the library's own question leaves out translations, and misreads contexts (2.7)."""
    route = Route("GET", "/applications/{application_id}/commands", application_id=client.application_id)
    offered: list[dict[str, Any]] = await client.http.request(route, params={"with_localizations": "true"})
    return offered


def _shape(one: Mapping[str, Any]) -> dict[str, Any]:
    """Return what makes a command or an option what it is: without ids, and without what has its default."""
    shape: dict[str, Any] = {"type": one.get("type", 1)}
    shape |= {key: one[key] for key in _ONE if one.get(key) not in (None, False, "", {})}
    shape |= {key: sorted(one[key]) for key in _SETS if one.get(key)}
    if (allowed := shape.get("default_member_permissions")) is not None:
        shape["default_member_permissions"] = int(allowed)  # Discord tells it as text
    if choices := one.get("choices"):
        shape["choices"] = [{key: choice[key] for key in _TRANSLATED if choice.get(key)} for choice in choices]
    if options := one.get("options"):
        shape["options"] = [_shape(option) for option in options]
    return shape
