"""The loopback Discord: one server for REST, gateway, attachments and the tests' control."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import web

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
from tests.servers.loopback import Loopback
from tests.servers.store import Store

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.loopback.token"  # noqa: S105 - it opens nothing but this fake


class LoopbackDiscord(Loopback):
    """Start it with `async with`. At the end it raises AssertionError if there are violations nobody expected.

    Args:
        state: The journal; without one nothing outlives the server.
        limits: The rate limits; Discord's by default.
        seed: Of all that is random.
        answer_within: Seconds that an interaction waits for its first answer. More than Discord's three where a test is
            of something else: a busy machine may take longer.
        host, port: Where it listens; port 0 takes a free one.
    """

    name = "Discord"
    parts = ("places", "people", "gateway", "faults", "traffic")
    refused = (NotOffered, Refusal)
    largest = 32 * 1024 * 1024
    world: World

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
        super().__init__(World(Store(state), now, answer_within=answer_within), Faults(seed), host, port)
        self.token = TOKEN
        self.gateway = Gateway(self.world, TOKEN)
        self.limiter = Limiter(limits or Limits())
        self.places = Places(self.world)
        self.people = People(self.world, self.until)
        Api(self.world, TOKEN, self.limiter, self.faults, self.traffic, Judge(self.traffic), self.commit).add_to(
            self.app
        )
        self.app.router.add_get("/", self.gateway.serve)
        for kind in ("attachments", "ephemeral-attachments"):
            self.app.router.add_get(f"/{kind}/{{channel}}/{{id}}/{{name}}", self._attachment)

    @property
    def api(self) -> str:
        """What stands in for `discord.http.Route.BASE`."""
        return self.address + PREFIX

    @property
    def socket(self) -> str:
        """What stands in for `DiscordWebSocket.DEFAULT_GATEWAY`."""
        return self.address.replace("http", "ws", 1) + "/"

    def connections(self) -> dict[str, Any]:
        connected, identified = self.gateway.connected, self.gateway.identified
        return {"invalid": self.limiter.invalid, "connected": connected, "identified": identified}

    def tell(self) -> None:
        events, self.world.events = self.world.events, []
        for event in events:
            self.send(self.gateway.dispatch, event)

    async def end(self) -> None:
        self.gateway.drop()

    async def _attachment(self, request: web.Request) -> web.StreamResponse:
        content = self.world.files.get(request.match_info["id"])
        return web.Response(status=404) if content is None else web.Response(body=content)
