"""Items as a format gives them, to entries as the rest of the program knows them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from feeds.entry import Entry
from feeds.feed import FeedSpec, Tier
from feeds.parse.canonical import shown_url
from feeds.parse.dates import build_stamp, choose, date_in_url, parse_date, zone_of
from feeds.parse.identity import Marks, keys_for, settle, title_form
from feeds.parse.raw import RawFeed, RawItem
from feeds.parse.refile import strip_refile
from feeds.text.html import cut, html_to_text
from feeds.text.language import language_of

MAX_TITLE = 500
MAX_TITLE_FROM_SUMMARY = 120
MAX_SUMMARY = 1_000
MAX_TEXT = 20_000
MAX_TEXT_OF_ALL = 2_000_000
"""Characters of the bodies of one document together: they come back to the event loop in one piece (promise 5)."""
MAX_GUID = 1_000

_READ = 4
"""Markup is read only so many times further than the text that is wanted of it, but `_READ_AT_LEAST` characters."""
_READ_AT_LEAST = 20_000
_LIST = re.compile(r"<\s*(?:ol|ul|li)\b|&lt;\s*(?:ol|ul|li)\b", re.IGNORECASE)
_LANG = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is the same for all items of a document."""

    spec: FeedSpec
    base: str
    now: datetime
    zone: tzinfo
    lang: str | None


def entries_of(feed: RawFeed, spec: FeedSpec, base: str, now: datetime) -> tuple[tuple[Entry, ...], int]:
    """Return the entries of a document in its order, and how many items were skipped.

    `base` is where the document came from; `now` is UTC. Skipped are items with neither a title nor a text. Items that
    appear twice are here once and not counted.
    """
    lang = spec.lang or (found[1].lower() if (found := _LANG.fullmatch(feed.lang.strip())) else None)
    reading = _Reading(spec, base, now, zone_of(spec), lang)
    stamp = _stamp(feed.items, reading.zone)
    entries = [entry for item in feed.items if (entry := _entry(item, reading, stamp)) is not None]
    return _within(settle(entries)), len(feed.items) - len(entries)


def _entry(item: RawItem, reading: _Reading, stamp: datetime | None) -> Entry | None:
    spec = reading.spec
    passed_on = spec.tier is Tier.AGGREGATOR
    source = cut(_read(item.source, MAX_TITLE), 100) if passed_on else ""
    headline = _without_suffix(_read(item.title, MAX_TITLE), source)
    title, refile = strip_refile(headline)
    summary = _summary(item, title, passed_on=passed_on)
    title = cut(title or summary, MAX_TITLE if title else MAX_TITLE_FROM_SUMMARY)
    if not title:
        return None
    url = shown_url(item.link, reading.base) if item.link else ""
    dated = choose(
        parse_date(item.published, reading.zone),
        parse_date(item.updated, reading.zone),
        date_in_url(url, reading.zone) if url else None,
        stamp=stamp,
        now=reading.now,
    )
    publisher = source or spec.publisher
    guid = " ".join(item.guid[:MAX_GUID].split())
    return Entry(
        keys=keys_for(Marks(item.link, guid, reading.base, spec.publisher, dated.own), title, publisher),
        title=title,
        summary=summary,
        url=url,
        published=dated.when,
        dated_by=dated.by,
        lang=language_of(f"{title} {summary[:200]}", reading.lang),
        publisher=publisher,
        refile=refile,
        text=_read(item.content, MAX_TEXT),
    )


def _read(markup: str, limit: int) -> str:
    """Return the text of `markup`, at most `limit` characters of it."""
    return cut(html_to_text(markup[: max(_READ_AT_LEAST, _READ * limit)]), limit)


def _summary(item: RawItem, title: str, *, passed_on: bool) -> str:
    """Return the item's summary, "" where it says nothing beside the title.

    Google's is a list of other publishers' headlines, or the title and the publisher once more.
    """
    if passed_on and _LIST.search(item.summary[:_READ_AT_LEAST]):
        return ""
    summary = _read(item.summary, MAX_SUMMARY)
    said, titled = title_form(summary), title_form(title)
    if titled and (said == titled or (passed_on and said.startswith(titled))):
        return ""
    return summary


def _without_suffix(title: str, source: str) -> str:
    """Take " - Publisher" off, which aggregators put behind a title, where it is the publisher they name."""
    for dash in (" - ", " – ", " — ", " | "):
        head, found, tail = title.rpartition(dash)
        if found and head and source and tail.casefold().strip() == source.casefold():
            return head.rstrip()
    return title


def _stamp(items: Sequence[RawItem], zone: tzinfo) -> datetime | None:
    return build_stamp(parse_date(item.published or item.updated, zone) for item in items)


def _within(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Keep the bodies of the first entries, as far as they fit."""
    kept: list[Entry] = []
    left = MAX_TEXT_OF_ALL
    for entry in entries:
        left -= len(entry.text)
        kept.append(entry if left >= 0 else replace(entry, text=""))
    return tuple(kept)
