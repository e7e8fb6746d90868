"""Forty channels in six servers of the loopback Discord, each with another wish."""

from dataclasses import dataclass, replace
from datetime import datetime

from storage import destinations, subscriptions, workspaces
from storage.database import Database
from storage.subscriptions import Mode, Terms
from tests.servers.discord import DiscordProcess, Kind

SERVERS = 6
CHANNELS = 40
ZONE = "Asia/Seoul"
KINDS = ("text", "announcement", "text", "thread", "forum")
TOPICS = (None, "georgia-raid", "visa-talks", None, "entry-enforcement", "us-policy", None)
"""None: all."""
_TYPES = {"text": Kind.TEXT, "thread": Kind.TEXT, "announcement": Kind.ANNOUNCEMENT, "forum": Kind.FORUM}


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


def wishes() -> list[Wish]:
    """Return all forty."""
    made = []
    for number in range(CHANNELS):
        kind = KINDS[number % len(KINDS)]
        one = Wish(
            server=number % SERVERS,
            name=f"news-{number}",
            kind=kind,
            locale="ko" if number // 2 % 2 else "en",
            topics=(TOPICS[number % len(TOPICS)],),
            official=number % 13 == 12,
            publishers=2 if number % 9 == 8 else 1,
            publish=kind == "announcement" and number % 4 == 1,
        )
        two_topics = number % 11 == 4
        made.append(replace(one, topics=("visa-talks", "us-policy")) if two_topics else one)
    return made


async def settle_in(discord: DiscordProcess, database: Database, now: datetime) -> dict[Wish, int]:
    """Make the servers and channels, register and subscribe them, and return Discord's numbers of the channels."""
    guilds = [await discord.call("places.add_guild", f"Server {number}") for number in range(SERVERS)]
    channels: dict[Wish, int] = {}
    for wish in wishes():
        guild = guilds[wish.server]
        channel = await discord.call("places.add_channel", guild, wish.name, kind=int(_TYPES[wish.kind]))
        if wish.kind == "thread":
            channel = await discord.call("places.add_thread", channel, wish.name)
        channels[wish] = channel
    async with database.write() as tx:
        for wish, channel in channels.items():
            its = await workspaces.put(
                tx,
                platform="discord",
                external=str(guilds[wish.server]),
                name=f"Server {wish.server}",
                locale="en",
                now=now,
            )
            place = await destinations.put(
                tx,
                workspace=its.id,
                external=str(channel),
                kind=wish.kind,
                name=wish.name,
                locale=wish.locale,
                timezone=ZONE,
                now=now,
            )
            await destinations.set_posting_options(tx, place.id, mention=None, publish=wish.publish)
            terms = Terms(Mode.INSTANT, ZONE, wish.locale, official_only=wish.official, min_publishers=wish.publishers)
            for topic in wish.topics:
                await subscriptions.add(tx, place.id, topic, terms, next_due_at=None, now=now)
    return channels
