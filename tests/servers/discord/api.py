"""REST over HTTP: from a request on a socket to a call, through faults and limits, and back."""

import asyncio
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.servers.discord import routes
from tests.servers.discord.errors import Refusal
from tests.servers.discord.judge import Judge
from tests.servers.discord.limits import Limiter
from tests.servers.discord.reading import Unreadable, read_body
from tests.servers.discord.routes.call import Call, Handler, Said
from tests.servers.discord.world import World
from tests.servers.faults import Fault, Faults
from tests.servers.traffic import Traffic, Violation

PREFIX = "/api/v10"
_TOP = ("channel_id", "guild_id", "webhook_id", "webhook_token")
_OPEN = ("/interactions/", "/webhooks/", "/gateway")


@dataclass
class Api:
    """Answers the routes there are."""

    world: World
    token: str
    limiter: Limiter
    faults: Faults
    traffic: Traffic
    judge: Judge
    commit: Callable[[], None]

    def add_to(self, app: web.Application) -> None:
        """Add all routes to a server."""
        for method, path, handler in sorted(routes.ALL, key=lambda route: "{" in route[1]):
            app.router.add_route(method, PREFIX + path, self._answering(f"{method} {path}", handler))
        app.router.add_route("*", PREFIX + "/{rest:.*}", self._no_route)

    def _answering(self, route: str, handler: Handler) -> Callable[[web.Request], Any]:
        async def answer(request: web.Request) -> web.StreamResponse:
            return await self._serve(request, route, handler)

        return answer

    async def _no_route(self, request: web.Request) -> web.StreamResponse:
        route = f"{request.method} {request.path.removeprefix(PREFIX)}"
        self.traffic.counts[route, "404"] += 1
        self.traffic.violations.append(Violation(route, "request", "the fake has no such route"))
        return _json(404, {"message": "404: Not Found", "code": 0}, {})

    async def _serve(self, request: web.Request, route: str, handler: Handler) -> web.StreamResponse:
        fault = self.faults.roll(route)
        major = "/".join(request.match_info[key] for key in _TOP if key in request.match_info)
        refused = self._refuse(request, route, major, fault)
        if refused is not None:
            return refused
        try:
            body, files = await read_body(request)
        except Unreadable:
            text = "The request body contains invalid JSON."
            return self._say(route, Said({"message": text, "code": 50109}, 400), {})
        call = Call(self.world, request.match_info, request.query, body, files)
        answer = self._answer(route, request.headers.get("Authorization"), handler, call)
        if fault is Fault.LOST_AFTER:
            return self._lose(request, route, fault)
        if fault is Fault.BROKEN_AFTER:
            return self._break(route, fault)
        response = self._say(route, answer, self.limiter.headers(route, major))
        if fault is Fault.SLOW:
            await asyncio.sleep(self.faults.slowness)
        return response

    def _refuse(self, request: web.Request, route: str, major: str, fault: Fault) -> web.StreamResponse | None:
        if fault is Fault.LOST_BEFORE:
            return self._lose(request, route, fault)
        if fault in (Fault.DOWN, Fault.BROKEN):
            return self._break(route, fault)
        return self._limit(route, major, fault)

    def _answer(self, route: str, authorization: str | None, handler: Handler, call: Call) -> Said:
        if authorization != f"Bot {self.token}" and not any(part in route for part in _OPEN):
            return Said({"message": "401: Unauthorized", "code": 0}, 401)
        refusal = self.judge.request(route, call)
        try:
            if refusal is None:
                return handler(call)
        except Refusal as raised:
            refusal = raised
            self.judge.refused(route, refusal)
        except Exception as error:  # noqa: BLE001 - a mistake in the fake must not look like Discord's
            self.traffic.violations.append(Violation(route, "answer", f"the fake failed: {error!r}"))
            return Said({"message": "500: Internal Server Error", "code": 0}, 500)
        finally:
            self.commit()
        return Said(refusal.body(), refusal.status)

    def _limit(self, route: str, major: str, fault: Fault) -> web.StreamResponse | None:
        if self.limiter.banned:
            self.traffic.counts[route, "banned"] += 1
            return web.Response(status=429, text="error code: 1015", headers={"Retry-After": "3600"})
        verdict = self.limiter.take(route, major)
        headers, wait, scope = dict(verdict.headers), verdict.retry_after, verdict.scope
        if verdict.passes:
            if fault is not Fault.TOO_MANY:
                return None
            wait, scope = round(self.faults.random.uniform(0.05, 0.5), 3), "shared"
        wait = max(0.001, math.ceil(wait * 1000) / 1000)
        text = "The resource is being rate limited." if scope == "shared" else "You are being rate limited."
        body = {"message": text, "retry_after": wait, "global": scope == "global", "code": 0}
        return self._say(route, Said(body, 429), headers | {"X-RateLimit-Scope": scope})

    def _say(self, route: str, said: Said, headers: Mapping[str, str]) -> web.StreamResponse:
        headers = dict(headers)
        if said.status == 429:
            headers |= {"Via": "1.1 google", "Retry-After": str(math.ceil(said.body["retry_after"]))}
            headers.setdefault("X-RateLimit-Scope", "user")
        self.limiter.count_invalid(said.status, headers.get("X-RateLimit-Scope", ""))
        self.traffic.counts[route, str(said.status)] += 1
        if said.status < 500:
            self.judge.answer(route, said.status, said.body)
        if said.status == 204:
            return web.Response(status=204, headers=headers)
        return _json(said.status, said.body, headers)

    def _lose(self, request: web.Request, route: str, fault: Fault) -> web.StreamResponse:
        self.traffic.counts[route, fault] += 1
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _break(self, route: str, fault: Fault) -> web.StreamResponse:
        status = {Fault.DOWN: 503, Fault.BROKEN_AFTER: 504}.get(fault) or self.faults.random.choice((500, 502, 503))
        self.traffic.counts[route, str(status)] += 1
        if status == 500:
            return _json(500, {"message": "500: Internal Server Error", "code": 0}, {})
        return web.Response(status=status, text="<html>upstream</html>", content_type="text/html")


def _json(status: int, body: Any, headers: Mapping[str, str]) -> web.Response:
    text = json.dumps(body, ensure_ascii=False)
    # discord.py wants exactly this type, without a charset.
    return web.Response(status=status, body=text.encode(), headers={"Content-Type": "application/json", **headers})
