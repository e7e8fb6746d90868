"""Being reached by HTTP: Slack's requests, signed, and the people who install the app.

    POST /slack/events           commands, buttons, forms, events
    GET  /slack/install          sends people to Slack
    GET  /slack/oauth_redirect   where Slack sends them back to

What comes without Slack's signature, or with an old one, is refused with 401 (Slack, "Verifying requests from Slack"):
slack-bolt sees to that. It reads a request before, and fails at what Slack would never send: anybody can, so that such
things are refused without a trace in the log. TLS is the business of whatever stands before it. Nothing of a request is
logged: addresses hold codes, bodies what people write.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from aiohttp import ClientError, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.faces.slack.setup.manifest import EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH
from bot.faces.slack.workspaces.oauth import Pages
from bot.logs import LISTENING

GRACE = 3.0
"""Seconds that requests have to be finished at the end: as long as Slack waits for an answer."""

_SIGNED_AT = re.compile(r"[0-9]{1,20}")
"""A time as Slack signs it, in seconds; of others slack-bolt makes no number."""

Handle = Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]

log = structlog.get_logger(__name__)
listening = structlog.get_logger(LISTENING)


@asynccontextmanager
async def served(
    host: str, port: int, *, app: AsyncApp | None = None, flow: AsyncOAuthFlow | None = None, pages: Pages | None = None
) -> AsyncIterator[int]:
    """Serve while it is open, and give the port.

    Args:
        host: the address to listen on.
        port: 0 takes a free one.
        app: handles what Slack sends; None: it comes another way.
        flow: leads people through the installation; None: the app is not installed that way.
        pages: what they see where Slack cannot be reached.

    Raises:
        OSError: the address or the port is not to be had.
    """
    site = web.Application()
    if app is not None:
        site.router.add_post(EVENTS_PATH, _handler(app.async_dispatch))
    if flow is not None and pages is not None:
        site.router.add_get(INSTALL_PATH, _guarded(flow.handle_installation, pages), allow_head=False)
        site.router.add_get(REDIRECT_PATH, _guarded(flow.handle_callback, pages), allow_head=False)
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=GRACE)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        taken: int = runner.addresses[0][1]
        listening.info("reached by http", host=host, port=taken, events=app is not None, install=flow is not None)
        yield taken
    finally:
        await runner.cleanup()


def _handler(handle: Handle) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handler(request: web.Request) -> web.StreamResponse:
        if not _may_be_signed(request):
            raise web.HTTPUnauthorized
        try:
            asked = await to_bolt_request(request)
        except web.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001 - no text, no JSON, of another shape: whatever it is, it is not Slack's
            log.info("a request that cannot be read", reason=type(error).__name__)
            raise web.HTTPBadRequest from None
        return await to_aiohttp_response(await handle(asked))

    return handler


def _may_be_signed(request: web.Request) -> bool:
    """Tell whether a signature, where there is one, has the form that slack-bolt can compare."""
    times = request.headers.getall("X-Slack-Request-Timestamp", ())
    signatures = request.headers.getall("X-Slack-Signature", ())
    return all(map(_SIGNED_AT.fullmatch, times)) and all(map(str.isascii, signatures))


def _guarded(handle: Handle, pages: Pages) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Return a handler that shows a page of ours where Slack cannot be asked."""
    inner = _handler(handle)

    async def handler(request: web.Request) -> web.StreamResponse:
        try:
            return await inner(request)
        except (ClientError, TimeoutError, OSError) as error:
            log.warning("slack not reached while installing", reason=type(error).__name__)
            voice = pages.voice(request.headers.get("Accept-Language", ""))
            return await to_aiohttp_response(pages.unreachable(voice))

    return handler
