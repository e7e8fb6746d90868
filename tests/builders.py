"""Values for tests, with everything that does not matter filled in."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.pipeline.reading import Reading
from feeds.entry import DatedBy, Entry, Known
from feeds.feed import FeedSpec, Tier, Validators
from feeds.parse.identity import Marks, keys_for
from feeds.parse.refile import strip_refile
from feeds.stories.story import Member
from feeds.terms.match import Evidence, Match
from storage.turn.intents import FeedUpdate
from storage.turn.snapshot import FeedState, KnownStory, Snapshot, Subscriber

NOW = datetime(2025, 9, 28, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def an_entry(title: str = "Seoul and Washington set visa talks", *, n: int = 1, **changes: Any) -> Entry:
    """An entry at https://news.example/N, published at NOW unless said otherwise."""
    plain, refile = strip_refile(title)
    url = changes.pop("url", f"https://news.example/{n}")
    published = changes.pop("published", NOW)
    publisher = changes.pop("publisher", "herald")
    marks = Marks(url, "", "https://news.example/rss", publisher, published)
    values: dict[str, Any] = {
        "keys": keys_for(marks, plain, publisher),
        "title": plain,
        "summary": "",
        "url": url,
        "published": published,
        "dated_by": DatedBy.PUBLISHED,
        "lang": "en",
        "publisher": publisher,
        "refile": refile,
    }
    return Entry(**(values | changes))


def a_reading(entry: Entry | None = None, *topics: str, **changes: Any) -> Reading:
    """A reading of an entry that matched the topics; visa-talks if none is said."""
    entry = entry or an_entry(**changes)
    matches = tuple(Match(topic, (Evidence("visa", "title", 0, 4),)) for topic in topics or ("visa-talks",))
    return Reading(entry, matches)


def unmatched(entry: Entry) -> Reading:
    """A reading of an entry that matched nothing."""
    return Reading(entry)


def a_feed(**changes: Any) -> FeedState:
    """A feed that was polled before and was well five minutes ago."""
    spec = changes.pop("spec", None) or FeedSpec(
        "herald-en", "https://news.example/rss", "herald", changes.pop("tier", Tier.NATIONAL)
    )
    values: dict[str, Any] = {
        "id": 1,
        "spec": spec,
        "workspace": None,
        "validators": Validators(),
        "body_digest": None,
        "baseline_at": NOW - timedelta(days=30),
        "asked_at": NOW - 5 * MINUTE,
        "ok_at": NOW - 5 * MINUTE,
        "next_poll_at": NOW,
        "failures": 0,
        "failing_since": None,
        "problem": None,
        "detail": None,
        "newest_at": NOW - 30 * MINUTE,
        "paused_at": None,
        "ended_at": None,
    }
    return FeedState(**(values | changes))


def a_known(entry: Entry, number: int = 1, *, feed: int = 1, story: int | None = None) -> Known:
    """What is remembered of a stored entry."""
    contents = frozenset({entry.content_digest()})
    return Known(number, feed, entry.title, entry.url, entry.published, contents, story)


def a_member(entry: Entry, number: int = 1, tier: Tier = Tier.NATIONAL) -> Member:
    """An entry as a member of its story."""
    return Member(
        entry=number,
        title=entry.title,
        url=entry.url,
        publisher=entry.publisher,
        tier=tier,
        lang=entry.lang,
        published=entry.published,
        updated=entry.published,
        refile=entry.refile,
    )


def a_story(*entries: Entry, number: int = 7, **changes: Any) -> KnownStory:
    """A story of stored entries, numbered from 1, that was told."""
    values: dict[str, Any] = {
        "id": number,
        "scope": 0,
        "topics": frozenset({"visa-talks"}),
        "members": tuple(a_member(entry, n) for n, entry in enumerate(entries, start=1)),
        "revision": 1,
        "version": 1,
        "told": True,
        "opened_at": min(entry.published for entry in entries),
    }
    return KnownStory(**(values | changes))


def a_snapshot(
    *stories: KnownStory,
    feed: FeedState | None = None,
    known: tuple[tuple[Entry, Known], ...] = (),
    to: tuple[Subscriber, ...] | None = None,
) -> Snapshot:
    """A snapshot with one destination, 5, that follows everything."""
    by_key = {key.digest(): one for entry, one in known for key in entry.keys}
    followers = (Subscriber(1, 5, 1, None),) if to is None else to
    return Snapshot(feed or a_feed(), by_key, stories, followers)


def an_update(**changes: Any) -> FeedUpdate:
    """A poll that went well."""
    values: dict[str, Any] = {"feed": 1, "asked_at": NOW, "next_poll_at": NOW + 15 * MINUTE, "ok": True}
    return FeedUpdate(**(values | changes))
