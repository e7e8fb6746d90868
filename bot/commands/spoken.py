"""A line that a button types, in the words of the reader's language.

Buttons hold lines in our own words, the same for all readers. Where people type, they are shown them in theirs; both
are understood.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.commands.command import Command, Option, OptionKind
from bot.locale.catalogue import Catalogue

_LONGEST_NAME = 2
"""Words that name a command."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Puts lines into the reader's words."""

    commands: Mapping[str, Command]
    """By their names."""
    catalogue: Catalogue

    def __call__(self, line: str, locale: str) -> str:
        """Return the line with the names of its command, options and choices in a language; the rest as it is.

        Of a command with a free text only the command's own name is put in words: the text may hold any word.
        """
        words = line.split(" ")
        for used in range(min(_LONGEST_NAME, len(words)), 0, -1):
            command = self.commands.get(" ".join(words[:used]))
            if command:
                name = self.catalogue.form(locale, f"command.{command.key}.name")
                rest = words[used:]
                if all(option.kind is not OptionKind.TEXT for option in command.options):
                    rest = [self._word(word, command.options, locale) for word in rest]
                return " ".join((name, *rest))
        return line

    def _word(self, word: str, options: tuple[Option, ...], locale: str) -> str:
        """Return one word in a language: a choice, or "name:value"."""
        name, colon, value = word.partition(":")
        named = next((option for option in options if option.name == name), None)
        if named and (colon or named.kind is OptionKind.FLAG):
            spoken = self.catalogue.form(locale, f"option.{name}")
            return spoken + colon + (self._choice(value, (named,), locale) or value)
        return self._choice(word, options, locale) or word

    def _choice(self, word: str, options: tuple[Option, ...], locale: str) -> str | None:
        known = any(word in option.choices for option in options)
        return self.catalogue.form(locale, f"choice.{word}") if known else None


def spoken_words(commands: Iterable[Command], catalogue: Catalogue) -> Spoken:
    """Return what puts the lines of these commands into words."""
    return Spoken({command.name: command for command in commands}, catalogue)
