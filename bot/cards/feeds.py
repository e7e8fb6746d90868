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
from feeds.fetch.result import FetchProblem
from storage.turn.snapshot import FeedState

MANY = 4
"""Feeds that fail for one reason from which on they are one line."""
NAMED = 5
"""Of those, so many by name."""
_NETWORK = {FetchProblem.DNS, FetchProblem.CONNECT, FetchProblem.TIMEOUT}
"""What happens to all feeds where there is no network."""


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
    failing = failing_lines(by_health[Health.FAILING], voice, desk, now)
    answering = sorted(by_health[Health.WELL], key=lambda feed: not oddities(feed, voice))
    well = tuple(_well_line(feed, voice, desk, now) for feed in answering)
    waiting = tuple(
        Line(feed.spec.id, (_source(feed, desk, voice, None),), details=(_next_try(feed, voice, now),))
        for feed in by_health[Health.WAITING]
    )
    paused = tuple(_paused_line(feed, voice, desk) for feed in by_health[Health.PAUSED])
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
            title=voice.many("feeds.title", len(feeds), failing=len(by_health[Health.FAILING])),
            lang=voice.locale,
            sections=tuple(Section(title, lines) for title, lines in titled if lines),
        )
    )


def failing_lines(feeds: Sequence[FeedState], voice: Voice, desk: Desk, now: datetime) -> tuple[Line, ...]:
    """Return the failing feeds, each in a line; where many fail for one reason, these in one: it is not the feeds."""
    by_problem: dict[str | None, list[FeedState]] = {}
    for feed in feeds:
        by_problem.setdefault(feed.problem, []).append(feed)
    lines: list[Line] = []
    for problem, alike in sorted(by_problem.items(), key=lambda one: len(one[1]) < MANY):
        if len(alike) < MANY:
            lines += [_failing_line(feed, voice, desk, now) for feed in alike]
        else:
            lines.append(_alike_line(problem, alike, voice, now))
    return tuple(lines)


def _alike_line(problem: str | None, alike: Sequence[FeedState], voice: Voice, now: datetime) -> Line:
    """Return feeds that fail for one reason: how many, since when, which, and when the first is tried again."""
    since = min(feed.failing_since or now for feed in alike)
    first = min(alike, key=lambda feed: feed.next_poll_at)
    names = ", ".join(feed.spec.id for feed in alike[:NAMED])
    more = len(alike) - NAMED
    network = problem in _NETWORK
    return Line(
        text=voice.many("feeds.alike", len(alike), problem=problem_words(problem, voice)),
        sources=(Source(voice.say("name.bot"), at=since, when=voice.moment(since)),),
        mark="!",
        details=(
            voice.many("feeds.and-more", more, names=names) if more > 0 else names,
            *((voice.say("feeds.network"),) if network else ()),
            _next_try(first, voice, now),
        ),
    )


def _paused_line(feed: FeedState, voice: Voice, desk: Desk) -> Line:
    match feed.paused_by:
        case "desk" if not feed.spec.on:
            why = voice.say("feeds.paused-off")
        case "desk" if any(one.id == feed.spec.id for one in desk.feeds):
            why = voice.say("feeds.paused-by-setting")
        case "desk":
            why = voice.say("feeds.paused-dropped")
        case "left":
            why = voice.say("feeds.paused-left")
        case _:
            why = voice.say("feeds.paused-admin")
    return Line(feed.spec.id, (_source(feed, desk, voice, feed.paused_at),), details=(why,))


def _failing_line(feed: FeedState, voice: Voice, desk: Desk, now: datetime) -> Line:
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
    """Return a feed that answers: how old its newest entry is, and of when; of an empty one, when that was seen."""
    notes = oddities(feed, voice)
    mark = "!" if notes else ""
    if feed.newest_at is None:
        return Line(feed.spec.id, (_source(feed, desk, voice, feed.ok_at),), mark=mark, details=notes)
    words = voice.say("feeds.newest", feed=feed.spec.id, ago=voice.ago(feed.newest_at, now))
    return Line(words, (_source(feed, desk, voice, feed.newest_at),), mark=mark, details=notes)


def oddities(feed: FeedState, voice: Voice) -> tuple[str, ...]:
    """Return what is odd of a feed that answers: it is silent against its rhythm, or its items all looked new."""
    silent, held = feed.silent_since, feed.held_since
    said = (
        voice.say("feed.silent-since", since=voice.moment(silent)) if silent else "",
        voice.say("feed.held-since", since=voice.moment(held)) if held else "",
    )
    return tuple(filter(None, said))


def _source(feed: FeedState, desk: Desk, voice: Voice, at: datetime | None) -> Source:
    return Source(
        publisher=publisher_name(feed.spec.publisher, desk, voice),
        url=shown_url(feed.spec.url),
        at=at,
        when=voice.moment(at) if at else "",
    )


def _next_try(feed: FeedState, voice: Voice, now: datetime) -> str:
    if feed.next_poll_at <= now:
        return voice.say("feeds.next-now") if feed.asked_at else voice.say("feeds.first-try")
    same = voice.same_day(feed.next_poll_at, now)
    return voice.say("feeds.next", when=voice.time(feed.next_poll_at) if same else voice.moment(feed.next_poll_at))
