"""Writing: from an outbox row or a post to the card that its place shall show.

A card is made when it is sent, from what is stored then: a story that grew while it waited is told as it is now.
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

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
from bot.pipeline.alert_reading import Material, Wanted, read_alerts, seen_by
from feeds.clock import Clock
from feeds.desks.desk import Desk
from storage import digests, dropped, stories, subscriptions
from storage import topics as stored_topics
from storage.coverage import by_hour
from storage.destinations import Destination
from storage.engine.database import Database, Tx
from storage.engine.engines import READERS
from storage.engine.grouping import Grouping
from storage.outbox import Delivery
from storage.posts import StalePost
from storage.stories import StoryView
from storage.topics import all_visible, own_key

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
        self._alerts: Grouping[Wanted, Material | None] = Grouping(self._reading, partial(read_alerts, desk=desk))

    async def render(self, delivery: Delivery) -> Rendered | None:
        """Return what to post for an outbox row; None: there is nothing left to tell."""
        if delivery.kind == "alert":
            return await self._alert(delivery)
        async with self._reading() as tx:
            now = self._clock.now()
            voice = await self._voice(tx, delivery.destination)
            match delivery.kind:
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
        found = await self._alerts.answer(Wanted(post.story, post.destination))
        if found is None:
            return None
        voice = Voice(found.locale, post.destination.timezone, self._catalogue)
        card = alert_card(found.view, voice, self._desk, self._clock.now(), names=found.names)
        return Rendered(card, found.view.version)

    async def _alert(self, delivery: Delivery) -> Rendered | None:
        if delivery.story is None:
            return None
        found = await self._alerts.answer(Wanted(delivery.story, delivery.destination))
        if found is None:
            return None
        view, names, now = found.view, found.names, self._clock.now()
        voice = Voice(found.locale, delivery.destination.timezone, self._catalogue)
        tags = tuple(topic_names(view.topics, self._desk, voice, names))
        if found.message is not None:
            card = development_card(view, voice, self._desk, now, revision=delivery.revision, names=names)
            return Rendered(card, view.version, found.message, tags)
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
        tail = [all_visible(keys, delivery.destination.workspace) for keys in topics.values()]
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
        spoken = await subscriptions.languages(tx, {destination.id})
        return Voice(spoken.get(destination.id, destination.locale), destination.timezone, self._catalogue)

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[Tx]:
        async with self._readers, self._database.read() as tx:
            yield tx


async def _views(tx: Tx, numbers: Sequence[int], destination: Destination) -> list[StoryView]:
    return [seen_by(destination, view) for view in await stories.views(tx, numbers)]
