"""What goes into the parser and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from feeds.entry import Entry
from feeds.feed import FeedSpec


@dataclass(frozen=True, slots=True)
class ParseJob:
    """One document to read."""

    body: bytes = field(repr=False)
    headers: Mapping[str, str]
    """Response headers, names in lower case; at least content-type and content-location help."""
    spec: FeedSpec
    now: datetime
    """UTC: dates in the future are cut to it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A feed as read."""

    version: str
    """"rss20", "atom10", "rss10" … as feedparser names them; "json1" for JSON Feed."""
    title: str
    entries: tuple[Entry, ...]
    """In the document's order; an item that appears twice is here once."""
    skipped: int = 0
    """Items with nothing to recognise or to show them by."""
    complaint: str | None = None
    """What was wrong with a document that still could be read (feedparser's bozo)."""
    ttl: timedelta | None = None
    """How long it asks to be left alone after it was read, as it says; None: it does not."""


class ParseProblem(StrEnum):
    """Why a document could not be read. The values are stored and shown."""

    NOT_A_FEED = "not-a-feed"
    EMPTY = "empty"
    """No items, where the feed is never empty."""
    BROKEN = "broken"
    TIMEOUT = "parse-timeout"
    MEMORY = "parse-memory"
    CRASHED = "parse-crashed"


@dataclass(frozen=True, slots=True)
class ParseError:
    """A document that could not be read."""

    problem: ParseProblem
    detail: str
    """One English sentence for the admin, of `feeds.parse.details`."""


ParseResult = Document | ParseError
