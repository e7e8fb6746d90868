"""The loopback Discord: one server for REST, gateway, attachments and the tests' control."""

import asyncio
import re
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.servers.control import Control
from tests.servers.discord.api import PREFIX, Api
from tests.servers.discord.choosing import NotOffered
from tests.servers.discord.errors import Refusal
from tests.servers.discord.gateway import Gateway
from tests.servers.discord.judge import Judge
from tests.servers.discord.limits import Limiter, Limits
from tests.servers.discord.people import People
from tests.servers.discord.places import Places
from tests.servers.discord.world import World
from tests.servers.faults import Faults
from tests.servers.store import Store
from tests.servers.traffic import Traffic, Violation

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.loopback.token"  # noqa: S105 - it opens nothing but this fake


class LoopbackDiscord:
    """Start it with `async with`. At the end it raises AssertionError if there are violations nobody expected.

    Args:
        state: The journal; without one nothing outlives the server.
        limits: The rate limits; Discord's by default.
        seed: Of all that is random.
        answer_within: Seconds that an interaction waits for its first answer. More than Discord's three where a test is
            of something else: a busy machine may take longer.
        host, port: Where it listens; port 0 takes a free one.
    """

    def __init__(
        self,
        *,
        state: Path | None = None,
        limits: Limits | None = None,
        seed: int = 0,
        answer_within: float = 3.0,
        host: str = "127.0.0.1",
        port: int = 0,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.host, self.port, self.token = host, port, TOKEN
        self.world = World(Store(state), now, answer_within=answer_within)
        self.gateway = Gateway(self.world, TOKEN)
        self.limiter = Limiter(limits or Limits())
        self.faults = Faults(seed)
        self.traffic = Traffic()
        self.places = Places(self.world)
        self.people = People(self.world, self.until)
        self._turned = asyncio.Event()
        self._due = False
        self._late: list[asyncio.TimerHandle] = []
        self._api = Api(self.world, TOKEN, self.limiter, self.faults, self.traffic, Judge(self.traffic), self.commit)
        app = web.Application(client_max_size=32 * 1024 * 1024)
        self._api.add_to(app)
        Control(self.parts, self.state, self.commit, (NotOffered, Refusal)).add_to(app)
        app.router.add_get("/", self.gateway.serve)
        for kind in ("attachments", "ephemeral-attachments"):
            app.router.add_get(f"/{kind}/{{channel}}/{{id}}/{{name}}", self._attachment)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, self.host, self.port).start()
        self.port = self._runner.addresses[0][1]
        self.world.address = self.address
        self.world.store.on_change = self._soon
        self.commit()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for handle in self._late:
            handle.cancel()
        self.gateway.drop()
        await self._runner.cleanup()
        self.world.store.close()
        if error is None and self.violations:
            text = "Discord would not have it:\n" + "\n".join(map(str, self.violations))
            raise AssertionError(text)

    @property
    def address(self) -> str:
        """Where it is reached, without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    @property
    def api(self) -> str:
        """What stands in for `discord.http.Route.BASE`."""
        return self.address + PREFIX

    @property
    def socket(self) -> str:
        """What stands in for `DiscordWebSocket.DEFAULT_GATEWAY`."""
        return self.address.replace("http", "ws", 1) + "/"

    @property
    def parts(self) -> dict[str, object]:
        """What tests may call from another process."""
        return {name: getattr(self, name) for name in ("places", "people", "gateway", "faults", "traffic")}

    def state(self) -> dict[str, Any]:
        """Return what `GET /control` tells."""
        counts = {f"{route} {result}": number for (route, result), number in self.traffic.counts.items()}
        connected = {"connected": self.gateway.connected, "identified": self.gateway.identified}
        return {"counts": counts, "violations": self.violations, "invalid": self.limiter.invalid, **connected}

    @property
    def violations(self) -> list[Violation]:
        """What Discord would not have taken, or not have said."""
        return self.traffic.violations

    def expect_violation(self, reason: str) -> None:
        """Take note of violations whose reason the regular expression `reason` finds: the test meant them.

        Raises:
            AssertionError: There is none.
        """
        meant = [one for one in self.violations if re.search(reason, one.reason)]
        if not meant:
            text = f"no violation with {reason!r}, but {self.violations}"
            raise AssertionError(text)
        self.traffic.violations = [one for one in self.violations if one not in meant]

    def commit(self) -> None:
        """Keep what was changed, then tell the bot of it. It is called at the turn of the loop after every change."""
        self._due = False
        self.world.store.commit()
        events, self.world.events = self.world.events, []
        for event in events:
            if self.faults.event_delay:
                late = self.faults.random.uniform(0.0, self.faults.event_delay)
                self._late.append(asyncio.get_running_loop().call_later(late, self.gateway.dispatch, event))
            else:
                self.gateway.dispatch(event)
        self._turned.set()
        self._turned = asyncio.Event()

    async def until(self, condition: Callable[[], bool], within: float = 30.0) -> None:
        """Wait until `condition` holds; it is looked at whenever something was changed, and now and then.

        Raises:
            TimeoutError: It does not hold `within` so many seconds.
        """
        async with asyncio.timeout(within):
            while not condition():
                try:
                    await asyncio.wait_for(self._turned.wait(), 0.02)
                except TimeoutError:
                    continue

    def _soon(self) -> None:
        if not self._due:
            self._due = True
            asyncio.get_running_loop().call_soon(self.commit)

    async def _attachment(self, request: web.Request) -> web.StreamResponse:
        content = self.world.files.get(request.match_info["id"])
        return web.Response(status=404) if content is None else web.Response(body=content)
