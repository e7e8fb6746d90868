"""One value that is offered of an option, for every face's completion."""

from dataclasses import dataclass

from bot.cards.clean import clean_line
from bot.commands.command import Value

MOST = 25
"""Choices at a time: as many as Discord takes
(https://discord.com/developers/docs/interactions/receiving-and-responding)."""
LONGEST_NAME = 100
"""Characters of a choice's name, there too."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen, what one would type for it, and what it means."""

    value: Value
    """What the option is given."""
    text: str
    """What stands for it in a typed line, in the reader's language."""
    about: str = ""
    """What it means, a few words; "" where the text says it."""

    @property
    def name(self) -> str:
        """What is shown of it, one line of at most 100 characters: "17 — Round two set"."""
        return clean_line(f"{self.text} — {self.about}" if self.about else self.text, LONGEST_NAME)
