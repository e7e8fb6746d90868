"""The tests' hand on a loopback Discord in another process: `POST /control/PART/METHOD` with keyword arguments as JSON.

PART is `places`, `people`, `gateway`, `faults` or `traffic`; METHOD is one of its public methods, or `set` to set its
fields. What comes back is the result as JSON; an error is 400 with its text.
"""

import dataclasses
import inspect
import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.servers.discord.choosing import NotOffered
from tests.servers.discord.errors import Refusal

if TYPE_CHECKING:
    from tests.servers.discord.server import LoopbackDiscord


class Control:
    """Calls the parts of a loopback Discord."""

    def __init__(self, discord: "LoopbackDiscord") -> None:
        self._discord = discord

    def add_to(self, app: web.Application) -> None:
        """Add the control's routes to a server."""
        app.router.add_get("/control", self._state)
        app.router.add_post("/control/{part}/{method}", self._call)

    async def _state(self, request: web.Request) -> web.StreamResponse:
        discord = self._discord
        counts = {f"{route} {result}": number for (route, result), number in discord.traffic.counts.items()}
        violations = [dataclasses.asdict(one) for one in discord.violations]
        connected = {"connected": discord.gateway.connected, "identified": discord.gateway.identified}
        return _json({"counts": counts, "violations": violations, "invalid": discord.limiter.invalid, **connected})

    async def _call(self, request: web.Request) -> web.StreamResponse:
        parts = {name: getattr(self._discord, name) for name in ("places", "people", "gateway", "faults", "traffic")}
        part, name = parts.get(request.match_info["part"]), request.match_info["method"]
        given: dict[str, Any] = json.loads(await request.read() or b"{}")
        try:
            if part is not None and name == "set":
                for key, value in given.items():
                    getattr(part, key)
                    setattr(part, key, value)
                return _json(None)
            method = None if name.startswith("_") else getattr(part, name, None)
            if method is None:
                return web.Response(status=404, text=f"no {name} in {request.match_info['part']}")
            arguments = given.pop("args", [])
            result = method(*arguments, **given) if callable(method) else method
            if inspect.isawaitable(result):
                result = await result
        except (NotOffered, Refusal, TimeoutError, TypeError, LookupError, AttributeError, ValueError) as error:
            return web.Response(status=400, text=f"{type(error).__name__}: {error}")
        self._discord.commit()
        return _json(result)


def _json(value: Any) -> web.Response:
    return web.Response(text=json.dumps(value, ensure_ascii=False, default=_plain), content_type="application/json")


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return str(value)
