"""The loopback Slack: one server for the Web API, Socket Mode, response_url, OAuth and the tests' control."""

import asyncio
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.servers.control import Control
from tests.servers.slack.api import Api
from tests.servers.slack.delivery import Delivery
from tests.servers.slack.errors import Refusal
from tests.servers.slack.faults import SlackFaults
from tests.servers.slack.filling import NotOffered
from tests.servers.slack.judge import Judge
from tests.servers.slack.limits import Limiter, Limits
from tests.servers.slack.pages import Pages
from tests.servers.slack.people import People
from tests.servers.slack.places import Places
from tests.servers.slack.posting import Poster
from tests.servers.slack.sockets import Sockets
from tests.servers.slack.world import APP_TOKEN, World
from tests.servers.store import Store
from tests.servers.traffic import Traffic, Violation


class LoopbackSlack:
    """Start it with `async with`. At the end it raises AssertionError if there are violations nobody expected.

    Args:
        state: The journal; without one nothing outlives the server.
        limits: The rate limits; Slack's by default.
        seed: Of all that is random.
        host, port: Where it listens; port 0 takes a free one.
        subscribed: Events that the app wants; all by default.
    """

    def __init__(
        self,
        *,
        state: Path | None = None,
        limits: Limits | None = None,
        seed: int = 0,
        host: str = "127.0.0.1",
        port: int = 0,
        subscribed: Iterable[str] | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.host, self.port = host, port
        self.world = World(Store(state), now)
        self.world.subscribed = None if subscribed is None else frozenset(subscribed)
        self.faults = SlackFaults(seed)
        self.traffic = Traffic()
        self.limiter = Limiter(limits or Limits())
        self.sockets = Sockets(self.world, self.faults.random)
        self.http = Poster()
        judge = Judge(self.traffic)
        self.delivery = Delivery(self.world, self.sockets, self.http, self.faults, self.traffic, judge)
        self.places = Places(self.world)
        self.people = People(self.world, self.until)
        self._turned = asyncio.Event()
        self._due = False
        self._late: list[asyncio.TimerHandle] = []
        self._api = Api(self.world, self.limiter, self.faults, self.traffic, judge, self.commit)
        app = web.Application(client_max_size=64 * 1024 * 1024)
        self._api.add_to(app)
        Control(self.parts, self.state, self.commit, (NotOffered, Refusal)).add_to(app)
        Pages(self.world, self._api, self.commit).add_to(app)
        app.router.add_get("/link/", self.sockets.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, self.host, self.port).start()
        self.port = self._runner.addresses[0][1]
        self.world.address = self.address
        self.world.store.on_change = self._soon
        self.delivery.begin()
        self.commit()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for handle in self._late:
            handle.cancel()
        self.delivery.end()
        self.sockets.drop()
        await self.http.aclose()
        await self._runner.cleanup()
        self.world.store.close()
        if error is None and self.violations:
            text = "Slack would not have it:\n" + "\n".join(map(str, self.violations))
            raise AssertionError(text)

    @property
    def address(self) -> str:
        """Where it is reached, without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    @property
    def api(self) -> str:
        """What stands in for `https://slack.com/api/`: the `base_url` of a client."""
        return self.address + "/api/"

    @property
    def app_token(self) -> str:
        """The token of Socket Mode."""
        return APP_TOKEN

    @property
    def parts(self) -> dict[str, object]:
        """What tests may call from another process."""
        names = ("places", "people", "sockets", "delivery", "http", "faults", "traffic", "world")
        return {name: getattr(self, name) for name in names}

    def state(self) -> dict[str, Any]:
        """Return what `GET /control` tells."""
        counts = {f"{route} {result}": number for (route, result), number in self.traffic.counts.items()}
        connections = {"connected": self.sockets.connected, "opened": self.sockets.opened}
        return {"counts": counts, "violations": self.violations, **connections}

    @property
    def violations(self) -> list[Violation]:
        """What Slack would not have taken, or this project does not want."""
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
        """Keep what was changed, then tell the app of it. It is called at the turn of the loop after every change."""
        self._due = False
        self.world.store.commit()
        waiting, self.world.waiting = self.world.waiting, []
        for row in waiting:
            if self.faults.event_delay and row["type"] == "events_api":
                late = self.faults.random.uniform(0.0, self.faults.event_delay)
                self._late.append(asyncio.get_running_loop().call_later(late, self.delivery.send, row))
            else:
                self.delivery.send(row)
        self._turned.set()
        self._turned = asyncio.Event()

    async def until(self, condition: Callable[[], bool], within: float = 10.0) -> None:
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
