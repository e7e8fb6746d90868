"""The platform-neutral view: what every face must be able to show."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CardKind(StrEnum):
    """What a card is, so that a face can choose colour, icon and place."""

    ALERT = "alert"
    DEVELOPMENT = "development"
    DIGEST = "digest"
    BACKLOG = "backlog"
    STATUS = "status"
    STORIES = "stories"
    STORY = "story"
    WHY = "why"
    CONTACT = "contact"
    ABOUT = "about"
    TOPICS = "topics"
    TERMS = "terms"
    FEEDS = "feeds"
    SUBSCRIPTION = "subscription"
    HELP = "help"
    NOTICE = "notice"
    WELCOME = "welcome"
    READ = "read"
    CONFIRM = "confirm"
    SETTINGS = "settings"
    """What admins set up, and what they did."""
    ERROR = "error"


FOR_THE_ASKER = frozenset({CardKind.ERROR, CardKind.CONFIRM})
"""What concerns nobody but who asked: what went wrong, and whether they mean it. Never shown to others."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a line comes from."""

    publisher: str
    url: str = ""
    """http(s), or "" where there is nothing to open."""
    at: datetime | None = None
    """UTC, for programs."""
    when: str = ""
    """The same for people, in the reader's zone and language."""
    event: bool = False
    """Whether `when` names other zones too, those that the event concerns: no face may reduce it to one."""
    is_person: bool = False
    """Whether `publisher` is the platform's id of a person: shown by their name where there is a way to."""


@dataclass(frozen=True, slots=True)
class Line:
    """One statement with its sources."""

    text: str
    sources: tuple[Source, ...] = ()
    mark: str = ""
    """A short word before the text: "new", "developing", "1", "!" …"""
    details: tuple[str, ...] = ()
    """Lesser lines below it."""
    highlights: tuple[tuple[int, int], ...] = ()
    """Spans of `text` that caused the line to be shown: the words a search found, the places a term hit. In order,
    none touching the next. Of a text that `clean_line` leaves as it is: else they are dropped."""
    role: str = ""
    """The platform's id of a role, which ends the line: shown by its name where there is a way to, and never called."""
    person: str = ""
    """The same of a person."""
    channel: str = ""
    """The same of a channel; who may not know of it is not shown its name."""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading; the heading may be empty."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """A button: pressing it is typing `command`."""

    label: str
    command: str
    form: bool = False
    """Whether a face that has forms asks for the command's options first; elsewhere they are typed behind it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing that goes with a card. `bot.cards.picture.png` makes it what platforms take."""

    svg: str
    """Our own, never a stranger's."""
    alt: str
    """Everything the picture says, in words."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text to keep, rather than to read: it goes with a card as a file, where a platform has files."""

    name: str
    """Of the file, with its ending."""
    media_type: str
    """RFC 6838, without parameters: "application/yaml"."""
    text: str
    """Its lines, ended by line feeds. Control characters do not survive in it: a terminal shows it as it is."""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to show.

    All texts are plain text from which control characters are gone; whatever markup a platform knows, its face escapes.
    A card read as plain lines, top to bottom, says everything.
    """

    kind: CardKind
    title: str
    lang: str
    """ISO 639-1 of our own words in it."""
    url: str = ""
    """What the title links to."""
    sections: tuple[Section, ...] = ()
    footer: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    stamp: str = ""
    """Stands before the title, cannot be overlooked: "DEMO"."""
    picture: Picture | None = None
    document: Document | None = None
