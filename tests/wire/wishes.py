"""What the channels of a replay want to hear: places on a loopback platform, registered and subscribed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from storage import destinations, subscriptions, workspaces
from storage.engine.database import Database
from storage.subscriptions import Mode, Terms
from tests.places import a_place

CHANNELS = 40
ZONE = "Asia/Seoul"
TOPICS = (None, "georgia-raid", "visa-talks", None, "entry-enforcement", "us-policy", None)
"""None: all."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One channel, and what it wants to hear."""

    server: int
    name: str
    kind: str
    locale: str
    topics: tuple[str | None, ...]
    official: bool
    publishers: int
    publish: bool
    """What is not only for the place itself: published to followers, or broadcast from a thread."""


class Spot(NamedTuple):
    """Where a wish is fulfilled, in the platform's own ids."""

    workspace: str
    channel: str


def wish(number: int, *, servers: int, kind: str, publish: bool) -> Wish:
    """Return what one of the forty wants."""
    two_topics = number % 11 == 4
    return Wish(
        server=number % servers,
        name=f"news-{number}",
        kind=kind,
        locale="ko" if number // 2 % 2 else "en",
        topics=("visa-talks", "us-policy") if two_topics else (TOPICS[number % len(TOPICS)],),
        official=number % 13 == 12,
        publishers=2 if number % 9 == 8 else 1,
        publish=publish,
    )


async def subscribe(database: Database, platform: str, spots: Mapping[Wish, Spot], now: datetime) -> None:
    """Register and subscribe the places."""
    async with database.write() as tx:
        for one, spot in spots.items():
            its = await workspaces.put(
                tx,
                platform=platform,
                external=spot.workspace,
                name=f"Server {one.server}",
                locale="en",
                now=now,
            )
            place = await a_place(
                tx, its.id, spot.channel, now, kind=one.kind, name=one.name, locale=one.locale, timezone=ZONE
            )
            await destinations.set_posting_options(tx, place.id, mention=None, publish=one.publish)
            terms = Terms(Mode.INSTANT, ZONE, one.locale, official_only=one.official, min_publishers=one.publishers)
            for topic in one.topics:
                await subscriptions.add(tx, place.id, topic, terms, next_due_at=None, now=now)
