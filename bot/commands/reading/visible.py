"""The topics that a workspace sees: the desk's, and what its own terms find. Never another workspace's."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from bot.commands.call import Who
from feeds.desks.desk import Desk, Text
from storage import topics


class Reader(Protocol):
    """Whose topics are meant: a call, or an option that is being completed."""

    @property
    def who(self) -> Who:
        """The one who asks."""
        ...

    @property
    def desk(self) -> Desk:
        """What all see."""
        ...

    @property
    def own_topics(self) -> Mapping[str, Text]:
        """What this workspace has beside."""
        ...


def seen_keys(call: Reader, topic: str | None = None) -> tuple[str, ...]:
    """Return the topic keys under which entries of a topic (None: of any) are stored, as far as this workspace sees."""
    slugs = [topic] if topic else [*call.desk.topics, *call.own_topics]
    own = (topics.own_key(call.who.workspace, slug) for slug in slugs)
    return tuple(dict.fromkeys((*(slug for slug in slugs if slug in call.desk.topics), *own)))


def seen_slugs(call: Reader, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the slugs of topic keys, as far as this workspace sees them: the desk's in its order, then its own."""
    seen = {slug for key in keys if (slug := topics.visible(key, call.who.workspace)) is not None}
    known: Sequence[str] = [slug for slug in (*call.desk.topics, *call.own_topics) if slug in seen]
    return (*dict.fromkeys(known), *sorted(seen.difference(known)))
