"""What the loopback platforms have in common: they listen, keep what changed and tell of it, and judge at the end."""

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from types import TracebackType
from typing import Any, ClassVar, Protocol, Self

from aiohttp import web

from tests.servers.control import Control
from tests.servers.faults import Faults
from tests.servers.store import Store
from tests.servers.traffic import Traffic, Violation


class Kept(Protocol):
    """The state of a platform."""

    store: Store
    address: str
    """Where the platform is reached; set when it listens."""


class Loopback(ABC):
    """Start it with `async with`. At the end it raises AssertionError if there are violations nobody expected.

    Args:
        world: The state.
        faults: What goes wrong on purpose.
        host, port: Where it listens; port 0 takes a free one.
    """

    name: ClassVar[str]
    """How the platform is called."""
    parts: ClassVar[tuple[str, ...]]
    """Names of the attributes that tests may call from another process."""
    refused: ClassVar[tuple[type[Exception], ...]]
    """What a part raises if something cannot be done."""
    largest: ClassVar[int]
    """Bytes that a request may have."""

    def __init__(self, world: Kept, faults: Faults, host: str, port: int) -> None:
        self.world, self.faults = world, faults
        self.host, self.port = host, port
        self.traffic = Traffic()
        self.app = web.Application(client_max_size=self.largest)
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.1)
        self._turned = asyncio.Event()
        self._due = False
        self._late: list[asyncio.TimerHandle] = []

    @abstractmethod
    def connections(self) -> dict[str, Any]:
        """Return what `GET /control` tells besides counts and violations."""

    @abstractmethod
    def tell(self) -> None:
        """Give what waits to the connections; by `send` if it may be late."""

    @abstractmethod
    async def end(self) -> None:
        """End the connections and what runs beside the requests."""

    def begin(self) -> None:  # noqa: B027 - most have nothing
        """Begin what runs beside the requests: it listens now, and has told nothing."""

    async def __aenter__(self) -> Self:
        parts = {name: getattr(self, name) for name in self.parts}
        Control(parts, self.state, self.commit, self.refused).add_to(self.app)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.host, self.port).start()
        self.port = self._runner.addresses[0][1]
        self.world.address = self.address
        self.world.store.on_change = self._soon
        self.begin()
        self.commit()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for handle in self._late:
            handle.cancel()
        await self.end()
        await self._runner.cleanup()
        self.world.store.close()
        if error is None and self.violations:
            text = f"{self.name} would not have it:\n" + "\n".join(map(str, self.violations))
            raise AssertionError(text)

    @property
    def address(self) -> str:
        """Where it is reached, without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    def state(self) -> dict[str, Any]:
        """Return what `GET /control` tells."""
        counts = {f"{route} {result}": number for (route, result), number in self.traffic.counts.items()}
        return {"counts": counts, "violations": self.violations, **self.connections()}

    @property
    def violations(self) -> list[Violation]:
        """What the platform would not have taken or not have said, or this project does not want."""
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
        self.tell()
        self._turned.set()
        self._turned = asyncio.Event()

    def send(self, to: Callable[[Any], object], event: Any) -> None:
        """Give an event to a connection: now, or later where a fault will have it so."""
        if self.faults.event_delay:
            late = self.faults.random.uniform(0.0, self.faults.event_delay)
            self._late.append(asyncio.get_running_loop().call_later(late, to, event))
        else:
            to(event)

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
