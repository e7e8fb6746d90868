"""Drafts: the stories of one poll while it is being decided.

A poll may bring the flash and its re-file at once, so each entry must see what the ones before it did. Nothing here
outlives one call of `decide`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.pipeline.audience import hears, tell
from feeds.entry import Entry
from feeds.feed import Tier
from feeds.stories.grouping import lookup_keys, member_keys
from feeds.stories.story import Candidate, Change, Member
from storage.turn.intents import Development, EntryIntent, StoryIntent
from storage.turn.snapshot import KnownStory, Snapshot, Subscriber

LATE = timedelta(days=1)
"""A story that the silent baseline opened is announced when another report of it comes within a day; then it is old."""


class Draft:
    """One story, as this poll leaves it."""

    def __init__(self, number: int, known: KnownStory | None, tier: Tier) -> None:
        """`number` stands for it in candidates: the stored id, or a negative number for a new one."""
        self.number = number
        self._known = known
        self._tier = tier
        self.topics = known.topics if known else frozenset[str]()
        self.members: list[Member] = list(known.members) if known else []
        self._entries: list[EntryIntent] = []
        self._developments: list[Development] = []
        self._visible = False
        self._live_report = False
        self._live_topics = frozenset[str]()

    def has(self, entry: int) -> bool:
        """Tell whether an entry, by id or ref, is in this story."""
        return any(member.entry == entry for member in self.members)

    @property
    def has_refile(self) -> bool:
        """Whether one of its reports bears a re-file marker: the full report often follows its flash without one."""
        return any(member.refile for member in self.members)

    def add(self, intent: EntryIntent, ref: int) -> None:
        """Take another report."""
        entry = intent.entry
        publishers = {member.publisher for member in self.members}
        first = self.members[0] if self.members else None
        self.members.append(
            Member(
                entry=intent.revises or ref,
                title=entry.title,
                url=entry.url,
                publisher=entry.publisher,
                tier=self._tier,
                lang=entry.lang,
                published=entry.published,
                updated=entry.published,
                refile=entry.refile,
            )
        )
        # As storage orders them: by date, then in the order in which they were stored.
        self.members.sort(key=lambda member: (member.published, member.entry < 0, abs(member.entry)))
        self._visible |= entry.publisher not in publishers or self.members[0] is not first
        self._live_report |= intent.silent is None
        self._take(intent if intent.revises else replace(intent, ref=ref))

    def revise(self, intent: EntryIntent, original: int) -> None:
        """Take a new version of a report the story has."""
        entry = intent.entry
        at = next(index for index, member in enumerate(self.members) if member.entry == original)
        before = self.members[at]
        # Only what a post shows makes a new version of it.
        self._visible |= at == 0 and (entry.title, entry.url) != (before.title, before.url)
        self.members[at] = replace(
            before, title=entry.title, url=entry.url, updated=max(entry.published, before.updated), refile=entry.refile
        )
        self._take(replace(intent, revises=original))

    def candidate(self) -> Candidate:
        """Return the story as grouping reads it."""
        return Candidate(self.number, tuple(self.members))

    def intent(self, snapshot: Snapshot, now: datetime) -> StoryIntent | None:
        """Return what to store and whom to tell; None where nothing happened."""
        if not self._entries:
            return None
        known = self._known
        revision, version, told = (known.revision, known.version, known.told) if known else (1, 0, False)
        listeners: list[Subscriber] = []
        developments: tuple[Development, ...] = ()
        young = known is None or known.opened_at >= now - LATE
        live_developments = [
            development for development in self._developments if self._entries[development.entry].silent is None
        ]
        if not told and young and self._live_report:
            told = bool(self.topics)
            listeners = self._listeners(snapshot)
        elif live_developments:
            revision += 1
            told = told or bool(self.topics)
            listeners = self._listeners(snapshot)
            developments = tuple(replace(development, revision=revision) for development in live_developments)
        elif told and known is not None and (young or any(entry.silent is None for entry in self._entries)):
            # Told before; but to some it is only now what they asked for. What a silent poll adds to an old story is no
            # reason to speak: a feed that is added brings many at once.
            had = [one for one in snapshot.instant if hears(one, known.topics, known.members)]
            topics = self.topics if young else known.topics | self._live_topics
            listeners = [one for one in self._listeners(snapshot, topics) if one not in had]
        alerts, holds = tell(listeners, revision, now, development=bool(developments))
        return StoryIntent(
            story=known.id if known else None,
            topics=self.topics,
            revision=revision,
            version=version + (1 if self._visible or developments else 0),
            told=told,
            entries=tuple(self._entries),
            developments=developments,
            alerts=alerts,
            holds=holds,
        )

    def _listeners(self, snapshot: Snapshot, topics: frozenset[str] | None = None) -> list[Subscriber]:
        """Return who asked for the story as it is now, where it is not muted; `topics`: those that count."""
        topics = self.topics if topics is None else topics
        return [
            one
            for one in snapshot.instant
            if (one.destination, self.number) not in snapshot.muted and hears(one, topics, self.members)
        ]

    def _take(self, intent: EntryIntent) -> None:
        self._entries.append(intent)
        topics = {match.topic for match in intent.matches}
        self.topics |= topics
        if intent.silent is None:
            self._live_topics |= topics
        if intent.change is Change.DEVELOPMENT:
            kind = "figure" if intent.revises else "official-text"
            self._developments.append(Development(0, kind, intent.reason, len(self._entries) - 1))


class Drafts:
    """All stories that a poll touches or might touch."""

    def __init__(self, snapshot: Snapshot, now: datetime) -> None:
        """Start from the stories of the snapshot."""
        self._snapshot = snapshot
        self._now = now
        self._tier = snapshot.feed.spec.tier
        self._drafts: dict[int, Draft] = {}
        self._by_key: dict[bytes, set[int]] = defaultdict(set)
        self._by_publisher: dict[str, set[int]] = defaultdict(set)
        self._last_ref = 0
        for story in snapshot.stories:
            self._drafts[story.id] = Draft(story.id, story, self._tier)
            for member in story.members:
                self._note(story.id, member.publisher, member_keys(member))

    def candidates(self, entry: Entry) -> list[Candidate]:
        """Return the stories that `entry` might belong to: of its link or title, or with a report by its publisher."""
        numbers = {number for key in lookup_keys(entry) for number in self._by_key.get(key, ())}
        numbers |= {
            number
            for number in self._by_publisher.get(entry.publisher, ())
            if entry.refile or self._drafts[number].has_refile
        }
        return [self._drafts[number].candidate() for number in sorted(numbers)]

    def add(self, number: int | None, intent: EntryIntent) -> None:
        """Put a report into a story; None: into a new one."""
        if number is None:
            number = self.next_ref()
            self._drafts[number] = Draft(number, None, self._tier)
        self._drafts[number].add(intent, self.next_ref())
        self._note(number, intent.entry.publisher, lookup_keys(intent.entry))

    def revise(self, number: int, intent: EntryIntent, original: int) -> None:
        """Take a new version of a report that a story has."""
        self._drafts[number].revise(intent, original)
        self._note(number, intent.entry.publisher, lookup_keys(intent.entry))

    def _note(self, number: int, publisher: str, keys: Iterable[bytes]) -> None:
        self._by_publisher[publisher].add(number)
        for key in keys:
            self._by_key[key].add(number)

    def of_entry(self, entry: int) -> int | None:
        """Return the number of the story that has an entry."""
        return next((number for number, draft in self._drafts.items() if draft.has(entry)), None)

    def next_ref(self) -> int:
        """Return a fresh negative number."""
        self._last_ref -= 1
        return self._last_ref

    def intents(self) -> tuple[StoryIntent, ...]:
        """Return what to store, stories in the order they were touched."""
        intents = (draft.intent(self._snapshot, self._now) for draft in self._drafts.values())
        return tuple(intent for intent in intents if intent is not None)
