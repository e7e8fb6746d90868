"""Deciding: what to store and whom to tell.

Pure: it reads no clock, no database and no network. The same snapshot, readings and moment give the same intents::

    (Snapshot, [Reading], FeedUpdate, now) -> Intents
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.pipeline.draft import Drafts
from bot.pipeline.health import held_notices
from bot.pipeline.reading import Reading
from bot.pipeline.sighting import Sighting
from feeds.entry import DatedBy, Entry, Key, KeyKind, Known
from feeds.feed import Tier
from feeds.parse.identity import recognise
from feeds.stories.grouping import place
from feeds.stories.story import Change
from storage.turn.intents import EntryIntent, FeedUpdate, Intents
from storage.turn.snapshot import FeedState, Snapshot

STALE = timedelta(days=2)
"""An entry dated this long before the feed last answered well should have been seen then: an old item that came back.

Two days, since official sites date a page hours before it goes live (whitehouse.gov)."""

IDENTITY_SHIFT = "identity-shift"
"""Why entries are silent that are held until somebody says what to do with them."""


def decide(
    snapshot: Snapshot,
    readings: Sequence[Reading],
    update: FeedUpdate,
    now: datetime,
    sighting: Sighting,
    *,
    everything: bool = False,
) -> Intents:
    """Turn what is remembered and what was read into what to store and whom to tell.

    Args:
        snapshot: read in the same transaction that will write the intents.
        readings: entries that were new or changed when looked up before; another feed may have stored some since.
        update: the feed's own state after this poll.
        now: UTC.
        sighting: of the whole document, to tell a feed whose items all changed identity.
        everything: group also what matched no topic.

    """
    drafts = Drafts(snapshot, now)
    unmatched: list[EntryIntent] = []
    held = _held(snapshot, readings, update, sighting)
    for reading in sorted(readings, key=lambda reading: reading.entry.published):
        silent = _why_silent(snapshot, reading.entry, update, held)
        intent = EntryIntent(reading.entry, reading.matches, reading.facts, silent=silent)
        known = recognise(reading.entry, snapshot.known)
        if known is not None:
            _revise(drafts, unmatched, snapshot.feed, known, intent)
        elif not _join(drafts, snapshot.feed.spec.tier, intent, everything=everything):
            unmatched.append(replace(intent, ref=drafts.next_ref()))
    notices = held_notices(snapshot.feed, now, len(held))
    update = replace(update, held=bool(notices))
    return Intents(feed=update, entries=tuple(unmatched), stories=drafts.intents(), notices=notices)


def is_news(feed: FeedState, entry: Entry, known: Known | None) -> bool:
    """Tell whether an entry must go further: it is new, or its own feed changed its wording.

    Another feed's copy of a known entry is not: two feeds of one newspaper cut their summaries differently.
    """
    return known is None or (known.feed == feed.id and entry.content_digest() not in known.contents)


def _held(
    snapshot: Snapshot, readings: Sequence[Reading], update: FeedUpdate, sighting: Sighting
) -> frozenset[tuple[Key, ...]]:
    """Return the entries of a feed whose items all changed identity, by their keys; none where they did not.

    All items are unknown, and at least half of them must have been there before, as their dates or titles say: else the
    feed was only away for long, and the few that are dated back are news like the rest.
    """
    if update.baseline or not sighting.nothing_known or snapshot.feed.newest_at is None:
        return frozenset()
    newest = snapshot.feed.newest_at
    old = [one.entry for one in readings if one.entry.published <= newest or _has_title(snapshot, one.entry)]
    return frozenset(entry.keys for entry in old) if 2 * len(old) >= sighting.items else frozenset()


def _why_silent(snapshot: Snapshot, entry: Entry, update: FeedUpdate, held: frozenset[tuple[Key, ...]]) -> str | None:
    """Return why nobody is told of an entry, or None."""
    feed = snapshot.feed
    if update.baseline:
        return "baseline"
    if feed.ok_at is not None and entry.published < feed.ok_at - STALE:
        return "stale"
    return IDENTITY_SHIFT if entry.keys in held else None


def _has_title(snapshot: Snapshot, entry: Entry) -> bool:
    """Tell whether an entry without a date bears the title of a stored one: `recognise` cannot tell how old it is."""
    titles = (key.digest() for key in entry.keys if key.kind is KeyKind.TITLE)
    return entry.dated_by is DatedBy.FIRST_SEEN and any(title in snapshot.known for title in titles)


def _revise(drafts: Drafts, unmatched: list[EntryIntent], feed: FeedState, known: Known, intent: EntryIntent) -> None:
    """The entry is stored already: take its new wording, if it is one."""
    if not is_news(feed, intent.entry, known):
        return
    revision = replace(intent, revises=known.id, change=Change.REVISION, reason="new wording of the same entry")
    story = drafts.of_entry(known.id)
    if story is not None:
        drafts.revise(story, revision, known.id)
    elif known.story is None and intent.matches:
        # Its first wording matched nothing; the new one does. To readers it is news.
        _join(drafts, feed.spec.tier, revision)
    else:
        unmatched.append(revision)


def _join(drafts: Drafts, tier: Tier, intent: EntryIntent, *, everything: bool = False) -> bool:
    """Put an entry into the story it belongs to, or open one. False: it matched no topic and revises nothing."""
    placement = place(intent.entry, tier, drafts.candidates(intent.entry))
    if not (intent.matches or everything) and placement.revises is None:
        return False
    placed = replace(intent, change=placement.change, reason=placement.reason)
    if placement.story is not None and placement.revises is not None and intent.revises is None:
        drafts.revise(placement.story, placed, placement.revises)
    else:
        drafts.add(placement.story, placed)
    return True
