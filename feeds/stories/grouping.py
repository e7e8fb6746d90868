"""Is this entry about an event we already know?

Here an entry joins a story by the same link, the same title, or as a re-file of one of its reports. The interface is
made for more: `lookup_keys` says by what storage finds candidates, `place` chooses among them. A finer grouping goes
behind it.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b

from feeds.entry import Entry, KeyKind
from feeds.feed import Tier
from feeds.parse.canonical import canonical_url
from feeds.parse.identity import REUSED_AFTER
from feeds.stories.story import Candidate, Change, Member, Placement
from feeds.text.normalise import normalise
from feeds.text.tokens import search_tokens

TITLE_WINDOW = timedelta(days=2)
"""The same title tells of the same event only for so long: columns and bulletins repeat theirs ("Today in history")."""

REFILE_WINDOW = timedelta(hours=24)
"""Re-files of one report follow within a day: the longest true one on the wire of September 2025 took 15 hours."""

REFILE_LIKENESS = 0.5
"""How alike two titles of one publisher must be where one bears a re-file marker.

Read off the 150 marked Yonhap items of September 2025: above it nearly all pairs are re-files, below it nearly none."""

SHORTEST_TITLE = 8
"""Characters of a normalised title that can tell one event from another; "Breaking news" cannot."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NOT_WORD = re.compile(r"[\W_]+")


# An entry of a wire is compared with all recent reports of it: 300 re-files in one document took 13 s before titles and
# links were remembered in the form in which they are compared.
_REMEMBERED = 4096


@lru_cache(_REMEMBERED)
def title_form(title: str) -> str:
    """Return a title as it is compared: normalised, without punctuation, white space folded."""
    return _NOT_WORD.sub(" ", normalise(title).text).strip()


def lookup_keys(entry: Entry) -> tuple[bytes, ...]:
    """Return 16-byte keys that reports of one event may share: storage finds candidate stories by them."""
    return _keys([key.value for key in entry.keys if key.kind is KeyKind.URL], entry.title)


def member_keys(member: Member) -> tuple[bytes, ...]:
    """Return the same keys of a report that is in a story."""
    link = _link(member.url)
    return _keys([link] if link else [], member.title)


def _keys(links: Sequence[str], title: str) -> tuple[bytes, ...]:
    texts = [f"link\0{link}" for link in links]
    form = title_form(title)
    if len(form) >= SHORTEST_TITLE:
        texts.append(f"title\0{form}")
    return tuple(blake2b(text.encode(), digest_size=16).digest() for text in texts)


def place(entry: Entry, tier: Tier, candidates: Iterable[Candidate]) -> Placement:
    """Say which of the candidates `entry` belongs to, if any, and what it is to it.

    Args:
        entry: an entry that is not stored yet.
        tier: the tier of its feed: the first official text on an event is a development.
        candidates: stories found by `lookup_keys`, and recent ones of the entry's publisher for its re-files.

    """
    stories = sorted(candidates, key=lambda candidate: candidate.members[-1].updated, reverse=True)
    for story in stories:
        original = _original(entry, story.members)
        if original is not None:
            return _revision(entry, story, original)
    for story in stories:
        reason = _same_event(entry, story.members)
        if reason:
            first_official = tier is Tier.OFFICIAL and all(m.tier is not Tier.OFFICIAL for m in story.members)
            change = Change.DEVELOPMENT if first_official else Change.REPEAT
            return Placement(story.story, change, f"{reason}; first official text" if first_official else reason)
    return Placement(None, Change.NEW, "no known story has its link or title")


def changed_number(before: str, after: str) -> bool:
    """Tell whether a new version of a title changes a number: 317 held became 475 held.

    Only titles with the same count of numbers compare: a number that is merely added is detail, not change.
    """
    old, new = _NUMBER.findall(normalise(before).text), _NUMBER.findall(normalise(after).text)
    return bool(old) and len(old) == len(new) and sorted(old) != sorted(new)


def likeness(one: str, other: str) -> float:
    """Return how alike two titles are, from 0 to 1: words and Hangul bigrams in common.

    Containment counts, a little less: the flash is often the shorter half of what follows.
    """
    a, b = _words(one), _words(other)
    if not a or not b:
        return 0.0
    common = len(a & b)
    return max(2 * common / (len(a) + len(b)), 0.85 * common / min(len(a), len(b)))


@lru_cache(_REMEMBERED)
def _words(title: str) -> frozenset[str]:
    return frozenset(search_tokens(title))


def _original(entry: Entry, members: Sequence[Member]) -> Member | None:
    """Return the member that `entry` is a re-file of."""
    alike = [
        (likeness(entry.title, member.title), member)
        for member in members
        if member.publisher == entry.publisher
        and member.lang == entry.lang
        and (entry.refile is not None or member.refile is not None)
        and abs(entry.published - member.updated) <= REFILE_WINDOW
    ]
    score, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= REFILE_LIKENESS else None


def _revision(entry: Entry, story: Candidate, original: Member) -> Placement:
    refile = entry.refile or original.refile
    marker = f" ({refile.marker})" if refile else ""
    reason = f"re-file{marker} of entry {original.entry}"
    if changed_number(original.title, entry.title):
        return Placement(story.story, Change.DEVELOPMENT, f"{reason}; a number changed", original.entry)
    return Placement(story.story, Change.REVISION, reason, original.entry)


@lru_cache(_REMEMBERED)
def _link(url: str) -> str:
    return canonical_url(url) if url else ""


def _same_event(entry: Entry, members: Sequence[Member]) -> str:
    links = {key.value for key in entry.keys if key.kind is KeyKind.URL}
    form = title_form(entry.title)
    for member in members:
        apart = abs(entry.published - member.published)
        same_title = title_form(member.title) == form
        # A site that gives its address to another article after a while tells of another event: see `recognise`.
        if _link(member.url) in links and (same_title or apart <= REUSED_AFTER):
            return "same link"
        if same_title and apart <= TITLE_WINDOW and len(form) >= SHORTEST_TITLE:
            return "same title"
    return ""
