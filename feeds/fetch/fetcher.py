"""Asking for a feed: hop by hop, each in its turn (`places`), through the guard, within the limits.

A 200 becomes Fetched, a 304 NotModified, a redirect the next hop, and anything else a FetchError (`problems`).
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from ipaddress import IPv4Network, IPv6Network
from random import Random
from types import TracebackType
from typing import Self

from aiohttp import ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver

from feeds.clock import Clock
from feeds.feed import Validators
from feeds.fetch.agents import honest_agent, request_headers, sendable
from feeds.fetch.body import read_body
from feeds.fetch.cookies import FeedCookies, Jars
from feeds.fetch.details import FetchDetail
from feeds.fetch.guard import AddressGuard
from feeds.fetch.hop import REDIRECTS, Hop, first_hop, next_hop
from feeds.fetch.limits import Limits
from feeds.fetch.places import Places
from feeds.fetch.politeness import fresh_for
from feeds.fetch.problems import FetchFailedError, error_for_status, explain
from feeds.fetch.redact import shown_host
from feeds.fetch.result import Fetched, FetchError, FetchProblem, FetchRequest, NotModified

# Seconds an idle connection is kept: long enough for the feeds of one publisher that come due together, too short to
# pile up open files between two polls.
_KEEP_ALIVE = 5.0

_OK = 200
_NOT_MODIFIED = 304


class Fetcher:
    """Asks for feeds, within limits, politely and only at public addresses. Use it as an async context manager."""

    def __init__(
        self,
        *,
        limits: Limits,
        contact: str,
        version: str,
        clock: Clock,
        random: Random,
        allow: Sequence[IPv4Network | IPv6Network] = (),
        resolver: AbstractResolver | None = None,
    ) -> None:
        """Take the bounds, and what is told of us: `contact` is an address or URL for those whose servers we ask.

        `allow` lists networks that may be asked though they are not public. `resolver` looks names up; None is the
        system's. `clock` dates a Retry-After and waits between requests to one origin; time limits are real time.

        Raises:
            ValueError: the user agent made of `version` and `contact` is not one plain line.
        """
        self._limits = limits
        self._agent = honest_agent(version, contact)
        self._clock = clock
        self._guard = AddressGuard(allow)
        self._resolver = resolver
        self._places = Places(limits, clock, random)
        self._jars = Jars()
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the one session. Names are looked up at each connection; the places bound connections, not the pool."""
        connector = TCPConnector(
            limit=0,
            use_dns_cache=False,
            keepalive_timeout=_KEEP_ALIVE,
            resolver=self._resolver,
            socket_factory=self._guard.open_socket,
        )
        self._session = ClientSession(
            connector=connector,
            cookie_jar=DummyCookieJar(),
            timeout=ClientTimeout(total=None, connect=self._limits.connect),
            auto_decompress=False,  # `decode` bounds what comes out, and says which coding was wrong
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(self, request: FetchRequest) -> Fetched | NotModified | FetchError:
        """Ask once, following redirects. Failures are returned; only cancellation is raised.

        `moved_to` of the result may replace the feed's address, and so keeps its login. `url` has none.

        Raises:
            RuntimeError: the fetcher is not open; an error in the program.
        """
        if self._session is None:
            msg = "the fetcher is not open: use it inside `async with`"
            raise RuntimeError(msg)
        try:
            return await self._follow(self._session, request)
        except FetchFailedError as failed:
            return failed.error

    async def _follow(self, session: ClientSession, request: FetchRequest) -> Fetched | NotModified:
        hop = first_hop(request.url)
        start = hop.address
        cookies = self._jars.of(request.url) if request.keep_cookies else None
        asked: set[tuple[str, str]] = set()
        left = self._limits.total
        loop = asyncio.get_running_loop()
        while True:
            cookie = cookies.header(hop.url) if cookies else ""
            # The same address with another cookie is not the same question (a ministry sets one first).
            if (str(hop.url), cookie) in asked:
                raise FetchFailedError(_circle(hop, cookies))
            asked.add((str(hop.url), cookie))
            async with self._places.place(hop.url):
                began = loop.time()
                answer = await self._ask(session, hop, self._headers(request, hop, cookie), cookies, left)
                left = max(0.0, left - (loop.time() - began))
            if not isinstance(answer, Hop):
                if hop.number and hop.permanent and hop.address != start:
                    return replace(answer, moved_to=hop.address)
                return answer
            hop = answer

    def _headers(self, request: FetchRequest, hop: Hop, cookie: str) -> dict[str, str]:
        headers = request_headers(request.agent, self._agent, request.validators)
        if hop.authorization:
            headers["Authorization"] = hop.authorization
        if cookie:
            headers["Cookie"] = cookie
        return headers

    async def _ask(
        self, session: ClientSession, hop: Hop, headers: dict[str, str], cookies: FeedCookies | None, left: float
    ) -> Hop | Fetched | NotModified:
        """Send one request. `left` is what remains of the total time, in seconds."""
        host = shown_host(hop.url)
        try:
            async with (
                asyncio.timeout(left),
                session.get(hop.url, headers=headers, allow_redirects=False) as response,
            ):
                if cookies:
                    cookies.keep(response)
                if response.status in REDIRECTS:
                    return next_hop(hop, response.status, _raw_header(response, b"location"), self._limits.redirects)
                return await self._read(response, hop, conditional=bool(headers.keys() & _CONDITIONS))
        except FetchFailedError:
            raise
        except Exception as error:  # a server of any kind must not end the poll; `explain` names what it does not know
            raise FetchFailedError(explain(error, host)) from error

    async def _read(self, response: ClientResponse, hop: Hop, *, conditional: bool) -> Fetched | NotModified:
        host = shown_host(hop.url)
        headers = _plain_headers(response)
        if response.status == _NOT_MODIFIED and conditional:
            return NotModified(fresh_for(headers))
        if response.status != _OK:
            error = error_for_status(response.status, headers, host, self._clock.now())
            if error.problem is FetchProblem.GONE and not hop.permanent:
                # What has ended is where we were sent for today, not the feed.
                detail = FetchDetail.MISSING.format(host=host, status=response.status)
                error = replace(error, problem=FetchProblem.MISSING, detail=detail)
            raise FetchFailedError(error)
        body = await read_body(response, self._limits.body_bytes, host)
        return Fetched(
            url=str(hop.url),
            body=body,
            headers=headers,
            validators=Validators(sendable(headers.get("etag")), sendable(headers.get("last-modified"))),
            fresh_for=fresh_for(headers),
        )


_CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})


def _circle(hop: Hop, cookies: FeedCookies | None) -> FetchError:
    detail = FetchDetail.REDIRECT_CIRCLE if cookies else FetchDetail.REDIRECT_CIRCLE_COOKIES
    return FetchError(FetchProblem.REDIRECTS, detail.format(host=shown_host(hop.url)))


def _raw_header(response: ClientResponse, name: bytes) -> bytes | None:
    """Return a header as it was sent: some servers put bytes of any encoding into Location."""
    return next((value for key, value in response.raw_headers if key.lower() == name), None)


def _plain_headers(response: ClientResponse) -> dict[str, str]:
    """Return the headers with names in lower case, repeated ones joined (RFC 9110, section 5.2), and without cookies.

    aiohttp keeps bytes that are not UTF-8 as surrogates, which no database takes.
    """
    plain: dict[str, str] = {}
    for name, value in response.headers.items():
        key = name.lower()
        if key == "set-cookie":
            continue
        text = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        plain[key] = f"{plain[key]}, {text}" if key in plain else text
    return plain
