"""Brings envelopes to the app, and again if it does not acknowledge them (reference: Events API, "Retries")."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.servers.slack import asking, views
from tests.servers.slack.errors import Refusal
from tests.servers.slack.faults import SlackFaults
from tests.servers.slack.judge import Judge
from tests.servers.slack.posting import Poster
from tests.servers.slack.sockets import Sockets
from tests.servers.slack.world import World
from tests.servers.store import Json
from tests.servers.traffic import Traffic

_KEPT = 1_000


@dataclass
class Delivery:
    """Events are tried again; what a person did is not: they see an error, and may do it again.

    Attributes:
        within: Seconds that the app has to acknowledge.
        pauses: Seconds before each further try of an event.
    """

    world: World
    sockets: Sockets
    poster: Poster
    faults: SlackFaults
    traffic: Traffic
    judge: Judge
    within: float = 3.0
    pauses: tuple[float, ...] = (0.1, 60.0, 300.0)
    events: deque[Json] = field(default_factory=lambda: deque(maxlen=_KEPT))
    """Events that were acknowledged, newest last."""

    def __post_init__(self) -> None:
        self._timers: set[asyncio.TimerHandle] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.sockets.acknowledge = self.acknowledge
        self.sockets.lost = self._lost

    def begin(self) -> None:
        """Go on with what was not acknowledged when this Slack was killed."""
        for row in list(self.world.store.table("envelopes").values()):
            if row not in self.world.waiting:
                self._failed(row, "timeout")

    def end(self) -> None:
        """Send nothing more."""
        for handle in self._timers:
            handle.cancel()
        for task in self._tasks:
            task.cancel()

    def send(self, row: Json) -> None:
        """Send an envelope by a connection, or by HTTP if there is an address."""
        if row["id"] not in self.world.store.table("envelopes"):
            return
        self.traffic.counts[f"to app {_kind(row)}", "sent"] += 1
        if self.poster.url:
            task = asyncio.get_running_loop().create_task(self._post(row))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif self.sockets.send(row):
            self._later(self.within, row, "timeout")
        else:
            self._failed(row, "no_connection")

    def repeat(self, number: int = 1) -> None:
        """Send the last acknowledged events once more, as Slack does when it missed the acknowledgement."""
        for row in list(self.events)[-number:]:
            self._again(row)

    def retry_now(self) -> None:
        """Try all events again that wait for their next try."""
        for row in list(self.world.store.table("envelopes").values()):
            self.send(row)

    def waiting(self) -> int:
        """Return how many envelopes are not acknowledged yet."""
        return len(self.world.store.table("envelopes"))

    def acknowledge(self, envelope: str, payload: Json | None) -> None:
        """Take an acknowledgement. One that comes too late is for nothing."""
        row = self.world.store.table("envelopes").get(envelope)
        if row is None:
            return
        self.world.store.drop("envelopes", envelope)
        self.traffic.counts[f"to app {_kind(row)}", "acknowledged"] += 1
        if row["type"] == "events_api":
            self.events.append(row)
            if not row["attempt"] and self.faults.random.random() < self.faults.repeated:
                self._again(row)
            return
        asked = self.world.store.table("asked").get(row["asked"])
        if asked is None:
            return
        try:
            view = views.find(self.world, asked["view"])["view"] if asked["view"] else {}
            self.judge.acknowledgement(asked["kind"], payload or {}, view)
            asking.acknowledge(self.world, asked, payload)
        except Refusal as refusal:
            asking.fail(self.world, row["asked"], refusal.error)

    def _again(self, row: Json) -> None:
        again = self.world.send(row["type"], row["team"], row["payload"])
        again |= {"attempt": 1, "reason": "timeout"}

    async def _post(self, row: Json) -> None:
        good, payload = await self.poster.post(row, self.within)
        if good:
            self.acknowledge(row["id"], payload)
        else:
            self._failed(row, "http_timeout")

    def _lost(self, envelopes: set[str]) -> None:
        table = self.world.store.table("envelopes")
        for row in [table[one] for one in envelopes if one in table]:
            self._failed(row, "timeout")

    def _failed(self, row: Json, reason: str) -> None:
        if self.world.store.table("envelopes").get(row["id"]) is not row:
            return  # acknowledged, or tried again in the meantime
        self.world.store.drop("envelopes", row["id"])
        if row["type"] != "events_api":
            asking.fail(
                self.world, row["asked"], "dispatch_failed" if reason == "no_connection" else "operation_timeout"
            )
            return
        if row["attempt"] >= len(self.pauses):
            self.traffic.counts["to app", "given up"] += 1
            return
        # With a new envelope, so that a late acknowledgement of this one is for nothing.
        again = self.world.send(row["type"], row["team"], row["payload"])
        again |= {"attempt": row["attempt"] + 1, "reason": reason}
        self.world.waiting.remove(again)
        self._wait(self.pauses[row["attempt"]], again)

    def _wait(self, pause: float, row: Json) -> None:
        self._in(pause, lambda: self.send(row))

    def _later(self, pause: float, row: Json, reason: str) -> None:
        self._in(pause, lambda: self._failed(row, reason))

    def _in(self, seconds: float, act: Callable[[], None]) -> None:
        def due() -> None:
            self._timers.discard(handle)
            act()

        handle = asyncio.get_running_loop().call_later(seconds, due)
        self._timers.add(handle)


def _kind(row: Json) -> str:
    return str(row["payload"].get("event", row["payload"]).get("type", row["type"]))
