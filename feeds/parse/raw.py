"""A feed as its format gives it, before anything is cleaned or believed."""

from dataclasses import dataclass
from datetime import timedelta


class NotAFeedError(Exception):
    """The document is something else. The message says what: one of `feeds.parse.details`."""


class BrokenFeedError(Exception):
    """The document may have been a feed, but nothing of it can be read. The message says why, like NotAFeedError's."""


@dataclass(frozen=True, slots=True)
class RawItem:
    """One item: texts with their markup, dates and links as printed; "" for what it lacks."""

    title: str = ""
    summary: str = ""
    content: str = ""
    """The body, where it is apart from the summary."""
    link: str = ""
    guid: str = ""
    published: str = ""
    updated: str = ""
    source: str = ""
    """Whose report an aggregator passes on."""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed and its items in the document's order."""

    version: str
    title: str
    lang: str
    """As the feed says it ("en-US", "ko-kr"); "" if it does not."""
    items: tuple[RawItem, ...]
    complaint: str | None = None
    ttl: timedelta | None = None
    """How long it asks to be left alone; None: it does not."""
