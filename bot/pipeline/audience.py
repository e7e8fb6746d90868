"""Audience: who hears of a story at once, and who when their quiet hours end. Pure."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from bot.pipeline.quiet import quiet_until
from feeds.feed import Tier
from feeds.stories.story import Member
from storage.topics import visible
from storage.turn.intents import Alert, Hold
from storage.turn.snapshot import Subscriber


def follows(topic: str | None, workspace: int, keys: Iterable[str]) -> bool:
    """Tell whether a subscription to a topic (None: to all) is to one of a story's topic keys.

    "All" is all that its workspace can see: what the terms of another one found is not part of it.
    """
    slugs = {visible(key, workspace) for key in keys} - {None}
    return bool(slugs) if topic is None else topic in slugs


def hears(one: Subscriber, keys: Iterable[str], members: Collection[Member]) -> bool:
    """Tell whether a story is what a subscription asked for: its topic, official if wanted, of enough publishers."""
    if one.official_only and not any(member.tier is Tier.OFFICIAL for member in members):
        return False
    if len({member.publisher for member in members}) < one.min_publishers:
        return False
    return follows(one.topic, one.workspace, keys)


def tell(
    listeners: Iterable[Subscriber], revision: int, now: datetime, *, development: bool
) -> tuple[tuple[Alert, ...], tuple[Hold, ...]]:
    """Return the alerts of a story, each destination once, and what is held for quiet hours.

    A destination is alerted where one of its subscriptions is not quiet, or lets urgent developments through.
    """
    alerts: list[Alert] = []
    holds: list[Hold] = []
    by_destination: dict[int, list[Subscriber]] = {}
    for one in listeners:
        by_destination.setdefault(one.destination, []).append(one)
    for destination, subscribers in sorted(by_destination.items()):
        quiet = _held(subscribers, revision, now, development=development)
        if quiet is None:
            alerts.append(Alert(destination, revision))
        else:
            holds += quiet
    return tuple(alerts), tuple(holds)


def _held(subscribers: Sequence[Subscriber], revision: int, now: datetime, *, development: bool) -> list[Hold] | None:
    """Return what the subscriptions of one destination hold; None: one of them wants to hear now."""
    holds: list[Hold] = []
    for one in subscribers:
        until = None if one.urgent and development else quiet_until(one.quiet, now)
        if until is None:
            return None
        holds.append(Hold(one.subscription, one.destination, revision, until))
    return holds
