"""The declarations of `bot.commands` as Discord's application commands.

::

    Command "latest"      →  /visa latest                 one group for everyone
    Command "term add"    →  /visa-admin term add         one for those who set things up, with a group for each kind

Nothing is decided here: values go to the dispatcher as they come, which checks them and the right to use the command.
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from inspect import Parameter, Signature
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread, Choice

from bot.commands.command import Command, Option, OptionKind
from bot.commands.offered import is_stored
from bot.faces.discord.commands.translate import in_languages, localised
from bot.locale.catalogue import Catalogue
from feeds.desks.desk import Desk

TEXT_LIMIT = 6000
"""Characters of a text that Discord lets one type into an option; what may be longer is sent as a file."""

Interaction = discord.Interaction[discord.Client]
Named = AppCommandChannel | AppCommandThread
Answer = Callable[[Interaction, Command, Mapping[str, Any]], Awaitable[object]]
"""Answers a command with the values by option, as discord.py gives them."""
Complete = Callable[[Interaction, Command, Option, str], Coroutine[Any, Any, list[Choice[Any]]]]
"""What may stand in an option of which the beginning is typed."""

_COMPLETED = frozenset({OptionKind.TOPIC, OptionKind.ZONE, OptionKind.COMMAND})


class PlaceTransformer(app_commands.Transformer):
    """Takes the channels that one can post to, as they come with the interaction: they need not be cached."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Let Discord offer channels."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Let it offer no others: categories, voices."""
        kinds = discord.ChannelType
        return [
            kinds.text, kinds.news, kinds.forum, kinds.public_thread, kinds.private_thread, kinds.news_thread
        ]  # fmt: skip

    async def transform(self, interaction: Interaction, value: Named, /) -> Named:  # noqa: ARG002 - the library's
        """Return it as it is."""
        return value


def declare(
    commands: Sequence[Command], desk: Desk, catalogue: Catalogue, *, answer: Answer, complete: Complete
) -> list[app_commands.Group]:
    """Return the slash commands of a desk: /visa, and /visa-admin.

    Raises:
        ValueError, TypeError: a name or a description is none that Discord takes.
    """
    everyone = _root(desk.command, desk, catalogue, admin=False)
    admins = _root(f"{desk.command}-admin", desk, catalogue, admin=True)
    kinds: dict[tuple[str, str], app_commands.Group] = {}
    for command in commands:
        if command.hidden:
            continue
        root = admins if command.admin else everyone
        kind, _, word = command.name.partition(" ")
        parent = root
        if word:
            name = localised(catalogue, f"command.{command.key}.name", word=0)
            about = localised(catalogue, f"kind.{kind}.about")
            parent = kinds.setdefault((root.name, kind), app_commands.Group(name=name, description=about))
            if parent.parent is None:
                root.add_command(parent)
        parent.add_command(_declared(command, catalogue, answer, complete))
    return [everyone, admins]


def _root(name: str, desk: Desk, catalogue: Catalogue, *, admin: bool) -> app_commands.Group:
    """Return the group that the commands of one slash command stand in.

    Those of admins are for servers alone and, unless a server's admins say otherwise, for who manages it.
    """
    about = localised(catalogue, "command.admin.about") if admin else in_languages(desk.about)
    return app_commands.Group(
        name=name,
        description=about,
        guild_only=admin,
        default_permissions=discord.Permissions(manage_guild=True) if admin else None,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=not admin),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=not admin, private_channel=not admin),
    )


def _declared(
    command: Command, catalogue: Catalogue, answer: Answer, complete: Complete
) -> app_commands.Command[Any, ..., None]:
    """Return one command. discord.py reads options from a callback's signature, so that one is made to measure."""
    named = {_parameter_name(option): option for option in command.options}

    async def callback(interaction: Interaction, **picked: Any) -> None:  # noqa: ANN401 - whatever the options take
        given = {named[name].name: value for name, value in picked.items() if value is not None}
        await answer(interaction, command, given)

    # discord.py (2.7) has no other way to say what options there are: it reads them from `inspect.signature(callback)`,
    # names, types and defaults, which returns this attribute where a function has it (PEP 362). Type checkers do not
    # know it of functions.
    callback.__signature__ = _signature(command)  # type: ignore[attr-defined]
    about = f"command.{command.key}.option"
    described: Any = app_commands.describe(
        **{name: localised(catalogue, f"{about}.{option.name}") for name, option in named.items()}
    )(callback)
    renamed: Any = app_commands.rename(
        **{name: localised(catalogue, f"option.{option.name}") for name, option in named.items()}
    )(described)
    if chosen := {name: _choices(option, catalogue) for name, option in named.items() if _has_choices(option)}:
        renamed = app_commands.choices(**chosen)(renamed)
    if completed := {
        name: _completion(command, option, complete) for name, option in named.items() if _is_completed(option)
    }:
        renamed = app_commands.autocomplete(**completed)(renamed)
    last = 1 if " " in command.name else None
    return app_commands.Command(
        name=localised(catalogue, f"command.{command.key}.name", word=last),
        description=localised(catalogue, f"command.{command.key}.about"),
        callback=renamed,
    )


def _signature(command: Command) -> Signature:
    interaction = Parameter("interaction", Parameter.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction)
    options = [
        Parameter(
            _parameter_name(option),
            Parameter.KEYWORD_ONLY,
            annotation=_annotation(option),
            default=Parameter.empty if option.required else None,
        )
        for option in command.options
    ]
    return Signature([interaction, *options])


def _parameter_name(option: Option) -> str:
    """Return a name that Python takes, too: "from" and "empty-ok" are none."""
    return f"option_{option.name.replace('-', '_')}"


def _annotation(option: Option) -> Any:  # noqa: ANN401 - types, and what discord.py has in their place
    match option.kind:
        case OptionKind.INTEGER:
            return app_commands.Range[int, option.minimum or 0, option.maximum]
        case OptionKind.FLAG | OptionKind.ROLE:
            return bool if option.kind is OptionKind.FLAG else discord.Role
        case OptionKind.CHANNEL:
            return app_commands.Transform[Named, PlaceTransformer]
        case OptionKind.TEXT if option.maximum is not None and option.maximum > TEXT_LIMIT:
            return discord.Attachment
        case OptionKind.TEXT:
            return app_commands.Range[str, 1, option.maximum or TEXT_LIMIT]
        case _:
            return str


def _is_completed(option: Option) -> bool:
    """Tell whether there is something to offer. Discord says "no options match" of what is typed where there is not."""
    if option.kind is OptionKind.TIME:
        return bool(option.choices)  # words that may stand instead of a time
    return option.kind in _COMPLETED or (is_stored(option) and option.kind is not OptionKind.CHANNEL)


def _has_choices(option: Option) -> bool:
    return option.kind is OptionKind.CHOICE


def _choices(option: Option, catalogue: Catalogue) -> list[Choice[str]]:
    return [Choice(name=localised(catalogue, f"choice.{choice}"), value=str(choice)) for choice in option.choices]


def _completion(
    command: Command, option: Option, complete: Complete
) -> Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[Any]]]]:
    async def completion(interaction: Interaction, current: str) -> list[Choice[Any]]:
        return await complete(interaction, command, option, current)

    return completion
