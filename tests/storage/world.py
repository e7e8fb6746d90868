"""A small world to test in: a feed, a workspace, a channel, and entries made up as needed."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from feeds.entry import DatedBy, Entry, Key, KeyKind
from feeds.feed import FeedSpec, Tier
from feeds.stories.story import Change
from feeds.terms.match import Evidence, Match
from storage import destinations, feeds, outbox, subscriptions, workspaces
from storage.destinations import Destination
from storage.engine.database import Database
from storage.outbox import Delivery
from storage.subscriptions import Mode, Subscription, Terms
from storage.turn.intents import Alert, EntryIntent, FeedUpdate, Intents, StoryIntent
from storage.turn.record import Recorded, record
from storage.turn.snapshot import FeedState

NOON = datetime(2025, 9, 5, 12, tzinfo=UTC)
DESK = "korea_us_visa"

_numbers = itertools.count(1)


def entry(title: str = "", *, key: str = "", published: datetime = NOON, **changes: Any) -> Entry:
    """Return an entry of the made-up wire; each another one unless `key` says otherwise."""
    number = next(_numbers)
    title = title or f"Report number {number} on the talks"
    url = f"https://wire.example/{key or number}"
    made = Entry(
        keys=(Key(KeyKind.URL, url), Key(KeyKind.GUID, f"wire {key or number}")),
        title=title,
        summary=f"{title}, in short.",
        url=url,
        published=published,
        dated_by=DatedBy.PUBLISHED,
        lang="en",
        publisher="wire",
    )
    return replace(made, **changes)


def match(topic: str = "visa-talks") -> Match:
    """Return a match on the first word of a title."""
    return Match(topic, (Evidence("talks", "title", 0, 6),), ("visa 3", "talks 2"))


def spec(slug: str = "wire", **changes: Any) -> FeedSpec:
    """Return what a desk says of a feed."""
    made = FeedSpec(slug, f"https://{slug}.example/rss", "wire", Tier.WIRE)
    return replace(made, **changes)


@dataclass
class World:
    """An open database with something in it."""

    database: Database
    feed: FeedState
    workspace: workspaces.Workspace
    channel: Destination
    now: datetime = NOON
    _channels: "itertools.count[int]" = field(default_factory=lambda: itertools.count(2))

    @classmethod
    async def make(cls, database: Database) -> Self:
        """Put a feed and a channel into the database."""
        async with database.write() as tx:
            await feeds.register(tx, [spec()], NOON)
            feed = await feeds.by_slug(tx, "wire")
            workspace = await workspaces.put(
                tx, platform="discord", external="guild-1", name="Guild", locale="en", now=NOON
            )
            assert feed is not None
        world = cls(database, feed, workspace, channel=None)  # type: ignore[arg-type]  # set in the next line
        world.channel = await world.add_channel(external="channel-1", notices=True)
        return world

    async def add_channel(
        self, *, external: str = "", notices: bool = False, workspace: int | None = None
    ) -> Destination:
        """Add another channel."""
        external = external or f"channel-{next(self._channels)}"
        async with self.database.write() as tx:
            return await destinations.put(
                tx,
                workspace=workspace or self.workspace.id,
                external=external,
                kind="channel",
                name=external,
                locale="ko",
                timezone="Asia/Seoul",
                notices=notices,
                now=self.now,
            )

    async def subscribe(self, topic: str | None = None, *, to: Destination | None = None) -> Subscription:
        """Subscribe a channel to a topic, at once."""
        terms = Terms(Mode.INSTANT, "Asia/Seoul", "ko")
        async with self.database.write() as tx:
            return await subscriptions.add(tx, (to or self.channel).id, topic, terms, next_due_at=None, now=self.now)

    def update(self, **changes: Any) -> FeedUpdate:
        """Return a good poll of the feed."""
        made = FeedUpdate(self.feed.id, asked_at=self.now, next_poll_at=self.now + timedelta(minutes=15), ok=True)
        return replace(made, **changes)

    async def record(self, intents: Intents | None = None, **parts: Any) -> Recorded:
        """Record intents in a turn."""
        async with self.database.turn(DESK) as tx:
            wanted = intents or Intents(self.update(), **parts)
            return await record(tx, wanted, desk_version="v1", now=self.now)

    async def open_story(
        self,
        *entries: Entry,
        topics: Sequence[str] = ("visa-talks",),
        tell: Sequence[Destination] | None = None,
        told: bool = True,
    ) -> int:
        """Record a new story of these entries (else one), and alert these channels (else the one)."""
        tell = [self.channel] if tell is None else tell
        matches = tuple(match(topic) for topic in topics)
        intent = StoryIntent(
            story=None,
            topics=frozenset(topics),
            revision=1,
            version=1,
            told=told,
            entries=tuple(EntryIntent(one, matches, change=Change.NEW, reason="new") for one in entries or [entry()]),
            alerts=tuple(Alert(one.id, 1) for one in tell),
        )
        return (await self.record(stories=(intent,))).stories[0]

    async def grow(self, story: int, *entries: Entry, version: int, revision: int = 1, **changes: Any) -> Recorded:
        """Record another version of a story."""
        made = StoryIntent(
            story=story,
            topics=frozenset({"visa-talks"}),
            revision=revision,
            version=version,
            told=True,
            entries=tuple(EntryIntent(one, (match(),), change=Change.REPEAT, reason="same link") for one in entries),
        )
        return await self.record(stories=(replace(made, **changes),))

    async def claim(
        self, *, limit: int = 10, lease: timedelta = timedelta(minutes=2), owner: str = "me"
    ) -> list[Delivery]:
        """Claim deliveries for Discord."""
        async with self.database.write() as tx:
            return await outbox.claim(
                tx, self.now, platforms=["discord"], owner=owner, lease_until=self.now + lease, limit=limit
            )

    async def deliver(self, shown: int = 1) -> list[Delivery]:
        """Claim and send what can be sent now."""
        deliveries = await self.claim()
        for delivery in deliveries:
            async with self.database.write() as tx:
                await outbox.sent(tx, delivery, message=f"message-{delivery.id}", shown=shown, now=self.now)
        return deliveries
