"""A shelf of stories in memory: what `visabot analyze` decides against, in the place of the database.

Deciding is pure, so that a stream of items can take exactly the way that live entries take, without storing anything.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime

from feeds.entry import Entry, Known
from feeds.feed import FeedSpec, Tier, Validators
from feeds.stories.grouping import REFILE_WINDOW, lookup_keys
from feeds.stories.story import Member
from storage.turn.intents import EntryIntent, Intents, StoryIntent
from storage.turn.snapshot import FeedState, KnownStory, Snapshot


class Shelf:
    """Entries and stories seen so far."""

    def __init__(self) -> None:
        """Start empty."""
        self._known: dict[bytes, Known] = {}
        self._stories: dict[int, KnownStory] = {}
        self._by_key: dict[bytes, set[int]] = defaultdict(set)
        self._recent: dict[str, dict[int, datetime]] = defaultdict(dict)
        self._entries = 0

    def snapshot(self, entry: Entry, tier: Tier, now: datetime) -> Snapshot:
        """Return what deciding on `entry` needs to know."""
        found = {story for key in lookup_keys(entry) for story in self._by_key.get(key, ())}
        recent = self._recent[entry.publisher]
        found |= {story for story, at in recent.items() if at >= entry.published - REFILE_WINDOW}
        known = {digest: self._known[digest] for key in entry.keys if (digest := key.digest()) in self._known}
        stories = tuple(self._stories[story] for story in sorted(found))
        return Snapshot(_feed(entry.publisher, tier, now), known, stories, ())

    def record(self, intents: Intents, publisher: str, tier: Tier) -> int | None:
        """Keep what was decided. Return the story of the entry, if it has one."""
        for intent in intents.entries:
            self._keep(intent, None)
        number = None
        for story in intents.stories:
            number = self._keep_story(story, publisher, tier)
        return number

    def _keep_story(self, intent: StoryIntent, publisher: str, tier: Tier) -> int:
        number = intent.story or len(self._stories) + 1
        members = list(self._stories[number].members) if intent.story else []
        for one in intent.entries:
            entry = self._keep(one, number)
            members = _with(members, one.entry, entry, tier)
            for key in lookup_keys(one.entry):
                self._by_key[key].add(number)
            self._recent[publisher][number] = one.entry.published
        first = members[0].published
        self._stories[number] = KnownStory(
            id=number,
            scope=0,
            topics=intent.topics,
            members=tuple(members),
            revision=intent.revision,
            version=intent.version,
            told=intent.told,
            opened_at=first,
        )
        return number

    def _keep(self, intent: EntryIntent, story: int | None) -> int:
        entry = intent.entry
        if intent.revises is not None and intent.revises > 0:
            number, contents = intent.revises, frozenset[bytes]()
        else:
            self._entries += 1
            number, contents = self._entries, frozenset[bytes]()
        contents |= {entry.content_digest()}
        for key in entry.keys:
            digest = key.digest()
            before = self._known.get(digest)
            known = Known(number, 1, entry.title, entry.url, entry.published, contents, story)
            self._known[digest] = replace(known, contents=contents | before.contents) if before else known
        return number


def _with(members: list[Member], entry: Entry, number: int, tier: Tier) -> list[Member]:
    """Return the members with `entry` among them, in its newest version, by date."""
    before = next((member for member in members if member.entry == number), None)
    member = Member(
        entry=number,
        title=entry.title,
        url=entry.url,
        publisher=entry.publisher,
        tier=tier,
        lang=entry.lang,
        published=before.published if before else entry.published,
        updated=entry.published,
        refile=entry.refile,
    )
    others = [other for other in members if other.entry != number]
    return sorted([*others, member], key=lambda one: (one.published, one.entry))


def _feed(publisher: str, tier: Tier, now: datetime) -> FeedState:
    """A feed as deciding sees it: polled before, well, with no memory of its own."""
    long_ago = datetime(1970, 1, 1, tzinfo=UTC)
    return FeedState(
        id=1,
        spec=FeedSpec(publisher, "", publisher, tier),
        workspace=None,
        validators=Validators(),
        body_digest=None,
        baseline_at=long_ago,
        asked_at=None,
        ok_at=None,
        next_poll_at=now,
        failures=0,
        failing_since=None,
        problem=None,
        detail=None,
        newest_at=None,
        paused_at=None,
        ended_at=None,
    )
