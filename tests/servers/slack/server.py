"""The loopback Slack: one server for the Web API, Socket Mode, response_url, OAuth and the tests' control."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ClassVar

from tests.servers.loopback import Loopback
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


class LoopbackSlack(Loopback):
    """Start it with `async with`. At the end it raises AssertionError if there are violations nobody expected.

    Args:
        state: The journal; without one nothing outlives the server.
        limits: The rate limits; Slack's by default.
        seed: Of all that is random.
        host, port: Where it listens; port 0 takes a free one.
        subscribed: Events that the app wants; all by default.
    """

    name = "Slack"
    parts: ClassVar[tuple[str, ...]] = ("places", "people", "sockets", "delivery", "http", "faults", "traffic", "world")
    refused = (NotOffered, Refusal)
    largest = 64 * 1024 * 1024
    world: World
    faults: SlackFaults

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
        world = World(Store(state), now)
        world.subscribed = None if subscribed is None else frozenset(subscribed)
        super().__init__(world, SlackFaults(seed), host, port)
        self.limiter = Limiter(limits or Limits())
        self.sockets = Sockets(self.world, self.faults.random)
        self.http = Poster()
        judge = Judge(self.traffic)
        self.delivery = Delivery(self.world, self.sockets, self.http, self.faults, self.traffic, judge)
        self.places = Places(self.world)
        self.people = People(self.world, self.until)
        api = Api(self.world, self.limiter, self.faults, self.traffic, judge, self.commit)
        api.add_to(self.app)
        Pages(self.world, api, self.commit).add_to(self.app)
        self.app.router.add_get("/link/", self.sockets.serve)

    @property
    def api(self) -> str:
        """What stands in for `https://slack.com/api/`: the `base_url` of a client."""
        return self.address + "/api/"

    @property
    def app_token(self) -> str:
        """The token of Socket Mode."""
        return APP_TOKEN

    def connections(self) -> dict[str, Any]:
        return {"connected": self.sockets.connected, "opened": self.sockets.opened}

    def tell(self) -> None:
        waiting, self.world.waiting = self.world.waiting, []
        for row in waiting:
            if row["type"] == "events_api":
                self.send(self.delivery.send, row)
            else:
                self.delivery.send(row)

    def begin(self) -> None:
        self.delivery.begin()

    async def end(self) -> None:
        self.delivery.end()
        self.sockets.drop()
        await self.http.aclose()
