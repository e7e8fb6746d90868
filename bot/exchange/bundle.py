"""What a workspace set up, as values: what an exported file says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FORMAT = 1
"""Of the file. One more whenever an older release could not read it."""


@dataclass(frozen=True, slots=True)
class TopicItem:
    """A topic of the workspace's own."""

    slug: str
    name: Mapping[str, str]
    about: Mapping[str, str]
    line: int = field(default=0, compare=False)
    """Where it stands in the file it was read from, from 1; so in all items."""

    @property
    def key(self) -> str:
        """What it is recognised by, within its kind; so in all items."""
        return self.slug


@dataclass(frozen=True, slots=True)
class TermItem:
    """A watch term."""

    topic: str
    expression: str
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> str:
        """Topic and expression."""
        return f"{self.topic}: {self.expression}"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A feed that was added: the workspace's own, or shared."""

    id: str
    url: str
    """Without user, password and keys."""
    publisher: str
    tier: str
    minutes: int
    agent: str
    login: bool = False
    """Whether the real address has any of these: it cannot be made from the file."""
    shared: bool = False
    lang: str | None = None
    empty_ok: bool = False
    keep_cookies: bool = False
    encoding: str | None = None
    timezone: str | None = None
    note: str = ""
    paused: bool = False
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> str:
        """Its id: one namespace for shared and private ones, so that no two feeds are called alike."""
        return self.id


@dataclass(frozen=True, slots=True)
class PlaceItem:
    """A channel, thread, forum or terminal; direct messages are their owners' and in no file."""

    id: str
    """The platform's."""
    kind: str
    name: str
    language: str
    timezone: str
    notices: bool = False
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> str:
        """The platform's id."""
        return self.id


@dataclass(frozen=True, slots=True)
class SubscriptionItem:
    """A subscription of a place."""

    place: str
    """The platform's id of it."""
    topic: str
    """A slug, or "all"."""
    mode: str
    timezone: str
    language: str
    at: str | None = None
    """HH:MM."""
    weekday: int | None = None
    quiet: tuple[str, str] | None = None
    """From and to, HH:MM."""
    quiet_timezone: str | None = None
    """Whose clock shows them; None: that of `timezone`."""
    official_only: bool = False
    min_publishers: int = 1
    urgent: bool = False
    empty: bool = False
    paused_until: str | None = None
    """ISO 8601, UTC."""
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> str:
        """Place and topic."""
        return f"{self.place}: {self.topic}"


Item = TopicItem | TermItem | FeedItem | PlaceItem | SubscriptionItem


@dataclass(frozen=True, slots=True)
class Bundle:
    """A workspace's settings, and all that was set up in it."""

    desk: str
    language: str | None = None
    """Chosen by its admins; None: nothing was."""
    timezone: str | None = None
    topics: tuple[TopicItem, ...] = ()
    terms: tuple[TermItem, ...] = ()
    feeds: tuple[FeedItem, ...] = ()
    places: tuple[PlaceItem, ...] = ()
    subscriptions: tuple[SubscriptionItem, ...] = ()

    @property
    def size(self) -> int:
        """How many items it has."""
        return sum(map(len, (self.topics, self.terms, self.feeds, self.places, self.subscriptions)))
