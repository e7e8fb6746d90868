"""What the deciding step wants: written in one go, in the transaction that read the snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from feeds.entry import Entry
from feeds.facts.fact import Fact
from feeds.feed import Validators
from feeds.fetch.moving import Moving
from feeds.stories.story import Change
from feeds.terms.match import Match


@dataclass(frozen=True, slots=True)
class EntryIntent:
    """Store an entry, or add a revision to one."""

    entry: Entry
    matches: tuple[Match, ...] = ()
    facts: tuple[Fact, ...] = ()
    ref: int = 0
    """A negative number, unique in its Intents, by which later entries of the same poll may revise this one."""
    revises: int | None = None
    """The entry that this is a revision of: a stored one's id, or the negative `ref` of one in the same Intents;
    None: a new entry."""
    change: Change | None = None
    """What it is to its story; None: it belongs to none."""
    reason: str = ""
    silent: str | None = None
    """Why nobody is told ("baseline", "stale" …); None: it may be told."""


@dataclass(frozen=True, slots=True)
class Development:
    """A real change of a story."""

    revision: int
    kind: str
    """"official-text", "figure" …"""
    reason: str
    entry: int
    """Index into `StoryIntent.entries` of the entry that brought it."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Tell one destination of a story: the outbox row `alert:STORY:REVISION`, once."""

    destination: int
    revision: int


@dataclass(frozen=True, slots=True)
class Hold:
    """Tell one destination of a story when a subscription's quiet hours end."""

    subscription: int
    destination: int
    revision: int
    until: datetime


@dataclass(frozen=True, slots=True)
class StoryIntent:
    """Open a story, or change one."""

    story: int | None
    """None: open a new one."""
    topics: frozenset[str]
    """All its topics from now on."""
    revision: int
    version: int
    told: bool
    entries: tuple[EntryIntent, ...]
    developments: tuple[Development, ...] = ()
    alerts: tuple[Alert, ...] = ()
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Tell the destinations that follow something about the bot itself: `notice:SUBJECT:EPISODE`, once."""

    subject: str
    """"feed-17", "network" …"""
    episode: str
    """UTC timestamp of the episode's start; with ":well" when it ended."""
    data: Mapping[str, str | int]
    workspace: int | None = None
    """None: every workspace."""
    follows: str | None = None
    """Told only where the notice of this episode of the same subject was: nobody hears "well again" out of the blue."""
    operator: bool = False
    """For the operator alone."""


@dataclass(frozen=True, slots=True)
class News:
    """What a feed that had something new is known by from now on."""

    rhythm: bytes
    """`bot.pipeline.rhythm`."""
    quiet_after: datetime | None
    """From then on having nothing new is not its way; None: that cannot be told yet."""


@dataclass(frozen=True, slots=True)
class FeedUpdate:
    """The feed's own state after a poll. None leaves a value as it is where that is said."""

    feed: int
    asked_at: datetime
    next_poll_at: datetime
    ok: bool
    """Answered well: clears the failure."""
    validators: Validators | None = None
    """None: unchanged."""
    body_digest: bytes | None = None
    """None: unchanged."""
    problem: str | None = None
    detail: str | None = None
    newest_at: datetime | None = None
    """None: unchanged."""
    baseline: bool = False
    """This poll was the silent first one."""
    ended: bool = False
    moving: Moving | None = None
    """Where permanent redirects lead that are not believed yet; after a good answer, None: nowhere."""
    moved_to: str | None = None
    """The feed's new address, learnt from permanent redirects that repeated. None: unchanged."""
    back_home: bool = False
    """The address that was learnt is no good any more: ask the feed's own again."""
    ttl: timedelta | None = None
    """What the document asks for; stored with `body_digest`."""
    news: News | None = None
    """The poll brought something that the feed had not had before."""
    silent: bool = False
    """It brought nothing, for longer than is its way."""
    held: bool = False
    """Its items all changed identity: they are kept, nobody is told, and somebody is asked."""
    seen: tuple[int, ...] = ()
    """Stored entries that the document holds again: they are kept while a feed's window has them, or they would come
    back as new."""


@dataclass(frozen=True, slots=True)
class Intents:
    """What to store and whom to tell."""

    feed: FeedUpdate
    entries: tuple[EntryIntent, ...] = ()
    """Entries that belong to no story."""
    stories: tuple[StoryIntent, ...] = ()
    notices: tuple[Notice, ...] = ()
