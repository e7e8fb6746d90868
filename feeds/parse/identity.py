"""What an entry is recognised by, and whether a stored entry is really the same article.

Feeds change guids, repeat one link on every item, add tracking, move between hosts and reuse addresses. So an entry has
up to three keys, and only the strongest is believed on its own.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from feeds.entry import DatedBy, Entry, Key, KeyKind, Known
from feeds.parse.canonical import canonical_url, is_home, is_opaque

REUSED_AFTER = timedelta(days=30)
"""A site may correct an article at its address for a while; another title after a month is another article."""
SAME_DAY = timedelta(days=1)
"""How far apart the dates of one article may be told by two feeds, or by two versions of a wire's story."""
SAME_STAMP = timedelta(minutes=1)
SHORT_TITLE = 8
"""Letters and digits: titles shorter than this recur ("Photo News", "[인사]") and identify nothing beside a link."""

_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Marks:
    """What one item offers to be recognised by."""

    url: str
    """The link as the item gives it, absolute or not; "" for none."""
    guid: str
    base: str
    """The feed's address: relative links are read against it."""
    namespace: str
    """Whose guid it is: the feed's publisher."""
    dated: datetime | None
    """The item's own date, before it was cut to now; None if it has none."""


def title_form(title: str) -> str:
    """Return what of a title counts when two are compared: letters and digits, width and case folded."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", title).casefold()).strip()


def keys_for(marks: Marks, title: str, publisher: str) -> tuple[Key, ...]:
    """Return the keys of an item, strongest first; the title key is always there.

    No URL key comes of a home page, nor of a link that hides its article (Google News).
    """
    keys: list[Key] = []
    url = canonical_url(marks.url, marks.base) if marks.url else ""
    if url and not is_home(url) and not is_opaque(url):
        keys.append(Key(KeyKind.URL, url))
    if marks.guid:
        keys.append(Key(KeyKind.GUID, f"{marks.namespace} {marks.guid}"))
    day = f" {marks.dated:%Y-%m-%d}" if marks.dated else ""
    keys.append(Key(KeyKind.TITLE, f"{publisher.casefold()} {title_form(title)}{day}"))
    return tuple(keys)


def settle(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries of one document with only the keys that identify, each entry once.

    A link or guid that stands on items of different titles identifies none of them. A title that stands on several
    articles goes to the oldest of them, so that the choice is the same while the window moves. Every entry keeps a key.
    """
    titles: dict[Key, set[str]] = defaultdict(set)
    for entry in entries:
        for key in entry.keys:
            if key.kind is not KeyKind.TITLE:
                titles[key].add(title_form(entry.title))
    sure = [replace(entry, keys=tuple(k for k in entry.keys if len(titles[k]) <= 1)) for entry in entries]
    once = _without_repeats(sure)
    owners: dict[Key, Entry] = {}
    for entry in once:
        title = entry.keys[-1]
        owner = owners.get(title)
        if owner is None or (entry.published, entry.keys[0].value) < (owner.published, owner.keys[0].value):
            owners[title] = entry
    return tuple(_without_weak_title(entry, owns=owners[entry.keys[-1]] is entry) for entry in once)


def recognise(entry: Entry, known: Mapping[bytes, Known]) -> Known | None:
    """Return the stored entry that is the same article as `entry`, or None for a new one.

    `known` holds stored entries by `Key.digest`. A link is believed, unless title and date say that the site has given
    its address to another article (`REUSED_AFTER`). A guid is believed if link, title or date agree: feeds number anew.
    A title is believed if the dates are within `SAME_DAY`; an item with neither date nor link has only its title.
    """
    for key in entry.keys:
        found = known.get(key.digest())
        if found is not None and _AGREES[key.kind](entry, found):
            return found
    return None


def _same_title(entry: Entry, found: Known) -> bool:
    return title_form(entry.title) == title_form(found.title)


def _apart(entry: Entry, found: Known) -> timedelta | None:
    """Return how far the dates are apart, None where this entry's date is only that of its being seen."""
    return None if entry.dated_by is DatedBy.FIRST_SEEN else abs(entry.published - found.published)


def _url_agrees(entry: Entry, found: Known) -> bool:
    apart = _apart(entry, found)
    return apart is None or apart <= REUSED_AFTER or _same_title(entry, found)


def _guid_agrees(entry: Entry, found: Known) -> bool:
    if _same_title(entry, found) or (entry.url and canonical_url(entry.url) == canonical_url(found.url)):
        return True
    apart = _apart(entry, found)
    return apart is not None and apart <= SAME_STAMP


def _title_agrees(entry: Entry, found: Known) -> bool:
    apart = _apart(entry, found)
    if apart is not None:
        return apart <= SAME_DAY
    if not any(key.kind is KeyKind.URL for key in entry.keys):
        return True
    return abs(entry.published - found.published) <= SAME_DAY


_AGREES = {KeyKind.URL: _url_agrees, KeyKind.GUID: _guid_agrees, KeyKind.TITLE: _title_agrees}


def _without_repeats(entries: Iterable[Entry]) -> list[Entry]:
    """Keep the first of items that share a link or guid: they have one title, or it would not identify.

    Items without a link of their own (Google News lists one report under several tokens) are one if their title is.
    """
    once: list[Entry] = []
    seen: set[Key] = set()
    for entry in entries:
        strong = {key for key in entry.keys if key.kind is not KeyKind.TITLE}
        if not any(key.kind is KeyKind.URL for key in strong):
            strong.add(entry.keys[-1])
        if seen.isdisjoint(strong):
            once.append(entry)
        seen |= strong
    return once


def _without_weak_title(entry: Entry, *, owns: bool) -> Entry:
    letters = title_form(entry.title).replace(" ", "")
    if len(entry.keys) == 1 or (owns and len(letters) >= SHORT_TITLE):
        return entry
    return replace(entry, keys=entry.keys[:-1])
