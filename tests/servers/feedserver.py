"""A real little web server on loopback that serves feeds, well or badly.

    async with FeedServer() as server:
        server.answer("/feed", page(b"<rss/>", etag='"1"'))
        server.answer("/flaky", status(500), page(b"<rss/>"))  # in turn; the last one stays
        ... fetch server.url("/feed") ...
        assert server.requests[0].headers["If-None-Match"] == '"1"'

A reply is any `async (request) -> response`; the functions below make the usual ones. `page` answers conditional
requests by itself. Nothing here sleeps except `drip`, which is slow by nature, and ends with the server.
"""

import asyncio
import base64
import ssl
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from aiohttp import web

Reply = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it arrived."""

    path: str
    """With its query."""
    headers: Mapping[str, str]
    """Names in any case."""


class FeedServer:
    """Answers by path. Start it with `async with`; it takes a free port."""

    def __init__(self, host: str = "127.0.0.1", *, tls: ssl.SSLContext | None = None) -> None:
        self.host = host
        self.port = 0
        self.requests: list[Seen] = []
        self.running = 0
        """Requests being answered now."""
        self.busiest = 0
        """The most that were ever answered at once."""
        self._replies: dict[str, list[Reply]] = {}
        self._tls = tls
        self._changed = asyncio.Condition()
        self._server = web.Server(self._handle, access_log=None, handler_cancellation=True)  # so that hang() ends
        self._runner = web.ServerRunner(self._server, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, self.host, 0, ssl_context=self._tls).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    def answer(self, path: str, *replies: Reply) -> None:
        """Answer `path` with the replies in turn; the last one stays."""
        self._replies[path] = list(replies)

    def url(self, path: str, *, login: str = "") -> str:
        """Return the address of `path`; `login` is `user:password`."""
        scheme = "https" if self._tls else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{login}{'@' if login else ''}{host}:{self.port}{path}"

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._server.connections)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds; it is looked at whenever a request begins or ends, and now and then."""
        while not condition():
            async with self._changed:
                try:
                    await asyncio.wait_for(self._changed.wait(), 0.02)
                except TimeoutError:
                    continue

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self.requests.append(Seen(request.path_qs, request.headers))
        self.running += 1
        self.busiest = max(self.busiest, self.running)
        await self._tell()
        try:
            replies = self._replies.get(request.path, [status(404)])
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
            return await reply(request)
        finally:
            self.running -= 1
            await self._tell()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()


def page(
    body: bytes,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    content_type: str = "application/rss+xml",
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """Serve `body`, or 304 where the request's validators match (RFC 9110, section 13.2.2)."""
    given = {"Content-Type": content_type, **(headers or {})}
    given |= {"ETag": etag} if etag else {}
    given |= {"Last-Modified": last_modified} if last_modified else {}

    async def reply(request: web.BaseRequest) -> web.StreamResponse:
        if "If-None-Match" in request.headers:
            same = etag is not None and request.headers["If-None-Match"] == etag
        else:
            same = last_modified is not None and request.headers.get("If-Modified-Since") == last_modified
        return web.Response(status=304, headers=given) if same else web.Response(body=body, headers=given)

    return reply


def gzipped(body: bytes, **more: str) -> Reply:
    """Serve `body` compressed with gzip; `more` are further headers."""
    return coded("gzip", squeeze(body), **more)


def coded(coding: str, body: bytes, **more: str) -> Reply:
    """Serve the bytes `body` as they are, under the content coding `coding`: right or wrong."""
    return page(body, headers={"Content-Encoding": coding, **more})


def squeeze(body: bytes) -> bytes:
    """Return `body` in gzip form."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def gzip_bomb(size: int) -> Reply:
    """Serve `size` zero bytes, compressed a thousandfold, without ever holding them."""

    async def reply(_request: web.BaseRequest) -> web.StreamResponse:
        packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        zeros = bytes(_CHUNK)
        bomb = b"".join(packer.compress(zeros) for _ in range(size // _CHUNK)) + packer.flush()
        return web.Response(body=bomb, headers={"Content-Encoding": "gzip"})

    return reply


def endless(chunk: bytes = b"x" * _CHUNK) -> Reply:
    """Send `chunk` over and over, as fast as it is taken, without announcing a length."""

    async def reply(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(chunk)

    return reply


def status(code: int, *, retry_after: str | None = None) -> Reply:
    """Answer with a bare status."""

    async def reply(_request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=code, headers={} if retry_after is None else {"Retry-After": retry_after})

    return reply


def redirect(to: str, code: int = 302) -> Reply:
    """Redirect to `to`, an address or a path."""

    async def reply(_request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=code, headers={"Location": to})

    return reply


def cookie_wall(body: bytes, *, cookie: str = "WMONID=abc123", code: int = 307) -> Reply:
    """Redirect to the same address until `cookie` comes back: what a ministry's site does."""

    async def reply(request: web.BaseRequest) -> web.StreamResponse:
        if cookie in request.headers.get("Cookie", ""):
            return web.Response(body=body, content_type="application/rss+xml")
        return web.Response(status=code, headers={"Location": request.path_qs, "Set-Cookie": f"{cookie}; Path=/"})

    return reply


def login_wall(body: bytes, user: str, password: str) -> Reply:
    """Serve `body` to those who log in (basic authentication), else 401."""
    expected = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

    async def reply(request: web.BaseRequest) -> web.StreamResponse:
        if request.headers.get("Authorization") == expected:
            return web.Response(body=body)
        return web.Response(status=401, headers={"WWW-Authenticate": "Basic"})

    return reply


def hang() -> Reply:
    """Never answer."""

    async def reply(_request: web.BaseRequest) -> web.StreamResponse:
        await asyncio.get_running_loop().create_future()
        raise AssertionError

    return reply


def held(gate: asyncio.Event, then: Reply) -> Reply:
    """Answer with `then` once `gate` is set."""

    async def reply(request: web.BaseRequest) -> web.StreamResponse:
        await gate.wait()
        return await then(request)

    return reply


def drip(every: float = 0.01) -> Reply:
    """Begin an answer, then send one byte each `every` seconds, for ever."""

    async def reply(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x")
            await asyncio.sleep(every)

    return reply


def drop(after: bytes | None = None) -> Reply:
    """Cut the connection: at once, or after the head of an answer and the bytes `after` of its body."""

    async def reply(request: web.BaseRequest) -> web.StreamResponse:
        head = b"" if after is None else b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + after
        return await _raw(request, head)

    return reply


def garbage(answer: bytes = b"SSH-2.0-OpenSSH_9.2\r\n\r\n") -> Reply:
    """Send `answer` as it is, then close."""

    async def reply(request: web.BaseRequest) -> web.StreamResponse:
        return await _raw(request, answer)

    return reply


async def _raw(request: web.BaseRequest, answer: bytes) -> web.StreamResponse:
    transport = request.transport
    if transport is not None:
        transport.write(answer)
        transport.close()
    return web.Response()
