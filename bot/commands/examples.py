"""A command's examples, as one would type them at this desk."""

from collections.abc import Mapping

from bot.commands.command import Command
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
    kinds = {command.name: names.pop(command.name)} if " " in command.name else {}
    return tuple(_in_words(example, kinds, names).format_map(words) for example in command.examples)


def _in_words(example: str, kinds: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Put the reader's names in the place of ours; one of two words can only stand at the beginning."""
    own = next((kind for kind in kinds if example.startswith(kind)), "")
    rest = " ".join(names.get(word, word) for word in example.removeprefix(own).split(" "))
    return kinds.get(own, "") + rest
