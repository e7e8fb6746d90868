"""A command's examples, as one would type them at this desk."""

from collections.abc import Mapping

from bot.commands.command import Command, OptionKind
from bot.locale.voice import Voice
from feeds.desks.desk import Desk


def slash(command: Command, desk: Desk) -> str:
    """Return the slash command that a command is typed behind: "/visa", or the admins' "/visa-admin"."""
    return f"/{desk.command}-admin" if command.admin else f"/{desk.command}"


def examples(command: Command, voice: Voice, desk: Desk) -> tuple[str, ...]:
    """Return the examples in the reader's language, with the desk's first topic and zone in them."""
    topic = next(iter(desk.topics.values()), None)
    words = {
        "topic": topic.id if topic else "",
        "words": voice.pick(topic.name) if topic else voice.pick(desk.name),
        "zone": next(iter(desk.timezones), "UTC"),
    }
    names = {command.name: voice.say(f"command.{command.key}.name")}
    names |= {choice: voice.say(f"choice.{choice}") for option in command.options for choice in option.choices}
    for option in command.options:
        name = voice.say(f"option.{option.name}")
        names |= {f"{option.name}:{choice}": f"{name}:{voice.say(f'choice.{choice}')}" for choice in option.choices}
        if option.kind is OptionKind.FLAG:
            names[option.name] = name
            names |= {f"{option.name}:{one}": f"{name}:{voice.say(f'choice.{one}')}" for one in ("yes", "no")}
        else:
            names[f"{option.name}:"] = f"{name}:"
    kinds = {command.name: names.pop(command.name)} if " " in command.name else {}
    return tuple(_in_words(example, kinds, names).format_map(words) for example in command.examples)


def _in_words(example: str, kinds: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Put the reader's names in the place of ours; one of two words can only stand at the beginning."""
    own = next((kind for kind in kinds if example.startswith(kind)), "")
    rest = " ".join(_word(word, names) for word in example.removeprefix(own).split(" "))
    return kinds.get(own, "") + rest


def _word(word: str, names: Mapping[str, str]) -> str:
    """Return a word in the reader's language: itself, or of "publishers:2" the option's name."""
    if word in names:
        return names[word]
    name, colon, value = word.partition(":")
    return names.get(f"{name}:", f"{name}:") + value if colon else word
