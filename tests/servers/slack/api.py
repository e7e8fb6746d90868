"""The Web API over HTTP: from a request on a socket to a call, through faults and limits, and back."""

import asyncio
import base64
import binascii
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.servers.faults import Fault, Faults
from tests.servers.slack import asking, methods
from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.judge import Judge
from tests.servers.slack.limits import Limiter
from tests.servers.slack.methods.call import Call, Method, Opens
from tests.servers.slack.world import APP_TOKEN, World
from tests.servers.store import Json
from tests.servers.traffic import Traffic

HOOK = "response_url"
_PREFIXES = ("commands", "actions", "app")
_SENTENCE = "the fake has no such method"


@dataclass
class Api:
    """Answers the methods there are."""

    world: World
    limiter: Limiter
    faults: Faults
    traffic: Traffic
    judge: Judge
    commit: Callable[[], None]

    def add_to(self, app: web.Application) -> None:
        """Add all routes to a server."""
        app.router.add_route("*", "/api/{method}", self._method)
        for prefix in _PREFIXES:
            app.router.add_post(f"/{prefix}/{{team}}/{{asked}}/{{token}}", self._hook)

    async def _method(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        method = methods.ALL.get(name)
        if method is None:
            self.judge.note(name, _SENTENCE)
            return self._json(name, Refusal(Word.UNKNOWN_METHOD, req_method=name).body())

        async def answer() -> Json:
            return self._answer(request, method, await _read(request))

        answered = await self.through(request, name, answer)
        token = self.world.store.table("tokens").get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if token is not None:
            answered.headers["X-OAuth-Scopes"] = ",".join(self.world.installed(token["team"])["scopes"])
        return answered

    async def _hook(self, request: web.Request) -> web.StreamResponse:
        async def answer() -> Json:
            body = json.loads(await request.read() or b"{}")
            self.judge.response(HOOK, body)
            asking.respond(self.world, request.match_info["token"], body)
            return {"ok": True}

        return await self.through(request, HOOK, answer)

    async def through(
        self, request: web.Request, route: str, answer: Callable[[], Awaitable[Json]]
    ) -> web.StreamResponse:
        """Answer a request, unless a fault comes in between."""
        fault = self.faults.roll(route)
        if fault in (Fault.LOST_BEFORE, Fault.DOWN, Fault.BROKEN):
            return self._fail(request, route, fault)
        if fault is Fault.TOO_MANY:
            return self._too_many(route, 1)
        try:
            body = await answer()
        except _Limited as limited:
            return self._too_many(route, limited.seconds)
        except Refusal as refusal:
            body = refusal.body()
        except Exception as error:  # noqa: BLE001 - a mistake in the fake must not look like Slack's
            self.judge.note(route, f"the fake failed: {error!r}", side="answer")
            body = {"ok": False, "error": "internal_error"}
        self.commit()
        if fault in (Fault.LOST_AFTER, Fault.BROKEN_AFTER):
            return self._fail(request, route, fault)
        if fault is Fault.SLOW:
            await asyncio.sleep(self.faults.slowness)
        return self._json(route, body)

    def _answer(self, request: web.Request, method: Method, raw: Json) -> Json:
        team = self._team(request, method, raw)
        args = self.judge.call(method, raw)
        wait = self.limiter.take(method.name, method.tier, team, str(args.get("channel", "")))
        if wait:
            raise _Limited(wait)
        call = Call(self.world, args, team, self.limiter.limits.history_page)
        if method.scopes and team and not set(method.scopes) & set(call.install["scopes"]):
            needed, provided = ",".join(method.scopes), ",".join(call.install["scopes"])
            raise Refusal(Word.MISSING_SCOPE, needed=needed, provided=provided)
        return method.handler(call)

    def _team(self, request: web.Request, method: Method, raw: Json) -> str:
        """Return the workspace that a token belongs to, or refuse it."""
        header = request.headers.get("Authorization", "")
        if method.opens is Opens.CLIENT:
            raw |= _client(header)
            return ""
        token = header.removeprefix("Bearer ") if header.startswith("Bearer ") else raw.get("token", "")
        if not token:
            raise Refusal(Word.NOT_AUTHED)
        if method.opens is Opens.APP:
            if token != APP_TOKEN:
                raise Refusal(Word.NOT_ALLOWED_TOKEN_TYPE if token.startswith("xoxb-") else Word.INVALID_AUTH)
            return ""
        known = self.world.store.table("tokens").get(token)
        if known is None:
            raise Refusal(Word.NOT_ALLOWED_TOKEN_TYPE if token.startswith("xapp-") else Word.INVALID_AUTH)
        install = self.world.installed(known["team"])
        if install["ended"]:
            raise Refusal(install["ended"])
        return str(known["team"])

    def _too_many(self, route: str, seconds: int) -> web.StreamResponse:
        self.traffic.counts[route, "429"] += 1
        body = {"ok": False, "error": "ratelimited"}
        return _response(429, body, {"Retry-After": str(seconds)})

    def _json(self, route: str, body: Json) -> web.StreamResponse:
        self.traffic.counts[route, "ok" if body.get("ok") else str(body.get("error"))] += 1
        if route == HOOK:
            return _hooked(body)
        return _response(200, body, {})

    def _fail(self, request: web.Request, route: str, fault: Fault) -> web.StreamResponse:
        lost = fault in (Fault.LOST_BEFORE, Fault.LOST_AFTER)
        return self._lose(request, route, fault) if lost else self._break(route, fault)

    def _lose(self, request: web.Request, route: str, fault: Fault) -> web.StreamResponse:
        self.traffic.counts[route, fault] += 1
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _break(self, route: str, fault: Fault) -> web.StreamResponse:
        status = {Fault.DOWN: 503, Fault.BROKEN_AFTER: 504}.get(fault) or self.faults.random.choice((500, 502, 503))
        self.traffic.counts[route, str(status)] += 1
        if status == 500:
            return _response(500, {"ok": False, "error": "internal_error"}, {})
        return web.Response(status=status, text="<html>upstream</html>", content_type="text/html")


class _Limited(Exception):  # noqa: N818 - it is said to the client, not raised to anybody
    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


async def _read(request: web.Request) -> Json:
    """Return the arguments of a request as they came: query, form or JSON."""
    args: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.read()
        try:
            told = json.loads(body or b"{}")
        except ValueError:
            raise Refusal(Word.INVALID_JSON) from None
        if not isinstance(told, dict):
            raise Refusal(Word.JSON_NOT_OBJECT)
        args |= told
    else:
        args |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    return args


def _client(header: str) -> Json:
    """Return client id and secret of a Basic header; nothing without one."""
    try:
        name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return {}
    return {"client_id": name, "client_secret": secret} if name else {}


def _hooked(body: Json) -> web.Response:
    if body.get("ok"):
        return web.Response(text="ok", content_type="text/plain")
    status = 404 if body["error"] in ("used_url", "expired_url", "no_team") else 400
    return _response(status, body, {})


def _response(status: int, body: Json, headers: Mapping[str, str]) -> web.Response:
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(status=status, text=text, content_type="application/json", headers=headers)
