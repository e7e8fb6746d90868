"""Items as JSON lines: what `visabot analyze` and `visabot replay` read beside feeds.

One object a line: `title` and `published` (ISO 8601), and where known `id`, `source`, `lang`, `url`, `summary`, `text`.
They become entries by the same code that reads a feed's items.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from feeds.entry import Entry
from feeds.feed import FeedSpec, Tier
from feeds.parse.entries import entries_of
from feeds.parse.raw import RawFeed, RawItem

UNKNOWN_SOURCE = "items"
"""The publisher of items that name none."""


class ItemError(ValueError):
    """A line that is no item. The message says which line, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a file."""

    id: str
    """As given, or "LINE" where the file gives none."""
    source: str
    published: datetime
    """UTC."""
    lang: str | None
    raw: RawItem

    def entry(self, spec: FeedSpec | None = None, now: datetime | None = None) -> Entry:
        """Return the item as an entry of the feed `spec`, seen at `now`; by default of its source, when it appeared.

        Raises:
            ItemError: nothing is left of it once its markup is gone.

        """
        spec = spec or FeedSpec(self.source, "", self.source, Tier.NATIONAL, self.lang)
        entries, _ = entries_of(RawFeed("items", "", "", (self.raw,)), spec, "", now or self.published)
        if not entries:
            msg = f"item {self.id} has neither a title nor a summary once its markup is gone"
            raise ItemError(msg)
        return entries[0]


def read_item(line: str, number: int) -> Item:
    """Read one line.

    Args:
        line: a JSON object.
        number: of the line in its file, for the message.

    Raises:
        ItemError: it is not an item.

    """
    try:
        found = json.loads(line)
    except ValueError as error:
        msg = f"line {number} is not JSON ({error}): an item is one JSON object on one line"
        raise ItemError(msg) from error
    except RecursionError:
        msg = f"line {number} is nested too deeply: an item is one flat JSON object on one line"
        raise ItemError(msg) from None
    if not isinstance(found, dict):
        msg = f'line {number} holds a {type(found).__name__}, not a JSON object: an item is {{"title": …}}'
        raise ItemError(msg)
    title, text = _text(found, "title", number), _text(found, "text", number)
    summary = _text(found, "summary", number)
    if not (title.strip() or summary.strip()):
        msg = f"line {number} has neither a title nor a summary: there is nothing to read"
        raise ItemError(msg)
    name = _text(found, "id", number)
    published = _published(found, number)
    url = _text(found, "url", number)
    raw = RawItem(
        title=title,
        summary=summary,
        content=text,
        link=url,
        # Without a link its id is all that tells two reports of one title apart.
        guid="" if url else name,
        published=published.isoformat(),
    )
    return Item(
        id=name or str(number),
        source=_text(found, "source", number).strip() or UNKNOWN_SOURCE,
        published=published.astimezone(UTC),
        lang=_text(found, "lang", number) or None,
        raw=raw,
    )


def _text(found: Mapping[str, Any], key: str, number: int) -> str:
    value = found.get(key)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        msg = f'line {number}: "{key}" is a {type(value).__name__}, and must be a text'
        raise ItemError(msg)
    # A lone surrogate is valid JSON, but no text: it cannot be stored or written again.
    return str(value).encode("utf-8", "replace").decode()


def _published(found: Mapping[str, Any], number: int) -> datetime:
    text = _text(found, "published", number)
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        msg = (
            f'line {number}: "published" is {text[:40]!r}; it must be a date and time such as 2025-09-28T12:01:48+09:00'
        )
        raise ItemError(msg) from None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
