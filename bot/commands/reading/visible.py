"""The topics that a workspace sees: the desk's, and what its own terms find. Never another workspace's."""

from collections.abc import Iterable, Sequence

from bot.commands.call import Call
from storage import topics


def seen_keys(call: Call, topic: str | None = None) -> tuple[str, ...]:
    """Return the topic keys under which entries of a topic (None: of any) are stored, as far as this workspace sees."""
    slugs = [topic] if topic else [*call.desk.topics, *call.own_topics]
    own = (topics.own_key(call.who.workspace, slug) for slug in slugs)
    return tuple(dict.fromkeys((*(slug for slug in slugs if slug in call.desk.topics), *own)))


def seen_slugs(call: Call, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the slugs of topic keys, as far as this workspace sees them: the desk's in its order, then its own."""
    seen = {slug for key in keys if (slug := topics.visible(key, call.who.workspace)) is not None}
    known: Sequence[str] = [slug for slug in (*call.desk.topics, *call.own_topics) if slug in seen]
    return (*dict.fromkeys(known), *sorted(seen.difference(known)))
