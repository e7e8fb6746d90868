"""Invented feeds, and jobs to read them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any

from feeds.entry import Entry
from feeds.feed import FeedSpec
from feeds.parse.document import Document, ParseJob
from feeds.parse.read import read

NOW = datetime(2025, 9, 30, 12, tzinfo=UTC)
ADDRESS = "https://news.example/rss.xml"


def job(body: bytes | str, headers: Mapping[str, str] | None = None, *, now: datetime = NOW, **spec: Any) -> ParseJob:
    """A job for `body` from the feed "news" of "herald", unless `spec` says otherwise."""
    values = {"id": "news", "url": ADDRESS, "publisher": "herald"} | spec
    raw = body.encode() if isinstance(body, str) else body
    return ParseJob(raw, headers or {}, FeedSpec(**values), now)


def item(**fields: str) -> str:
    """An RSS item of elements with escaped text; `__` in a name stands for the colon of a prefix."""
    inside = "".join(
        f"<{tag}>{escape(text)}</{tag}>" for tag, text in ((k.replace("__", ":"), v) for k, v in fields.items())
    )
    return f"<item>{inside}</item>"


def rss(*items: str, head: str = "", prolog: str = "") -> str:
    """An RSS 2.0 document."""
    spaces = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:News="https://www.bing.com/news/search?q=x&amp;format=rss"'
    )
    return f"{prolog}<rss version='2.0' {spaces}><channel><title>News</title>{head}{''.join(items)}</channel></rss>"


def document(body: bytes | str, headers: Mapping[str, str] | None = None, **spec: Any) -> Document:
    """Read a document that can be read."""
    result = read(job(body, headers, **spec))
    assert isinstance(result, Document), result
    return result


def entries(*items: str, **spec: Any) -> tuple[Entry, ...]:
    """The entries of an RSS document with these items."""
    return document(rss(*items), **spec).entries


def one(**fields: Any) -> Entry:
    """The entry of one item; `spec` goes to the feed."""
    spec = fields.pop("spec", {})
    (entry,) = entries(item(**fields), **spec)
    return entry


def key_values(found: Iterable[Entry]) -> list[tuple[str, ...]]:
    """The keys of entries, to compare."""
    return [tuple(f"{key.kind}:{key.value}" for key in entry.keys) for entry in found]
