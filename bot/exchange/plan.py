"""What reading a bundle in would do to a workspace: the difference, and what speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.commands.limits import Limits, who_raises
from bot.exchange.bundle import Bundle, FeedItem, Item, PlaceItem, SubscriptionItem, TermItem, TopicItem
from bot.exchange.faults import Fault
from bot.exchange.state import ALL
from bot.feed_names import bare
from bot.locale.voice import Voice
from feeds.desks.desk import Desk


class Deed(StrEnum):
    """What would be done with an item."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference."""

    deed: Deed
    item: Item
    """As it would be; of one that would be removed, as it is."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All differences."""

    language: str | None
    """To be chosen; None: as it is."""
    timezone: str | None
    changes: tuple[Change, ...]
    left_out: tuple[FeedItem, ...]
    """Feeds whose address needs a login that no file has."""

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.changes or self.language or self.timezone)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a bundle is read into."""

    bundle: Bundle
    """What is there, shared feeds included where the reader may add them."""
    shared_ids: frozenset[str]
    """Ids of all shared feeds."""
    shared_urls: Mapping[str, str]
    """Their ids, by address."""
    desk: Desk
    limits: Limits
    operator: bool
    """May add shared feeds, and places that the platform has not told of."""


def plan(wanted: Bundle, ground: Ground, voice: Voice, *, exactly: bool = False) -> Plan | tuple[Fault, ...]:
    """Return what would be done, or all that speaks against it.

    What is there and not in the file stays, but where the workspace shall be `exactly` as the file says.
    """
    planning = _Planning(wanted, ground, voice)
    made = planning.plan(exactly=exactly)
    return tuple(sorted(set(planning.faults))) or made


class _Planning:
    """One bundle being held against a workspace."""

    def __init__(self, wanted: Bundle, ground: Ground, voice: Voice) -> None:
        self.faults: list[Fault] = []
        self._ground = ground
        self._there = ground.bundle
        self._voice = voice
        self._places = self._find_places(wanted.places)
        self._by_address = {_address(url): id_ for url, id_ in ground.shared_urls.items()}
        self._by_address |= {_address(one.url): one.id for one in self._there.feeds}
        self._wanted = replace(wanted, subscriptions=tuple(map(self._placed, wanted.subscriptions)))

    def plan(self, *, exactly: bool) -> Plan:
        wanted, there = self._wanted, self._there
        self._check_topics()
        left_out = tuple(feed for feed in wanted.feeds if not self._fits(feed))
        feeds = tuple(feed for feed in wanted.feeds if feed not in left_out)
        changes = [
            *self._changes(wanted.topics, there.topics, exactly=exactly),
            *self._changes(wanted.terms, there.terms, exactly=exactly),
            *self._changes(feeds, there.feeds, exactly=exactly),
            *self._changes(tuple(self._places.values()), there.places, exactly=False),
            *self._changes(wanted.subscriptions, there.subscriptions, exactly=exactly),
        ]
        self._check_limits(changes)
        return Plan(
            language=wanted.language if wanted.language != there.language else None,
            timezone=wanted.timezone if wanted.timezone != there.timezone else None,
            changes=tuple(changes),
            left_out=left_out,
        )

    def _changes(self, wanted: Sequence[Item], there: Sequence[Item], *, exactly: bool) -> list[Change]:
        known = {item.key: item for item in there}
        changes = [
            Change(Deed.CHANGE if item.key in known else Deed.ADD, item)
            for item in wanted
            if known.get(item.key) != item
        ]
        kept = {item.key for item in wanted}
        return changes + [Change(Deed.REMOVE, item) for item in there if exactly and item.key not in kept]

    def _find_places(self, wanted: Sequence[PlaceItem]) -> dict[str, PlaceItem]:
        """Return the places of the file by its ids for them, each with the id it has here: its own, or a namesake's."""
        here = {place.id: place for place in self._there.places}
        found: dict[str, PlaceItem] = {}
        for place in wanted:
            alike = [one for one in here.values() if (one.kind, one.name) == (place.kind, place.name)]
            if place.id in here:
                found[place.id] = replace(place, name=here[place.id].name, kind=here[place.id].kind)
            elif len(alike) == 1:
                found[place.id] = replace(place, id=alike[0].id)
            elif self._ground.operator:
                found[place.id] = place
            else:
                self._fault(place.line, self._voice.say("exchange.no-place", name=place.name))
        if len({place.id for place in found.values()}) < len(found):
            self._fault(wanted[0].line, self._voice.say("exchange.same-place"))
        return found

    def _placed(self, one: SubscriptionItem) -> SubscriptionItem:
        here = {place.id for place in self._there.places}
        if one.place in self._places:
            return replace(one, place=self._places[one.place].id)
        if one.place not in here:
            self._fault(one.line, self._voice.say("exchange.unknown-place", place=one.place))
        return one

    def _check_topics(self) -> None:
        desk = self._ground.desk.topics
        own = {topic.slug for topic in (*self._there.topics, *self._wanted.topics)}
        for topic in self._wanted.topics:
            if topic.slug in desk or topic.slug == ALL:
                self._fault(topic.line, self._voice.say("exchange.desk-topic", slug=topic.slug))
        spoken_of = [(term.topic, term.line) for term in self._wanted.terms]
        spoken_of += [(one.topic, one.line) for one in self._wanted.subscriptions if one.topic != ALL]
        for slug, line in spoken_of:
            if slug not in desk and slug not in own:
                self._fault(line, self._voice.say("exchange.no-topic", slug=slug))

    def _fits(self, feed: FeedItem) -> bool:
        """Check a feed; False: it cannot be added, for want of its login."""
        known = {one.id: one for one in self._there.feeds}
        before = known.get(feed.id)
        known_as = self._by_address.setdefault(_address(feed.url), feed.id)
        if before and (before.url, before.shared) != (feed.url, feed.shared):
            self._fault(feed.line, self._voice.say("exchange.other-feed", id=feed.id, url=before.url))
        elif not before and feed.id in self._ground.shared_ids:
            self._fault(feed.line, self._voice.say("exchange.shared-id", id=feed.id))
        elif known_as != feed.id:
            self._fault(feed.line, self._voice.say("exchange.same-feed", url=feed.url, id=known_as))
        elif feed.shared and not self._ground.operator:
            self._fault(feed.line, self._voice.say("exchange.not-operator", id=feed.id))
        return bool(before) or not feed.login

    def _check_limits(self, changes: Sequence[Change]) -> None:
        limits, there = self._ground.limits, self._there
        private = sum(not feed.shared for feed in there.feeds)
        for kind, already, most, name in (
            (TopicItem, len(there.topics), limits.topics, "topics"),
            (TermItem, len(there.terms), limits.terms, "terms"),
            (FeedItem, private, limits.feeds, "feeds"),
            (SubscriptionItem, len(there.subscriptions), limits.subscriptions, "subscriptions"),
        ):
            gone = sum(change.deed is Deed.REMOVE and isinstance(change.item, kind) for change in changes)
            new = [
                change.item
                for change in changes
                if change.deed is Deed.ADD
                and isinstance(change.item, kind)
                and not getattr(change.item, "shared", False)
            ]
            if new and already - gone + len(new) > most:
                who = who_raises(name, self._voice)
                text = self._voice.say("exchange.limit", kind=self._kind(kind), maximum=most, who=who)
                self._fault(new[-1].line, text)

    def _kind(self, kind: type[Item]) -> str:
        say = self._voice.say
        names = {TopicItem: say("exchange.topics"), TermItem: say("exchange.terms"), FeedItem: say("exchange.feeds")}
        return names.get(kind, say("exchange.subscriptions"))

    def _fault(self, line: int, what: str) -> None:
        self.faults.append(Fault(line, what))


def _address(url: str) -> object:
    """Return what two ways to write one address have in common; of what is none, itself."""
    try:
        return bare(url)
    except ValueError:
        return url
