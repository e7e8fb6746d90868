"""From a command and its values back to a line that means the same."""

from bot.commands.command import Command, OptionKind, Values


def line_of(command: Command, values: Values) -> str:
    """Return the line, in English names, which are understood in every language.

    Options stand with their names; a text that is the last option stands as it is, for it takes the rest of the line.
    """
    words = [command.name]
    for option in command.options:
        if option.name not in values:
            continue
        value = values[option.name]
        if option.kind is OptionKind.FLAG:
            words.append(f"{option.name}:{'yes' if value else 'no'}")
        elif option.kind is OptionKind.TEXT:
            words.append(str(value))
        else:
            words.append(f"{option.name}:{value}")
    return " ".join(words)
