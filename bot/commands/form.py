"""What a face asks for in a form: the options of a command that a button begins and a person fills in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.commands.command import Command, Option, Value
from bot.locale.voice import Voice

MOST = 5
"""Fields of a form: as many as Discord's modals take. A face whose forms take more asks for all that are `left`."""


@dataclass(frozen=True, slots=True)
class Form:
    """A command with some of its options given, and those to ask for."""

    command: Command
    given: Mapping[str, Value]
    """As typed, not yet checked: by option."""

    @property
    def left(self) -> Sequence[Option]:
        """Return the options that are not given: required ones first."""
        left = [option for option in self.command.options if option.name not in self.given]
        return sorted(left, key=lambda option: not option.required)

    @property
    def asked(self) -> Sequence[Option]:
        """Return the options to ask for: required ones first, at most `MOST`."""
        return self.left[:MOST]

    @property
    def incomplete(self) -> bool:
        """Tell whether the command cannot be run as it is."""
        return any(option.required and option.name not in self.given for option in self.command.options)


def field_label(option: Option, voice: Voice) -> str:
    """Return what stands above an option's field: its name as typed ("only", "빈소식") says too little there."""
    return voice.say(f"field.{option.name}")
