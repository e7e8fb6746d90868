"""What comes of asking for a feed: Fetched, NotModified or FetchError."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from feeds.feed import Agent, Validators


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """One conditional GET."""

    url: str
    validators: Validators = field(default_factory=Validators)
    agent: Agent = Agent.HONEST
    keep_cookies: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """A 200 with its body."""

    url: str
    """Where the body came from, after redirects."""
    body: bytes = field(repr=False)
    """Decompressed, within the size limit."""
    headers: Mapping[str, str] = field(repr=False)
    """Names in lower case."""
    validators: Validators
    moved_to: str | None = None
    """The feed's new address, set when every hop of the redirect was permanent (301, 308). It keeps the login of the
    old one where the host is the same, so it is as secret as that."""
    fresh_for: timedelta | None = None
    """How long the answer says that it stays fresh (`politeness.fresh_for`); at most a day."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """A 304: nothing new. Its fields are those of Fetched."""

    fresh_for: timedelta | None = None
    moved_to: str | None = None


class FetchProblem(StrEnum):
    """Why a feed could not be read. The values are stored and shown."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    DROPPED = "dropped"
    ADDRESS = "address"
    """The address is not public."""
    REDIRECTS = "redirects"
    TOO_LARGE = "too-large"
    BLOCKED = "blocked"
    """401, 403, 407, 451."""
    MISSING = "missing"
    """404."""
    GONE = "gone"
    """410: the feed has ended."""
    RATE_LIMITED = "rate-limited"
    """429, or 503 with Retry-After."""
    SERVER = "server"
    """5xx."""
    STATUS = "status"
    """Any other status."""
    BAD_URL = "bad-url"
    ENCODING = "encoding"
    """A content coding that cannot be decoded."""


@dataclass(frozen=True, slots=True)
class FetchError:
    """Asking failed. A value, not an exception: failing is what feeds do."""

    problem: FetchProblem
    detail: str
    """One English sentence for the admin, without secrets: what happened, at which host. See `feeds.fetch.details`."""
    status: int | None = None
    retry_after: timedelta | None = None
    """What the server asked for, bounded to a day."""


FetchResult = Fetched | NotModified | FetchError
