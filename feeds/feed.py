"""A feed: one URL that is polled, and what must be known to poll and read it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Tier(StrEnum):
    """How close to the source a publisher stands."""

    OFFICIAL = "official"
    WIRE = "wire"
    NATIONAL = "national"
    TRADE = "trade"
    AGGREGATOR = "aggregator"


class Agent(StrEnum):
    """The user agent a feed is asked with. Some official sites answer 403 to all but browsers."""

    HONEST = "honest"
    BROWSER = "browser"


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """What the desk or an admin says about a feed. `id` is a slug, unique among shared feeds."""

    id: str
    url: str
    publisher: str
    """The publisher's id in the desk, or a name."""
    tier: Tier = Tier.NATIONAL
    lang: str | None = None
    """ISO 639-1; None: told from the text of each entry."""
    every: timedelta = timedelta(minutes=15)
    on: bool = True
    empty_ok: bool = False
    """Some feeds are empty on quiet days; for others empty means broken."""
    agent: Agent = Agent.HONEST
    keep_cookies: bool = False
    encoding: str | None = None
    """Used only where neither the XML prolog nor HTTP says."""
    timezone: str | None = None
    """IANA zone of dates without an offset; None: Seoul for .kr hosts, else UTC."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask "changed since?" with (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None
