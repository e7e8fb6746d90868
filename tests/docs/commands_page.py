"""docs/commands.md, made from the declarations of the commands."""

from collections.abc import Iterator

from bot.cards.help import usage
from bot.commands.command import Command, Option, OptionKind, Permission
from bot.commands.examples import examples, slash
from bot.commands.registry import commands
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from tests.bot import shipped

_HEAD = """# Commands

Made from the declarations in `bot/commands/` by `python -m tests.docs.pages`: change it there.

`<option>` must be given, `[option]` may be. Options stand in order or by name (`count:5`), in either language;
`[option:…]` is read by its name only. A yes-or-no option is given by its bare name. {private} answers go to the
asker alone. The examples are those of the desk {desk}.
"""
_WHO = {
    Permission.EVERYONE: "For everyone",
    Permission.MANAGER: "For those who may manage the channel; in one's own direct messages, everyone",
    Permission.ADMIN: "For admins of the workspace",
    Permission.OPERATOR: "For whoever runs visabot",
}
_KINDS = {
    OptionKind.TEXT: "text",
    OptionKind.TOPIC: "a topic's id or name",
    OptionKind.TIME: "a time of day (09:00, 9 pm, 오후 9시)",
    OptionKind.ZONE: "a time zone, a city or its usual letters (서울, ET)",
    OptionKind.COMMAND: "a command",
    OptionKind.CHANNEL: "a channel",
    OptionKind.STORY: "a story's number, or a link",
    OptionKind.FEED: "a feed's id",
    OptionKind.UNTIL: "a date, a time, or how long",
    OptionKind.ROLE: "a role or user group",
    OptionKind.PERSON: "a person",
    OptionKind.FLAG: "yes or no",
}
_MARK = "*Private*"


def commands_page() -> str:
    """Return docs/commands.md as the code has it."""
    desk = shipped.korea_us_visa()
    catalogue = shipped.catalogue()
    english, korean = (Voice(locale, "Asia/Seoul", catalogue) for locale in ("en", "ko"))
    parts = [_HEAD.format(private=_MARK, desk=desk.id)]
    for right, title in _WHO.items():
        mine = [one for one in commands() if one.needs is right and not one.hidden]
        if mine:
            parts.append(f"## {title}\n")
            parts += ["\n".join(_command(one, english, korean, desk)) for one in mine]
    return "\n".join(parts)


def _command(command: Command, english: Voice, korean: Voice, desk: Desk) -> Iterator[str]:
    yield f"### {command.name} · {korean.say(f'command.{command.key}.name')}\n"
    about = " ".join(voice.say(f"command.{command.key}.about").rstrip(".") + "." for voice in (english, korean))
    where = f" Only on {_names(command.platforms)}." if command.platforms else ""
    yield about + where + (f" {_MARK}." if command.private else "") + "\n"
    yield f"    {usage(command, english, desk)}\n    {usage(command, korean, desk)}\n"
    if command.options:
        yield "| option | 한국어 | what | takes |\n|---|---|---|---|"
        yield from (_option(command, option, english, korean) for option in command.options)
        yield ""
    typed = [f"{slash(command, desk)} {line}" for voice in (english, korean) for line in examples(command, voice, desk)]
    if typed:
        yield "Examples: " + ", ".join(f"`{line}`" for line in dict.fromkeys(typed)) + "\n"


def _option(command: Command, option: Option, english: Voice, korean: Voice) -> str:
    name = f"`{option.name}`" + (", required" if option.required else "")
    about = english.say(f"command.{command.key}.option.{option.name}")
    if option.platforms:
        about += f"; only on {_names(option.platforms)}"
    return f"| {name} | `{korean.say(f'option.{option.name}')}` | {about} | {_takes(option, english)} |"


def _names(platforms: frozenset[str]) -> str:
    return ", ".join(sorted(one.title() for one in platforms))


def _takes(option: Option, voice: Voice) -> str:
    choices = ", ".join(f"`{voice.say(f'choice.{choice}')}`" for choice in option.choices)
    match option.kind:
        case OptionKind.CHOICE:
            return choices
        case OptionKind.INTEGER:
            low = f"a number from {option.minimum or 0}"
            return low if option.maximum is None else f"{low} to {option.maximum}"
        case kind:
            return f"{_KINDS[kind]}, or {choices}" if choices else _KINDS[kind]
