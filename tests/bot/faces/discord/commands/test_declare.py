"""The declarations as Discord takes them: within its limits, in both languages, with nothing left out."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.commands.command import Command, Option, OptionKind
from bot.commands.offered import is_stored
from bot.commands.registry import commands
from bot.faces.discord.commands.declare import declare
from bot.faces.discord.commands.translate import OwnTranslator
from tests.bot import shipped
from tests.bot.invented import DESK

NAME = re.compile(r"[-_'\w]{1,32}")
"""Discord, "Application Command Naming": letters of any script, lower case."""
DECLARED = [command for command in commands() if not command.hidden]
Payload = dict[str, Any]


@pytest.fixture
async def payloads() -> list[Payload]:
    """What would be registered."""
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    translator = OwnTranslator()

    async def nothing(*_: object) -> Any:
        raise AssertionError

    groups = declare(DECLARED, DESK, shipped.catalogue(), answer=nothing, complete=nothing)
    for group in groups:
        tree.add_command(group)
    return [await group.get_translated_payload(tree, translator) for group in groups]


def _is_channel(option: Option) -> bool:
    """Channels are chosen in Discord's own way."""
    return option.kind is OptionKind.CHANNEL


def _all(payloads: list[Payload]) -> Iterator[Payload]:
    for one in payloads:
        yield one
        yield from _all(one.get("options", []))


def _found(payloads: list[Payload], command: Command) -> Payload:
    at = next(one for one in payloads if one["name"] == (f"{DESK.command}-admin" if command.admin else DESK.command))
    for word in command.name.split():
        at = next(one for one in at["options"] if one["name"] == word)
    return at


async def test_every_name_is_one_that_discord_takes_in_both_languages(payloads: list[Payload]) -> None:
    for one in _all(payloads):
        korean = one.get("name_localizations", {}).get("ko", one["name"])
        for name in (one["name"], korean):
            assert NAME.fullmatch(name), name
            assert name == name.lower()
        for about in (one["description"], one["description_localizations"]["ko"]):
            assert 1 <= len(about) <= 100


async def test_no_description_had_to_be_cut(payloads: list[Payload]) -> None:
    for one in _all(payloads):
        assert not one["description"].endswith("…"), one["name"]
        assert not one["description_localizations"]["ko"].endswith("…"), one["name"]


async def test_no_group_has_more_than_discord_takes(payloads: list[Payload]) -> None:
    for one in _all(payloads):
        assert len(one.get("options", [])) <= 25
        assert len(one.get("choices", [])) <= 25
    assert all(_size(one) <= 8000 for one in payloads)


@pytest.mark.parametrize("command", DECLARED, ids=lambda command: command.name)
async def test_a_command_has_the_options_it_declares_required_ones_first(
    command: Command, payloads: list[Payload]
) -> None:
    options = _found(payloads, command)["options"]
    assert {one["name"] for one in options} == {option.name for option in command.options}
    for option in command.options:
        one = next(one for one in options if one["name"] == option.name)
        assert one.get("required", False) is option.required
        if option.kind is OptionKind.CHOICE:
            assert [choice["value"] for choice in one["choices"]] == list(option.choices)
            assert all(choice["name_localizations"]["ko"] for choice in one["choices"])
        if option.kind in {OptionKind.TOPIC, OptionKind.ZONE} or (is_stored(option) and not _is_channel(option)):
            assert one["autocomplete"]
    required = [one.get("required", False) for one in options]
    assert required == sorted(required, reverse=True)


async def test_only_who_manages_a_server_sees_the_commands_of_admins_and_only_there(payloads: list[Payload]) -> None:
    everyone, admins = payloads
    assert admins["default_member_permissions"] == discord.Permissions(manage_guild=True).value
    assert admins["contexts"] == [0]
    assert everyone["default_member_permissions"] is None
    assert everyone["contexts"] == [0, 1, 2]
    assert everyone["integration_types"] == [0, 1]


async def test_what_only_buttons_type_is_not_declared(payloads: list[Payload]) -> None:
    names = {one["name"] for one in _all(payloads)}
    assert not names & {"confirm", "undo", "restore"}


def _size(one: Mapping[str, Any]) -> int:
    """Discord: 8,000 characters for names, descriptions and values of a command, the longest language counting."""
    own = sum(
        max(len(text) for text in (one.get(key) or "", *(one.get(f"{key}_localizations") or {}).values()))
        for key in ("name", "description")
    )
    return own + sum(_size(part) for key in ("options", "choices") for part in one.get(key) or ())
