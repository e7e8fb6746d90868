"""Feed health: which feeds are read, and why the others are not."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from bot.cards.card import Card, CardKind, Line, Section, Source
from bot.cards.clean import clean_card
from bot.cards.problems import detail_words, problem_words
from bot.cards.reports import publisher_name
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from feeds.fetch.redact import shown_url
from storage.snapshot import FeedState


class Health(Enum):
    """How a feed is."""

    FAILING = "failing"
    WELL = "well"
    WAITING = "waiting"
    """Not asked yet."""
    PAUSED = "paused"
    ENDED = "ended"


def health(feed: FeedState) -> Health:
    """Return how a feed is, the gravest first."""
    if feed.ended_at:
        return Health.ENDED
    if feed.paused_at:
        return Health.PAUSED
    if feed.failures:
        return Health.FAILING
    return Health.WELL if feed.ok_at else Health.WAITING


def feeds_card(feeds: Sequence[FeedState], voice: Voice, desk: Desk, now: datetime) -> Card:
    """Return every feed: the failing ones first, with the reason in words and when they are tried again."""
    by_health = {kind: [feed for feed in feeds if health(feed) is kind] for kind in Health}
    failing = tuple(failing_line(feed, voice, desk, now) for feed in by_health[Health.FAILING])
    well = tuple(_well_line(feed, voice, desk, now) for feed in by_health[Health.WELL])
    waiting = tuple(
        Line(feed.spec.id, (_source(feed, desk, voice, None),), details=(_next_try(feed, voice, now),))
        for feed in by_health[Health.WAITING]
    )
    paused = tuple(
        Line(feed.spec.id, (_source(feed, desk, voice, feed.paused_at),)) for feed in by_health[Health.PAUSED]
    )
    ended = tuple(Line(feed.spec.id, (_source(feed, desk, voice, feed.ended_at),)) for feed in by_health[Health.ENDED])
    titled = (
        (voice.say("feeds.failing"), failing),
        (voice.say("feeds.well"), well),
        (voice.say("feeds.waiting"), waiting),
        (voice.say("feeds.paused"), paused),
        (voice.say("feeds.ended"), ended),
    )
    return clean_card(
        Card(
            kind=CardKind.FEEDS,
            title=voice.many("feeds.title", len(feeds), failing=len(failing)),
            lang=voice.locale,
            sections=tuple(Section(title, lines) for title, lines in titled if lines),
        )
    )


def failing_line(feed: FeedState, voice: Voice, desk: Desk, now: datetime) -> Line:
    """Return one failing feed: what is wrong since when, what was found, and the next try."""
    return Line(
        text=voice.say("feeds.problem", feed=feed.spec.id, problem=problem_words(feed.problem, voice)),
        sources=(_source(feed, desk, voice, feed.failing_since),),
        mark="!",
        details=(
            *((detail_words(feed.detail, voice),) if feed.detail else ()),
            voice.many("feeds.failures", feed.failures, next=_next_try(feed, voice, now)),
        ),
    )


def _well_line(feed: FeedState, voice: Voice, desk: Desk, now: datetime) -> Line:
    words = (
        voice.say("feeds.newest", feed=feed.spec.id, ago=voice.ago(feed.newest_at, now))
        if feed.newest_at
        else feed.spec.id
    )
    return Line(words, (_source(feed, desk, voice, feed.ok_at),))


def _source(feed: FeedState, desk: Desk, voice: Voice, at: datetime | None) -> Source:
    return Source(
        publisher=publisher_name(feed.spec.publisher, desk, voice),
        url=shown_url(feed.spec.url),
        at=at,
        when=voice.moment(at) if at else "",
    )


def _next_try(feed: FeedState, voice: Voice, now: datetime) -> str:
    if feed.next_poll_at <= now:
        return voice.say("feeds.next-now")
    same = voice.same_day(feed.next_poll_at, now)
    return voice.say("feeds.next", when=voice.time(feed.next_poll_at) if same else voice.moment(feed.next_poll_at))
