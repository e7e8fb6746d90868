"""RSS 0.9x to 2.0, RDF and Atom, by feedparser.

feedparser is imported when it is needed: it costs a start-up 0.2 s, and only workers need it.
"""

import html
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from feeds.parse.details import Complaint, ParseDetail
from feeds.parse.encoding import FORBIDDEN
from feeds.parse.raw import BrokenFeedError, NotAFeedError, RawFeed, RawItem
from feeds.parse.ttl import ttl_of

MAX_ITEMS = 10_000
"""feedparser needs 1 ms an item and 90 s for 100,000 (measured); the largest feed of the desk has 300."""
MAX_TAG = 65_536
"""Characters of one tag: feedparser's time grows with their square (measured: 204 kB cost 5 s)."""
MAX_DEPTH = 2_000
"""Elements open at once; 200,000 cost feedparser 8 s (measured)."""

_ITEM = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)
_GUID = re.compile(
    r"<(?:\w{1,20}:)?(?:guid|id)\b[^<>]{0,200}>\s{0,40}(?:<!\[CDATA\[\s{0,40})?(https?://[^<\]\s]{1,2000})",
    re.IGNORECASE,
)
_TAG_TOO_LONG = re.compile(rf"<[A-Za-z][^<>]{{{MAX_TAG}}}")
_TAG = re.compile(r"<(/?)[A-Za-z][^<>]{0,400}(/?)>")
_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE | re.DOTALL
)
_REFERENCE = re.compile(r"&#([xX][0-9A-Fa-f]{1,4000}|[0-9]{1,4000});")
_HTML_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,200})", re.IGNORECASE)
_ROOT = re.compile(r"<(?:\w{1,20}:)?(?:rss|rdf|feed|channel)[\s>]", re.IGNORECASE)
_BOT_CHECKS = (
    "just a moment",
    "attention required",
    "access denied",
    "are you a robot",
    "checking your browser",
    "captcha",
    "verify",
)
_HEAD = 4_000


def read_xml(text: str, location: str) -> RawFeed:
    """Read a feed in XML; `location` is where it came from, for relative links.

    Well formed or not: what can be read is read, and `complaint` says what was wrong. The last item of a document that
    was cut off is left out, for half a title is no title. Raises NotAFeedError and BrokenFeedError.
    """
    text = _REFERENCE.sub(_possible, text.lstrip())
    _refuse_pages(text)
    _refuse_hostile(text)
    parsed = _parse(text, location)
    version, found = str(parsed.get("version") or ""), list(parsed["entries"])
    if not version and not found:
        detail = _what_instead(text)
        raise NotAFeedError(detail)
    complaint = None
    if parsed.get("bozo"):
        error = parsed.get("bozo_exception")
        if isinstance(error, MemoryError):
            raise error
        complaint = _complaint(error)
        if found and _was_cut(text):
            found.pop()
            complaint = Complaint.CUT_OFF.format(complaint=complaint)
    feed, guids = parsed["feed"], _Guids.of(text, location)
    return RawFeed(
        version=version,
        title=_plain(feed, "title"),
        lang=_plain(feed, "language"),
        items=tuple(_item(entry, guids, rss=version.startswith("rss")) for entry in found),
        complaint=complaint,
        ttl=ttl_of(*(_plain(feed, name) for name in ("ttl", "sy_updateperiod", "sy_updatefrequency"))),
    )


