"""The addresses on the way to a feed: the first, and each redirect."""

import base64
from dataclasses import dataclass, replace
from urllib.parse import quote

from yarl import URL

from feeds.fetch.details import FetchDetail
from feeds.fetch.problems import FetchFailedError
from feeds.fetch.redact import shown_host, shown_url
from feeds.fetch.result import FetchError, FetchProblem

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
# Bytes a Location may hold that need no quoting; "%" among them, because most are quoted already.
_PRINTABLE = "".join(chr(code) for code in range(0x21, 0x7F))


@dataclass(frozen=True, slots=True)
class Hop:
    """Where to ask next."""

    url: URL
    """Without user, password and fragment."""
    login: tuple[str, str] | None = None
    """User and password for this host, from the feed's own address."""
    number: int = 0
    permanent: bool = True
    """Every redirect so far was permanent."""

    @property
    def authorization(self) -> str | None:
        """The value of the Authorization header (RFC 7617), or None."""
        if self.login is None:
            return None
        return "Basic " + base64.b64encode(":".join(self.login).encode()).decode()

    @property
    def address(self) -> str:
        """The whole address with its login: a secret, for the feed's record only."""
        if self.login is None:
            return str(self.url)
        return str(self.url.with_user(self.login[0]).with_password(self.login[1] or None))


def first_hop(url: str) -> Hop:
    """Read a feed's address.

    Raises:
        FetchFailedError: BAD_URL, if it is not one that can be asked.
    """
    try:
        parsed = URL(url.strip())
        scheme, host, port = parsed.scheme, parsed.host, parsed.port
        login = None if parsed.user is None and parsed.password is None else (parsed.user or "", parsed.password or "")
    except (ValueError, TypeError) as error:
        raise FetchFailedError(_bad(FetchDetail.URL_UNREADABLE)) from error
    if scheme not in {"http", "https"}:
        raise FetchFailedError(_bad(FetchDetail.URL_SCHEME))
    if not host or not port:
        raise FetchFailedError(_bad(FetchDetail.URL_HOST))
    return Hop(parsed.with_user(None).with_fragment(None), login)


def next_hop(hop: Hop, status: int, location: bytes | None, most: int) -> Hop:
    """Follow one redirect. The login goes along only to the same host.

    Raises:
        FetchFailedError: REDIRECTS, if it leads nowhere we go or is one more than `most`.
    """
    host = shown_host(hop.url)
    if not location:
        raise FetchFailedError(_lost(FetchDetail.REDIRECT_NOWHERE.format(host=host), status))
    if hop.number >= most:
        raise FetchFailedError(_lost(FetchDetail.REDIRECT_MANY.format(most=most, host=host), status))
    try:
        url = hop.url.join(URL(quote(location.strip(), safe=_PRINTABLE))).with_fragment(None)
        usable = url.scheme in {"http", "https"} and url.host and url.port
    except ValueError as error:
        raise FetchFailedError(_lost(FetchDetail.REDIRECT_UNREADABLE.format(host=host), status)) from error
    if not usable:
        raise FetchFailedError(
            _lost(FetchDetail.REDIRECT_NOT_WEB.format(host=host, url=shown_url(str(url))[:200]), status)
        )
    url = url.with_user(None)
    return replace(
        hop,
        url=url,
        login=hop.login if _same_site(hop.url, url) else None,
        number=hop.number + 1,
        permanent=hop.permanent and status in _PERMANENT,
    )


def _same_site(old: URL, new: URL) -> bool:
    """Say whether a login for `old` may be told to `new`: the same origin, or the same host upgraded to https."""
    if old.host != new.host:
        return False
    upgraded = (old.scheme, old.port, new.scheme, new.port) == ("http", 80, "https", 443)
    return upgraded or (old.scheme, old.port) == (new.scheme, new.port)


def _bad(detail: FetchDetail) -> FetchError:
    return FetchError(FetchProblem.BAD_URL, str(detail))


def _lost(detail: str, status: int) -> FetchError:
    return FetchError(FetchProblem.REDIRECTS, detail, status=status)
