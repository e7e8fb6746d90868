"""Writing: from an outbox row or a post to the card that its place shall show.

A card is made when it is sent, from what is stored then: a story that grew while it waited is told as it is now.
"""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards.alert import alert_card
from bot.cards.card import Card, Picture
from bot.cards.coverage import coverage_picture, first_moment
from bot.cards.development import development_card
from bot.cards.digest import STORIES_SHOWN, DigestItem, Standing, backlog_card, digest_card, quiet_card
from bot.cards.dropped_topics import KINDS as TOPICS
from bot.cards.dropped_topics import TOPICS_DROPPED
from bot.cards.notice import notice_card
from bot.cards.reports import NO_NAMES, Names, subject_name, topic_names
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from feeds.clock import Clock
from feeds.desks.desk import Desk
from storage import digests, dropped, posts, stories, subscriptions
from storage import topics as stored_topics
from storage.coverage import by_hour
from storage.destinations import Destination
from storage.engine.database import Database, Tx
from storage.engine.engines import READERS
from storage.outbox import Delivery
from storage.posts import StalePost
from storage.stories import StoryView
from storage.topics import own_key, visible

AT_ONCE = READERS // 2
"""Cards that are made at the same time: however much is due, people who ask find a connection to read by."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A card, and which version of its story it shows."""

    card: Card
    version: int | None = None
    """None where it is not about one story."""
    reply_to: str | None = None
    """The platform's id of the post it continues."""
    tags: tuple[str, ...] = ()
    """Names of its story's topics in the reader's language."""