def _parse(text: str, location: str) -> Mapping[str, Any]:
    import feedparser  # noqa: PLC0415  # see the head of this file

    try:
        parsed: Mapping[str, Any] = feedparser.parse(
            BytesIO(f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode()),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": location},
            # We take text out of markup, so relative links and scripts in it never get anywhere.
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except MemoryError:
        raise
    except Exception as error:
        # feedparser lets through whatever its parsers trip over: of a hostile document that may be anything.
        detail = ParseDetail.UNREADABLE.format(error=_complaint(error))
        raise BrokenFeedError(detail) from error
    return parsed


@dataclass(frozen=True, slots=True)
class _Guids:
    """Tells a guid that is a link from one that feedparser made into one.

    It takes every guid for a permanent link unless told otherwise, and reads "77" against the feed's address.
    """

    printed: frozenset[str]
    folder: str

    @classmethod
    def of(cls, text: str, location: str) -> "_Guids":
        printed = frozenset(html.unescape(found[1]) for found in _GUID.finditer(text))
        return cls(printed, urljoin(location, "./"))

    def as_printed(self, guid: str) -> str:
        return guid if guid in self.printed else guid.removeprefix(self.folder)

    def as_link(self, guid: str) -> str:
        return guid if guid in self.printed else ""


def _link(entry: dict[str, Any], guids: _Guids) -> str:
    """Return the item's link, or its guid where that is one."""
    links = [link for link in dict.get(entry, "links") or () if isinstance(link, dict)]
    alternates = [href for link in links if link.get("rel") == "alternate" and (href := _plain(link, "href"))]
    if alternates:
        return _plain(entry, "feedburner_origlink") or _plain(entry, "link") or alternates[0]
    return guids.as_link(_plain(entry, "id"))


def _item(entry: dict[str, Any], guids: _Guids, *, rss: bool) -> RawItem:
    # dict.get, not .get: feedparser's own answers "updated" with "published" and a warning.
    contents = dict.get(entry, "content") or []
    content = max((_plain(part, "value") for part in contents if isinstance(part, dict)), key=len, default="")
    published, updated = _plain(entry, "published"), _plain(entry, "updated")
    if rss and not published:
        published, updated = updated, ""  # RSS has no "updated": this is dc:date
    source = dict.get(entry, "source")
    return RawItem(
        title=_plain(entry, "title"),
        summary=_plain(entry, "summary") or content,
        content=content,
        link=_link(entry, guids),
        guid=guids.as_printed(_plain(entry, "id")),
        published=published,
        updated=updated,
        source=_plain(entry, "news_source") or (_plain(source, "title") if isinstance(source, dict) else ""),
    )


def _plain(holder: dict[str, Any], name: str) -> str:
    value = dict.get(holder, name)
    return value if isinstance(value, str) else ""


def _possible(found: re.Match[str]) -> str:
    """Drop references to what is no character: for a lone surrogate feedparser gives up the whole document."""
    code = int(found[1][1:], 16) if found[1][0] in "xX" else int(found[1])
    return found[0] if code <= sys.maxunicode and not FORBIDDEN.match(chr(code)) else ""


def _refuse_pages(text: str) -> None:
    if _HTML.match(text[:_HEAD]):
        detail = _what_instead(text)
        raise NotAFeedError(detail)


def _refuse_hostile(text: str) -> None:
    """Refuse what would only cost a worker its deadline."""
    if _TAG_TOO_LONG.search(text):
        detail = ParseDetail.TAG_LONG.format(most=MAX_TAG)
        raise BrokenFeedError(detail)
    if text.count("<item") + text.count("<entry") > MAX_ITEMS:
        detail = ParseDetail.ITEMS_MANY.format(most=MAX_ITEMS)
        raise BrokenFeedError(detail)
    if text.count("<") > MAX_DEPTH and _is_deep(text):
        detail = ParseDetail.DEEP.format(most=MAX_DEPTH)
        raise BrokenFeedError(detail)


def _is_deep(text: str) -> bool:
    depth = 0
    for found in _TAG.finditer(text):
        if found[1]:
            depth = max(0, depth - 1)
        elif not found[2] and not found[0].endswith("/>"):
            depth += 1
            if depth > MAX_DEPTH:
                return True
    return False


def _was_cut(text: str) -> bool:
    """Return whether the document ends inside an item."""
    last = max((found.start() for found in _ITEM.finditer(text)), default=-1)
    return last >= 0 and _ITEM_END.search(text, last) is None


def _what_instead(text: str) -> str:
    """Say in one sentence what came instead of a feed."""
    head = text[:_HEAD]
    found = _HTML_TITLE.search(head)
    title = " ".join(found[1].split()) if found else ""
    if any(check in title.casefold() for check in _BOT_CHECKS):
        return ParseDetail.PAGE_ROBOT.format(title=title[:80])
    if _HTML.match(head):
        return ParseDetail.PAGE_TITLED.format(title=title[:80]) if title else str(ParseDetail.PAGE)
    return str(ParseDetail.OTHER_XML if head.startswith("<") else ParseDetail.OTHER_TEXT)


def _complaint(error: object) -> str:
    kind = type(error).__name__
    said = " ".join(str(error).split())[:160]
    return f"{said} ({kind})" if said else kind
