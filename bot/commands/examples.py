"""A command's examples, as one would type them at this desk."""

from bot.commands.command import Command
from bot.locale.voice import Voice
from feeds.desks.desk import Desk


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
    return tuple(
        " ".join(names.get(word, word) for word in example.split(" ")).format_map(words) for example in command.examples
    )
