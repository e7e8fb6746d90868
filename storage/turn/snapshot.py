"""What the deciding step may know: read in one go, at the start of its transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from feeds.entry import KnownByKey
from feeds.feed import FeedSpec, Validators
from feeds.fetch.moving import Moving
from feeds.stories.story import Member
from storage.quiet_hours import QuietHours


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed with its polling state. Times are UTC."""

    id: int
    spec: FeedSpec
    workspace: int | None
    """None: shared by all."""
    validators: Validators
    body_digest: bytes | None
    baseline_at: datetime | None
    """When its first poll was stored, silently."""
    asked_at: datetime | None
    ok_at: datetime | None
    """When it last answered well (200 or 304)."""
    next_poll_at: datetime
    failures: int
    """In a row."""
    failing_since: datetime | None
    problem: str | None
    """A FetchProblem or ParseProblem."""
    detail: str | None
    newest_at: datetime | None
    """Date of its newest entry."""
    paused_at: datetime | None
    ended_at: datetime | None
    """Set by a 410."""
    paused_by: str | None = None
    """"desk": it is switched off there, or not in it any more; "admin"; "left": the bot is not in its workspace."""
    moved: bool = False
    """`spec.url` was learnt from redirects; the address it was added with is another."""
    moving: Moving | None = None
    """Where permanent redirects lead that are not believed yet."""
    ttl: timedelta | None = None
    """How long its document asks to be left alone."""
    brought_at: datetime | None = None
    """When it last had something new."""
    rhythm: bytes | None = None
    """The hours in which it had something new: `bot.pipeline.rhythm`."""
    quiet_after: datetime | None = None
    """From then on having nothing new is not its way; None: that cannot be told."""
    silent_since: datetime | None = None
    """Its last news, while it is silent against its rhythm."""
    held_since: datetime | None = None
    """When its items all changed identity, until somebody says what to do with them."""
    answered_at: datetime | None = None
    """When an admin or the operator last did something about it."""

    @property
    def scope(self) -> int:
        """0 for shared feeds, else the workspace: entries and stories of different scopes never meet."""
        return self.workspace or 0


@dataclass(frozen=True, slots=True)
class KnownStory:
    """A story that new entries might belong to."""

    id: int
    scope: int
    topics: frozenset[str]
    members: tuple[Member, ...]
    """By date."""
    revision: int
    """1, and one more for each development: what is told anew."""
    version: int
    """One more for each visible change: what posts are edited for."""
    told: bool
    """Whether anyone was alerted: a silent baseline opens stories that no one was told of."""
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One subscription, as deciding needs it."""

    subscription: int
    destination: int
    workspace: int
    topic: str | None
    """None: all topics."""
    quiet: QuietHours | None = None
    urgent: bool = False
    """Developments pass its quiet hours."""
    official_only: bool = False
    min_publishers: int = 1


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that `decide` reads."""

    feed: FeedState
    known: KnownByKey
    stories: tuple[KnownStory, ...]
    instant: tuple[Subscriber, ...]
    """Active subscriptions in mode instant to the topics at hand, of the feed's scope."""
    muted: frozenset[tuple[int, int]] = frozenset()
    """Destination and story, of the stories at hand."""
