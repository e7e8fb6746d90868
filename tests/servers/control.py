"""The tests' hand on a loopback server in another process: `POST /control/PART/METHOD` with arguments as JSON.

METHOD is a public method of the part, or `set` to set its fields. Arguments are keywords; positional ones stand in
`args`. What comes back is the result as JSON; an error is 400 with its text. `GET /control` tells the server's state.
"""

import dataclasses
import inspect
import json
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

_MISTAKES = (TimeoutError, TypeError, LookupError, AttributeError, ValueError)


class Control:
    """Calls the parts of a loopback server.

    Args:
        parts: What may be called, by name.
        state: What `GET /control` answers.
        commit: Called after each call.
        refused: What a part raises if something cannot be done.
    """

    def __init__(
        self,
        parts: Mapping[str, object],
        state: Callable[[], Any],
        commit: Callable[[], None],
        refused: tuple[type[Exception], ...],
    ) -> None:
        self._parts, self._state, self._commit = parts, state, commit
        self._refused: tuple[type[Exception], ...] = (*refused, *_MISTAKES)

    def add_to(self, app: web.Application) -> None:
        """Add the control's routes to a server."""
        app.router.add_get("/control", self._tell)
        app.router.add_post("/control/{part}/{method}", self._call)

    async def _tell(self, request: web.Request) -> web.StreamResponse:
        return _json(self._state())

    async def _call(self, request: web.Request) -> web.StreamResponse:
        part, name = self._parts.get(request.match_info["part"]), request.match_info["method"]
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
        except self._refused as error:
            return web.Response(status=400, text=f"{type(error).__name__}: {error}")
        self._commit()
        return _json(result)


def _json(value: Any) -> web.Response:
    return web.Response(text=json.dumps(value, ensure_ascii=False, default=_plain), content_type="application/json")


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return str(value)
