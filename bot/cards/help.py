"""What one can type."""

from collections.abc import Mapping, Sequence

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.commands.command import Command, Option, OptionKind, Permission
from bot.commands.examples import examples, slash
from bot.locale.voice import Voice
from feeds.desks.desk import Desk


def help_card(commands: Sequence[Command], permission: Permission, voice: Voice, desk: Desk) -> Card:
    """Return the commands that a person may use, each with how it is typed and what it answers; the others by name.

    Args:
        commands: all that may be offered, those of others too.
        permission: what the person may here.
        voice: theirs.
        desk: for the slash command's name.
    """
    mine = [command for command in commands if command.needs <= permission]
    others = [command for command in commands if command.needs > permission]
    return clean_card(
        Card(
            kind=CardKind.HELP,
            title=voice.say("help.title", desk=voice.pick(desk.name)),
            lang=voice.locale,
            sections=(*_by_right(mine, voice, desk), *_rest(others, voice)),
            footer=(voice.say("help.how", command=desk.command), voice.pick(desk.disclaimer)),
            actions=(Action(voice.say("action.status"), "status"), Action(voice.say("action.topics"), "topics")),
        )
    )


def _titles(voice: Voice) -> Mapping[Permission, str]:
    return {
        Permission.EVERYONE: voice.say("help.for-everyone"),
        Permission.MANAGER: voice.say("help.for-managers"),
        Permission.ADMIN: voice.say("help.for-admins"),
        Permission.OPERATOR: voice.say("help.for-operator"),
    }


def _by_right(commands: Sequence[Command], voice: Voice, desk: Desk) -> tuple[Section, ...]:
    """Return the commands in sections, by who may use them."""
    sections = []
    for right, title in _titles(voice).items():
        mine = [command for command in commands if command.needs is right]
        lines = (
            Line(usage(command, voice, desk), details=(voice.say(f"command.{command.key}.about"),)) for command in mine
        )
        sections.append(Section(title, tuple(lines)))
    return tuple(section for section in sections if section.lines)


def _rest(commands: Sequence[Command], voice: Voice) -> tuple[Section, ...]:
    """Return what only others may use: a line for each right, with nothing but names."""
    lines = tuple(
        Line(voice.say("help.rest", who=title, commands=", ".join(_names(theirs, voice))))
        for right, title in _titles(voice).items()
        if (theirs := [command for command in commands if command.needs is right])
    )
    return (Section(voice.say("help.others"), lines),) if lines else ()


def _names(commands: Sequence[Command], voice: Voice) -> list[str]:
    """Return the commands' names, those of one kind together: "term (add, edit, remove)"."""
    kinds: dict[str, list[str]] = {}
    for command in commands:
        kind, _, verb = voice.say(f"command.{command.key}.name").partition(" ")
        kinds.setdefault(kind, []).extend([verb] if verb else [])
    return [
        voice.say("help.kind", kind=kind, verbs=", ".join(verbs)) if verbs else kind for kind, verbs in kinds.items()
    ]


def command_help_card(command: Command, voice: Voice, desk: Desk) -> Card:
    """Return one command: its options with their values, examples, who may."""
    options = tuple(
        Line(
            voice.say(f"option.{option.name}"),
            mark="" if option.required else voice.say("mark.optional"),
            details=tuple(
                filter(None, (voice.say(f"command.{command.key}.option.{option.name}"), _values(option, voice)))
            ),
        )
        for option in command.options
    )
    typed = examples(command, voice, desk)
    titled = (
        (voice.say("help.options"), options),
        (voice.say("help.examples"), tuple(Line(f"{slash(command, desk)} {line}") for line in typed)),
    )
    return clean_card(
        Card(
            kind=CardKind.HELP,
            title=usage(command, voice, desk),
            lang=voice.locale,
            sections=(
                Section("", (Line(voice.say(f"command.{command.key}.about")),)),
                *(Section(title, lines) for title, lines in titled if lines),
            ),
            footer=_who_may(command, voice),
            actions=tuple(Action(line, line) for line in typed[:1]),
        )
    )


def _who_may(command: Command, voice: Voice) -> tuple[str, ...]:
    match command.needs:
        case Permission.EVERYONE:
            return ()
        case Permission.MANAGER:
            return (voice.say("help.manager"),)
        case Permission.ADMIN:
            return (voice.say("help.admin"),)
        case _:
            return (voice.say("help.operator"),)


def usage(command: Command, voice: Voice, desk: Desk) -> str:
    """Return how a command is typed: "/visa latest [topic] [count]"; "[days:…]" is read with its name only."""
    names = (
        (option, voice.say(f"option.{option.name}") + (":…" if option.by_name else "")) for option in command.options
    )
    options = (f"<{name}>" if option.required else f"[{name}]" for option, name in names)
    return " ".join((slash(command, desk), voice.say(f"command.{command.key}.name"), *options))


def _values(option: Option, voice: Voice) -> str:
    """Return what an option takes, where its kind alone does not say."""
    if option.kind is OptionKind.CHOICE:
        return ", ".join(voice.say(f"choice.{choice}") for choice in option.choices)
    if option.kind is OptionKind.INTEGER and option.maximum is not None:
        return voice.say("help.range", low=option.minimum or 0, high=option.maximum)
    return ""
