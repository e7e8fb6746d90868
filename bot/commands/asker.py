"""Who asks, as their workspace has them: its language and zone, its own topics, and whether it is blocked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.commands.call import Who
from feeds.desks.desk import Text
from storage import destinations, dropped, topics, workspaces
from storage.engine.database import Database


@dataclass(frozen=True, slots=True)
class Asker:
    """The one who asks."""

    who: Who
    """In the language and zone that the place's workspace chose."""
    blocked: bool
    own_topics: Mapping[str, Text]
    """Names of the workspace's own topics, by slug."""
    dropped_topics: Mapping[str, Text]
    """What the desk called topics that the workspace subscribes to and that are no more, by slug."""


async def read_asker(database: Database, who: Who) -> Asker:
    """Return what is stored about whoever asks. In direct messages, a person keeps their own language and zone."""
    async with database.read() as tx:
        its = await workspaces.get(tx, who.workspace)
        place = await destinations.get(tx, who.destination)
        own = {topic.slug: topic.name for topic in await topics.listing(tx, who.workspace)}
        gone = await dropped.of_workspace(tx, who.workspace)
    blocked = its is not None and its.blocked_at is not None
    if its is None or place is None or place.kind == "direct":
        return Asker(who, blocked, own, gone)
    chosen = replace(who, locale=its.language or who.locale, timezone=its.timezone or who.timezone)
    return Asker(chosen, blocked, own, gone)
