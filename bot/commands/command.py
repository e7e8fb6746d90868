"""What a command is: declared once, for every face."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from bot.cards.card import Card

if TYPE_CHECKING:
    from bot.commands.call import Call

Value = str | int
Values = Mapping[str, Value]
Handler = Callable[["Call", Values], Awaitable[Card]]


class Permission(IntEnum):
    """Who may. Each level includes those below."""

    EVERYONE = 0
    MANAGER = 1
    """Who may manage the channel; in one's own direct messages, everyone."""
    ADMIN = 2
    OPERATOR = 3


class OptionKind(StrEnum):
    """What an option takes."""

    TEXT = "text"
    """The rest of the line, where it is the last option."""
    INTEGER = "integer"
    CHOICE = "choice"
    TOPIC = "topic"
    """A topic's id or name, or "all" where `Option.choices` has it; completed from the desk."""
    TIME = "time"
    """A time of day, "HH:MM"."""
    ZONE = "zone"
    """An IANA time zone, or its city where that is enough ("Seoul")."""
    COMMAND = "command"
    """The name of a command."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option.

    Its description is the message `command.NAME.option.OPTION`, its translated name `option.OPTION`, that of a choice
    `choice.CHOICE`.
    """

    name: str
    kind: OptionKind
    required: bool = False
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    """For text: the longest length."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command. Its description is the message `command.KEY.about`, its translated name `command.KEY.name`."""

    name: str
    """One word, or two for a command of a kind: "term add"."""
    handler: Handler
    options: tuple[Option, ...] = ()
    permission: Permission = Permission.EVERYONE
    private: bool = False
    """Whether the answer is for the asker alone."""
    admin: bool = False
    """Whether it belongs to the second slash command, of those who set things up: /visa-admin."""
    examples: tuple[str, ...] = ()
    """Lines as one would type them, without the slash command's name.

    "{topic}", "{words}" and "{zone}" stand for the desk's first topic, that topic's name, and its first time zone.
    """

    @property
    def key(self) -> str:
        """How messages call it: the name with a hyphen for its space."""
        return self.name.replace(" ", "-")
