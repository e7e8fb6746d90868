"""Doing what a plan says, in the caller's one transaction: all of it, or by an exception nothing."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.exchange.bundle import FeedItem, PlaceItem, SubscriptionItem, TermItem, TopicItem
from bot.exchange.plan import Change, Deed, Plan
from bot.exchange.state import ALL
from bot.pipeline.periods import next_due
from feeds.feed import Agent, FeedSpec, Tier
from storage import destinations, feeds, subscriptions, topics, workspaces
from storage.engine.database import Tx
from storage.quiet_hours import QuietHours
from storage.subscriptions import Mode, Terms


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does it, where and when."""

    workspace: int
    person: str
    now: datetime


async def apply(tx: Tx, plan: Plan, hand: Hand) -> None:
    """Make the workspace what the plan wants."""
    await workspaces.choose(tx, hand.workspace, language=plan.language, timezone=plan.timezone)
    for change in plan.changes:
        match change.item:
            case TopicItem() as topic:
                await _topic(tx, change.deed, topic, hand)
            case TermItem() as term:
                await _term(tx, change.deed, term, hand)
            case FeedItem() as feed:
                await _feed(tx, change, feed, hand)
            case PlaceItem() as place:
                await _place(tx, place, hand)
            case SubscriptionItem() as one:
                await _subscription(tx, change.deed, one, hand)


async def _topic(tx: Tx, deed: Deed, topic: TopicItem, hand: Hand) -> None:
    if deed is Deed.ADD:
        await topics.add(tx, hand.workspace, topic.slug, name=topic.name, about=topic.about, now=hand.now)
    elif deed is Deed.CHANGE:
        await topics.rename(tx, hand.workspace, topic.slug, topic.name, about=topic.about)
    else:
        await topics.remove(tx, hand.workspace, topic.slug)


async def _term(tx: Tx, deed: Deed, term: TermItem, hand: Hand) -> None:
    if deed is not Deed.REMOVE:
        await topics.add_term(tx, hand.workspace, term.topic, term.expression, by=hand.person, now=hand.now)
        return
    for one in await topics.terms(tx, hand.workspace):
        if (one.topic, one.expression) == (term.topic, term.expression):
            await topics.remove_term(tx, hand.workspace, one.id)


async def _feed(tx: Tx, change: Change, feed: FeedItem, hand: Hand) -> None:
    workspace = None if feed.shared else hand.workspace
    there = await feeds.by_slug(tx, feed.id, workspace)
    if there is None:
        there = await feeds.add(tx, _spec(feed, feed.url), workspace, hand.now)
    elif change.deed is Deed.REMOVE:
        await feeds.remove(tx, there.id)
        return
    else:
        await feeds.change(tx, there.id, _spec(feed, there.spec.url))
    if feed.paused != (there.paused_at is not None):
        await (feeds.pause if feed.paused else feeds.resume)(tx, there.id, hand.now)


def _spec(feed: FeedItem, url: str) -> FeedSpec:
    return FeedSpec(
        id=feed.id,
        url=url,
        publisher=feed.publisher,
        tier=Tier(feed.tier),
        lang=feed.lang,
        every=timedelta(minutes=feed.minutes),
        empty_ok=feed.empty_ok,
        agent=Agent(feed.agent),
        keep_cookies=feed.keep_cookies,
        encoding=feed.encoding,
        timezone=feed.timezone,
        note=feed.note,
    )


async def _place(tx: Tx, place: PlaceItem, hand: Hand) -> None:
    made = await destinations.put(
        tx,
        workspace=hand.workspace,
        external=place.id,
        kind=place.kind,
        name=place.name,
        locale=place.language,
        timezone=place.timezone,
        notices=place.notices,
        now=hand.now,
    )
    await destinations.set_notices(tx, made.id, notices=place.notices)


async def _subscription(tx: Tx, deed: Deed, one: SubscriptionItem, hand: Hand) -> None:
    place = await destinations.by_external(tx, hand.workspace, one.place)
    if place is None:
        msg = f"the plan subscribes {one.place}, which is not there"
        raise LookupError(msg)
    topic = None if one.topic == ALL else one.topic
    if deed is Deed.REMOVE:
        await subscriptions.remove(tx, place.id, topic)
        return
    mode, at = Mode(one.mode), time.fromisoformat(one.at) if one.at else None
    terms = Terms(
        mode=mode,
        timezone=one.timezone,
        locale=one.language,
        at=at,
        weekday=one.weekday,
        quiet=_quiet(one),
        official_only=one.official_only,
        min_publishers=one.min_publishers,
        urgent=one.urgent,
        empty=one.empty,
    )
    due = None if mode is Mode.INSTANT else next_due(mode, at or time(9), one.weekday or 0, one.timezone, hand.now)
    stored = await subscriptions.add(tx, place.id, topic, terms, next_due_at=due, now=hand.now)
    if one.paused_until:
        await subscriptions.pause(tx, stored.id, datetime.fromisoformat(one.paused_until))


def _quiet(one: SubscriptionItem) -> QuietHours | None:
    if one.quiet is None:
        return None
    begin, end = map(time.fromisoformat, one.quiet)
    return QuietHours(begin, end, one.quiet_timezone or one.timezone)
