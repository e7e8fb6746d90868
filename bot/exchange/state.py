"""What a workspace has now, as a bundle."""

from datetime import datetime
from urllib.parse import urlsplit

from bot.exchange.bundle import Bundle, FeedItem, PlaceItem, SubscriptionItem, TermItem, TopicItem
from feeds.desks.desk import Desk
from feeds.fetch.redact import holds_secret, shown_url
from storage import destinations, feeds, subscriptions, topics, workspaces
from storage.engine.database import Tx
from storage.subscriptions import Subscription
from storage.turn.snapshot import FeedState

ALL = "all"
DIRECT = "direct"


async def current(
    tx: Tx, workspace: int, desk: Desk, now: datetime, *, shared: bool, hidden: frozenset[int] = frozenset()
) -> Bundle:
    """Return what is set up in a workspace: all that could be set up again.

    Subscriptions and terms of topics that the desk has no longer could not: they are left out, and left alone.

    Args:
        tx: an open transaction.
        workspace: our number of it.
        desk: whose own topics and feeds are left out, for they come with it.
        now: pauses that are over are left out.
        shared: whether the shared feeds that were added are in it: for the operator.
        hidden: our numbers of places that are left out.

    """
    its = await workspaces.get(tx, workspace)
    known = await destinations.listing(tx, workspace)
    places = {place.id: place for place in known if place.kind != DIRECT and place.id not in hidden}
    own = {spec.id for spec in desk.feeds}
    added = [
        feed for feed in await feeds.listing(tx, workspace) if feed.workspace or (shared and feed.spec.id not in own)
    ]
    listed = await topics.listing(tx, workspace)
    mine = {topic.slug for topic in listed}
    return Bundle(
        desk=desk.id,
        language=its.language if its else None,
        timezone=its.timezone if its else None,
        topics=tuple(TopicItem(topic.slug, dict(topic.name), dict(topic.about)) for topic in listed),
        terms=tuple(
            sorted(
                (
                    TermItem(term.topic, term.expression)
                    for term in await topics.terms(tx, workspace)
                    if term.topic in desk.topics or term.topic in mine
                ),
                key=lambda term: (term.topic, term.expression),
            )
        ),
        feeds=tuple(sorted(map(_feed, added), key=lambda feed: feed.id)),
        places=tuple(
            PlaceItem(place.external, place.kind, place.name, place.locale, place.timezone, notices=place.notices)
            for place in sorted(places.values(), key=lambda place: place.external)
        ),
        subscriptions=tuple(
            sorted(
                (
                    _subscription(one, places[one.destination].external, now)
                    for one in await subscriptions.listing(tx, workspace=workspace)
                    if one.destination in places and one.dropped_at is None
                ),
                key=lambda one: (one.place, one.topic),
            )
        ),
    )


def _feed(feed: FeedState) -> FeedItem:
    spec = feed.spec
    login = holds_secret(spec.url)
    return FeedItem(
        id=spec.id,
        url=shown_url(spec.url) if login else spec.url,
        login=login,
        shared=feed.workspace is None,
        publisher=spec.publisher or (urlsplit(spec.url).hostname or ""),
        tier=str(spec.tier),
        lang=spec.lang,
        minutes=max(1, round(spec.every.total_seconds() / 60)),
        empty_ok=spec.empty_ok,
        agent=str(spec.agent),
        keep_cookies=spec.keep_cookies,
        encoding=spec.encoding,
        timezone=spec.timezone,
        note=spec.note,
        paused=feed.paused_at is not None,
    )


def _subscription(one: Subscription, place: str, now: datetime) -> SubscriptionItem:
    terms = one.terms
    return SubscriptionItem(
        place=place,
        topic=one.topic or ALL,
        mode=str(terms.mode),
        timezone=terms.timezone,
        language=terms.locale,
        at=f"{terms.at:%H:%M}" if terms.at else None,
        weekday=terms.weekday,
        quiet=(f"{terms.quiet.begin:%H:%M}", f"{terms.quiet.end:%H:%M}") if terms.quiet else None,
        quiet_timezone=terms.quiet.timezone if terms.quiet else None,
        official_only=terms.official_only,
        min_publishers=terms.min_publishers,
        urgent=terms.urgent,
        empty=terms.empty,
        paused_until=one.paused_until.isoformat() if one.paused_until and one.paused_until > now else None,
    )
