"""What a command is: declared once, for every face."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
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
    """A time zone: IANA's name, a city, a country or an abbreviation ("Seoul", "서울", "ET")."""
    COMMAND = "command"
    """The name of a command."""
    CHANNEL = "channel"
    """A place of the workspace: its name, "#name", or the platform's id or mention of it; found by the handler."""
    STORY = "story"
    """A story's number as text ("17", typed "s17", "#17" or "17"), or the link of one of its reports."""
    FEED = "feed"
    """A feed's slug; whether there is such a feed, the handler finds."""
    UNTIL = "until"
    """A moment to come, in the asker's zone: a date, a time, "tomorrow", "2 h". `bot.commands.until` resolves it."""
    ROLE = "role"
    """A role, or a user group, of people on the platform: its id, or its mention."""
    PERSON = "person"
    """Somebody on the platform: their id, or their mention."""
    FLAG = "flag"
    """Yes or no: its bare name means yes, "name:no" no; the value is True or False."""


class Offered(StrEnum):
    """What is offered of an option's values while one types."""

    ALL = "all"
    """Whatever there is of its kind."""
    OWN = "own"
    """Of topics and feeds, what the asker may change: the workspace's own; to the operator, shared feeds too."""
    FOLLOWED = "followed"
    """Of topics, those that the place follows: the one where it is typed, or the one of the option "channel"."""
    MUTED = "muted"
    """Of stories, those that are muted there."""
    TERMS = "terms"
    """The numbers of the workspace's own watch terms."""
    NOTHING = "nothing"
    """It names what is not there yet."""


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
    """What may be chosen; of a topic or a time, words that may stand instead of one ("all", "off")."""
    minimum: int | None = None
    maximum: int | None = None
    """For text: the longest length."""
    by_name: bool = False
    """Whether it is only read with its name ("days:7"): what stands in order passes it over."""
    several: bool = False
    """Whether a form may let one choose several: the command is then run for each."""
    offered: Offered = Offered.ALL
    platforms: frozenset[str] | None = None
    """The platforms that have what it is about; elsewhere there is no such option. None: all that have the command."""


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
    hidden: bool = False
    """Whether only buttons type it: neither help nor completion offer it."""
    repeatable: bool = False
    """Whether it only reads, so that asking again turns the pages of its answer."""
    platforms: frozenset[str] | None = None
    """The platforms that have what it is about; elsewhere there is no such command. None: all."""
    examples: tuple[str, ...] = ()
    """Lines as one would type them, without the slash command's name.

    "{topic}", "{words}" and "{zone}" stand for the desk's first topic, that topic's name, and its first time zone.
    """

    @property
    def key(self) -> str:
        """How messages call it: the name with a hyphen for its space."""
        return self.name.replace(" ", "-")

    def is_on(self, platform: str) -> bool:
        """Tell whether there is such a command on a platform."""
        return self.platforms is None or platform in self.platforms

    def on(self, platform: str) -> "Command":
        """Return it as it is on a platform: with the options that there are."""
        options = tuple(one for one in self.options if one.platforms is None or platform in one.platforms)
        return self if options == self.options else replace(self, options=options)

    @property
    def needs(self) -> Permission:
        """Who may: for commands of /visa-admin never less than an admin."""
        return max(self.permission, Permission.ADMIN) if self.admin else self.permission