class Writer:
    """Makes cards of what is due."""

    def __init__(self, *, database: Database, desk: Desk, catalogue: Catalogue, clock: Clock) -> None:
        """Take what cards are made of."""
        self._database = database
        self._desk = desk
        self._catalogue = catalogue
        self._clock = clock
        self._readers = asyncio.Semaphore(AT_ONCE)

    async def render(self, delivery: Delivery) -> Rendered | None:
        """Return what to post for an outbox row; None: there is nothing left to tell."""
        async with self._readers, self._database.read() as tx:
            now = self._clock.now()
            voice = await self._voice(tx, delivery.destination)
            match delivery.kind:
                case "alert":
                    return await self._alert(tx, delivery, voice, now)
                case "digest":
                    return await self._digest(tx, delivery, voice, now)
                case "backlog":
                    return await self._backlog(tx, delivery, voice, now)
                case "notice":
                    return await self._notice(tx, delivery, voice, now)
                case unknown:
                    msg = f"no card is made of outbox rows of kind {unknown!r}"
                    raise ValueError(msg)

    async def rerender(self, post: StalePost) -> Rendered | None:
        """Return what a post shall show now; None: its story is gone."""
        async with self._readers, self._database.read() as tx:
            views = await _views(tx, [post.story], post.destination)
            voice = await self._voice(tx, post.destination)
            names = await self._names(tx, post.destination, views)
        if not views:
            return None
        card = alert_card(views[0], voice, self._desk, self._clock.now(), names=names)
        return Rendered(card, views[0].version)

    async def _alert(self, tx: Tx, delivery: Delivery, voice: Voice, now: datetime) -> Rendered | None:
        if delivery.story is None:
            return None
        views = await _views(tx, [delivery.story], delivery.destination)
        if not views:
            return None
        view = views[0]
        names = await self._names(tx, delivery.destination, views)
        tags = tuple(topic_names(view.topics, self._desk, voice, names))
        first = await posts.message(tx, destination=delivery.destination.id, story=view.id)
        if first is not None:
            card = development_card(view, voice, self._desk, now, revision=delivery.revision, names=names)
            return Rendered(card, view.version, first, tags)
        return Rendered(alert_card(view, voice, self._desk, now, names=names), view.version, tags=tags)

    async def _notice(self, tx: Tx, delivery: Delivery, voice: Voice, now: datetime) -> Rendered | None:
        data: dict[str, str | int] = delivery.payload["data"]
        names: Names = NO_NAMES
        if data.get("kind") in TOPICS:
            # Somebody may have unsubscribed, and another version of the desk may have come, while this waited.
            gone, slugs = data["kind"] == TOPICS_DROPPED, str(data["topics"]).split()
            slugs = await dropped.standing(tx, int(data["destination"]), slugs, dropped=gone)
            if not slugs:
                return None
            data = data | {"topics": " ".join(slugs)}
            names = await stored_topics.names_beyond(tx, delivery.destination.workspace, slugs, desk=self._desk)
        return Rendered(notice_card(data, voice, self._desk, now, names))

    async def _backlog(self, tx: Tx, delivery: Delivery, voice: Voice, now: datetime) -> Rendered | None:
        payload = delivery.payload
        views = await _views(tx, [int(story) for story in payload["stories"]], delivery.destination)
        if not views:
            return None
        names = await self._names(tx, delivery.destination, views)
        if payload.get("quiet"):
            since = datetime.fromisoformat(payload["since"])
            return Rendered(quiet_card(views, voice, self._desk, now, since=since, names=names))
        return Rendered(backlog_card(views, voice, self._desk, now, names=names))

    async def _digest(self, tx: Tx, delivery: Delivery, voice: Voice, now: datetime) -> Rendered | None:
        payload = delivery.payload
        standings = {int(item["story"]): Standing(item["standing"]) for item in payload["items"]}
        numbers = list(standings)  # newest development first
        views = await _views(tx, numbers[:STORIES_SHOWN], delivery.destination)
        topics = await digests.topics_of(tx, numbers[STORIES_SHOWN:])
        tail = [_seen(keys, delivery.destination) for keys in topics.values()]
        topic: str | None = payload["topic"]
        names = await self._names(tx, delivery.destination, views, {topic} if topic else (), *tail)
        card = digest_card(
            [DigestItem(view, standings[view.id]) for view in views],
            voice,
            self._desk,
            now,
            since=datetime.fromisoformat(payload["since"]),
            topic=topic,
            until=delivery.due_at,
            tail=tail,
            names=names,
        )
        if not numbers:
            return Rendered(card)
        subject = subject_name(topic, self._desk, voice, names)
        picture = await self._coverage(tx, topic, delivery.destination, voice, now, subject=subject)
        return Rendered(replace(card, picture=picture))

    async def _coverage(
        self, tx: Tx, topic: str | None, destination: Destination, voice: Voice, now: datetime, *, subject: str
    ) -> Picture:
        """Return how much was reported on each of the last days, as far as the destination's workspace sees it."""
        own = await stored_topics.listing(tx, destination.workspace)
        slugs = [topic] if topic else [*self._desk.topics, *(one.slug for one in own)]
        keys = {key for slug in slugs for key in (slug, own_key(destination.workspace, slug))}
        since = first_moment(now, voice.timezone)
        hours = await by_hour(tx, keys, since, scopes=(0, destination.workspace))
        return coverage_picture(hours, subject, voice, now)

    async def _names(
        self, tx: Tx, destination: Destination, views: Sequence[StoryView], *others: Collection[str]
    ) -> Names:
        """Return what the destination's workspace calls the topics that the desk has not; mostly there are none."""
        slugs = frozenset().union(*(view.topics for view in views), *others)
        return await stored_topics.names_beyond(tx, destination.workspace, slugs, desk=self._desk)

    async def _voice(self, tx: Tx, destination: Destination) -> Voice:
        locale = await subscriptions.language(tx, destination.id) or destination.locale
        return Voice(locale, destination.timezone, self._catalogue)


async def _views(tx: Tx, numbers: Sequence[int], destination: Destination) -> list[StoryView]:
    """Return stories with the topics that the destination's workspace can see."""
    views = await stories.views(tx, numbers)
    return [replace(view, topics=_seen(view.topics, destination)) for view in views]


def _seen(keys: Iterable[str], destination: Destination) -> frozenset[str]:
    slugs = (visible(key, destination.workspace) for key in keys)
    return frozenset(slug for slug in slugs if slug is not None)
