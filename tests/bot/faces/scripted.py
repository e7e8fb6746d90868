"""A server that answers whatever a test wants, or does not answer at all."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Answer = Callable[[web.Request], Any]


@dataclass
class Script:
    """What the next requests are answered; a chat's own adds what comes before its posts, and what was asked."""

    answers: list[Answer] = field(default_factory=list)
    """Of the next requests; the last one stays."""
    port: int = 0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a request, the chat's own questions aside."""
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        made = answer(request)
        response: web.StreamResponse = await made if asyncio.iscoroutine(made) else made
        return response


@asynccontextmanager
async def serving(script: Script) -> AsyncIterator[None]:
    """Run the server; the script knows its port then."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", script.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    script.port = runner.addresses[0][1]
    try:
        yield
    finally:
        await runner.cleanup()


def named(headers: Mapping[str, str]) -> dict[str, str]:
    """Return headers that were written as the names of arguments."""
    return {name.replace("_", "-"): value for name, value in headers.items()}


def hangs_up(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


def tears(request: web.Request) -> web.Response:
    """Reset the connection."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def stops_halfway(request: web.Request) -> web.StreamResponse:
    """Begin an answer and hang up."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "500"})
    await response.prepare(request)
    await response.write(b'{"ok": true')
    assert request.transport is not None
    request.transport.close()
    return response
