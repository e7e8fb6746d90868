"""An entry: one item of a feed, normalised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b


class DatedBy(StrEnum):
    """Where an entry's date comes from: feeds lie about dates, so we keep which one we took."""

    PUBLISHED = "published"
    UPDATED = "updated"
    URL = "url"
    FIRST_SEEN = "first-seen"


class KeyKind(StrEnum):
    """What an identity key is made of, strongest first."""

    URL = "url"
    GUID = "guid"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Key:
    """One thing an entry can be recognised by.

    `value` already holds its namespace: the canonical URL, "PUBLISHER GUID", or "PUBLISHER TITLE DATE".
    """

    kind: KeyKind
    value: str

    def digest(self) -> bytes:
        """Return 16 bytes that stand for this key in an index."""
        return blake2b(f"{self.kind}\0{self.value}".encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Refile:
    """A wire's mark that this is a new version of a story it already sent.

    `marker` is as printed, without brackets ("2nd LD", "종합2보"); `rank` orders versions, 0 for the first flash.
    """

    marker: str
    rank: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, normalised. Immutable; a later change of it is a revision.

    All texts are plain text: no markup, no control or zero-width characters, white space folded.
    """

    keys: tuple[Key, ...]
    """Identity, strongest first; never empty."""
    title: str
    """As printed, without the wire's re-file marker and without an aggregator's publisher suffix."""
    summary: str
    """At most 1,000 characters."""
    url: str
    """The canonical http(s) link to show, or "" where the item has none."""
    published: datetime
    """UTC; never later than it was seen."""
    dated_by: DatedBy
    lang: str
    """ISO 639-1: the feed's, or told from the script."""
    publisher: str
    """The feed's publisher id; for aggregators the name its `<source>` gives."""
    refile: Refile | None = None
    text: str = ""
    """The body, where the feed carries one: read for facts, at most 20,000 characters, never stored or shown."""

    def content_digest(self) -> bytes:
        """Return 16 bytes that change when the title or the summary does: a revision."""
        return blake2b(f"{self.title}\0{self.summary}".encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Known:
    """A stored entry, as much of it as recognising it again takes."""

    id: int
    feed: int
    """The feed that first brought it: only this one may revise it, or two feeds of one newspaper would take turns."""
    title: str
    url: str
    published: datetime
    contents: frozenset[bytes]
    """`Entry.content_digest` of all its revisions."""
    story: int | None = None


KnownByKey = Mapping[bytes, Known]
"""Stored entries by `Key.digest`."""
