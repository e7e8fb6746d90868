"""JSON Feed 1.0 and 1.1 (jsonfeed.org), which feedparser does not read."""

import json
from typing import Any

from feeds.parse.details import Complaint, ParseDetail
from feeds.parse.raw import BrokenFeedError, NotAFeedError, RawFeed, RawItem

VERSION = "json1"
_MARK = "jsonfeed.org/version/"


def read_json(text: str) -> RawFeed:
    """Read a JSON Feed.

    A document without its version counts if it has a list of items. Raises NotAFeedError for other JSON (an API's
    error), and BrokenFeedError for what is no JSON: a cut document cannot be read at all.
    """
    try:
        document = json.loads(text)
    except RecursionError:
        detail = str(ParseDetail.JSON_DEEP)
        raise BrokenFeedError(detail) from None
    except ValueError as error:
        detail = ParseDetail.JSON_BROKEN.format(error=str(error)[:200])
        raise BrokenFeedError(detail) from None
    if not isinstance(document, dict):
        detail = str(ParseDetail.JSON_OTHER)
        raise NotAFeedError(detail)
    items = document.get("items")
    if not isinstance(items, list):
        said = _text(document, "message") or _text(document, "error") or _text(document, "detail")
        detail = ParseDetail.JSON_OTHER_SAYS.format(said=said[:100]) if said else str(ParseDetail.JSON_OTHER)
        raise NotAFeedError(detail)
    known = _MARK in _text(document, "version")
    return RawFeed(
        version=VERSION,
        title=_text(document, "title"),
        lang=_text(document, "language"),
        items=tuple(_item(item) for item in items if isinstance(item, dict)),
        complaint=None if known else str(Complaint.VERSION),
    )


def _item(item: dict[str, Any]) -> RawItem:
    body = _text(item, "content_html") or _text(item, "content_text")
    return RawItem(
        title=_text(item, "title"),
        summary=_text(item, "summary") or body,
        content=body,
        # external_url is what a link blog writes about; its own page is the item (JSON Feed 1.1, "items").
        link=_text(item, "url") or _text(item, "external_url"),
        guid=_text(item, "id"),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
    )


def _text(holder: dict[str, Any], name: str) -> str:
    """Return a member as text: version 1.0 allowed an id to be a number."""
    value = holder.get(name)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
