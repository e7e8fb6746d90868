"""Who asks, and what a handler may use to answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.cards.card import Card
from bot.commands.command import Permission
from bot.commands.limits import Limits
from bot.commands.matching import DeskMatcher
from bot.locale.voice import Voice
from feeds.clock import Clock
from feeds.desks.desk import Desk, Text
from feeds.fetch.result import FetchError
from feeds.parse.document import Document, ParseError
from storage.engine.database import Database

Probe = Callable[[str], Awaitable[Document | FetchError | ParseError]]
"""Fetches an address now and reads what is there as a feed."""


Reach = Callable[[str], Awaitable[bool]]
"""Tells whether an address may be asked at all (`feeds.fetch.reach`)."""


@dataclass(frozen=True, slots=True)
class Who:
    """The one who asks, and from where."""

    platform: str
    workspace: int
    destination: int
    person: str
    """The platform's id of the person; "local" in the terminal."""
    locale: str
    """ISO 639-1."""
    timezone: str
    """IANA."""
    permission: Permission
    hidden: frozenset[int] = frozenset()
    """Our numbers of the workspace's places that the asker may not even know of: private channels they are not in. A
    face whose platform has such looks them up for the commands that name places."""


@dataclass(frozen=True, slots=True)
class Call:
    """One command being answered."""

    who: Who
    voice: Voice
    desk: Desk
    database: Database
    clock: Clock
    run: Callable[[str], Awaitable[Card]]
    """Runs a line as the same person, with `confirmed` set: for what was asked before and for what undoes."""
    own_topics: Mapping[str, Text]
    """Names of the workspace's own topics, by slug."""
    dropped_topics: Mapping[str, Text]
    """What the desk called topics that the workspace subscribes to and that are no more, by slug."""
    matcher: DeskMatcher
    """Says why an entry is about a topic of the desk, or not."""
    confirmed: bool = False
    """Whether the person has said yes to what a dangerous change would do (`bot.commands.asking`)."""
    limits: Limits = field(default_factory=Limits)
    probe: Probe | None = None
    """None: nothing can be fetched here, for the bot itself is not running."""
    reach: Reach | None = None
    """None: even that cannot be told. It is asked of what is not fetched at once."""

    def topic_name(self, slug: str | None) -> str:
        """Return a topic's name in the reader's language, its slug where it has none; None: "All topics"."""
        if slug is None:
            return self.voice.say("subscription.all")
        topic = self.desk.topics.get(slug)
        name = topic.name if topic else self.own_topics.get(slug) or self.dropped_topics.get(slug, {})
        return self.voice.pick(name) or slug
