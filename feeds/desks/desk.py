"""A desk: everything the code knows about one negotiation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from feeds.desks.rules import Concept, Rule
from feeds.feed import FeedSpec, Tier

Text = Mapping[str, str]
"""One text in the desk's languages, by ISO 639-1 code; every text of a desk has all of `Desk.languages`."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """A family of feeds: one newspaper, one ministry."""

    id: str
    name: Text
    tier: Tier


@dataclass(frozen=True, slots=True)
class Topic:
    """What people subscribe to. What makes an entry belong to it is compiled from `rule` by feeds/topics."""

    id: str
    name: Text
    about: Text
    """One sentence: what it covers."""
    rule: Rule
    """As read from topics.toml, already checked."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person, body, place, visa or bill, with the forms it is written in."""

    id: str
    kind: str
    label: Text
    forms: Mapping[str, tuple[str, ...]]
    """Forms by language."""
    ambiguous: tuple[str, ...] = ()
    """Forms that also mean something else: never evidence alone."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated, sourced statement in our own words."""

    date: date
    text: Text
    sources: tuple[str, ...]
    """http(s) links, never empty."""
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """What was known when the desk was written; shown until entries say more, and always marked as such."""

    until: date
    milestones: tuple[Milestone, ...]
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class Contact:
    """An official place to ask."""

    name: Text
    how: Text
    """Number, address or page, with hours where they matter."""
    url: str
    source_date: date


@dataclass(frozen=True, slots=True)
class Desk:
    """The data of one negotiation."""

    id: str
    version: str
    """Changes whenever topics.toml or names.toml does: a digest of them."""
    command: str
    """The name of the slash command, without the slash."""
    name: Text
    about: Text
    languages: tuple[str, ...]
    timezones: tuple[str, ...]
    """IANA zones in which events are shown."""
    disclaimer: Text
    publishers: Mapping[str, Publisher]
    feeds: tuple[FeedSpec, ...]
    concepts: Mapping[str, Concept]
    """What the rules of the topics are made of."""
    topics: Mapping[str, Topic]
    names: Mapping[str, Name]
    background: Background
    contacts: tuple[Contact, ...]
    zone_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What readers call IANA zones beside their own cities: other cities of the desk, and what desk.toml says."""
