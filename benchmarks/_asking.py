"""People who use slash commands on a loopback Discord, several a second, and how long they wait for an answer."""

import asyncio
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.servers.discord import DiscordProcess

A_SECOND = 6
"""Questions, all kinds together."""
LIMIT_MS = 1000.0
"""Within which they are answered at the 99th percentile (issue 5): Discord gives up after three seconds."""

ANSWERED, CHOICES = 4, 8
"""Types of answers: a message, and what completes an option. To be put off is none."""

_QUERIES = ("비자", "visa korea talks", "word17 word2203", "비자 워킹그룹")
_TYPED = ("", "1", "visa")


@dataclass(frozen=True, slots=True)
class Ask:
    """What one person does."""

    kind: str
    what: str
    """The method of the loopback's `people`."""
    given: Mapping[str, Any]
    answered: int
    """The type of a good answer."""


@dataclass
class Waits:
    """How long people waited, in milliseconds, and what was not answered."""

    by_kind: dict[str, list[float]] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        """Return them all, shortest first."""
        return sorted(itertools.chain.from_iterable(self.by_kind.values()))


def asks() -> Iterator[Ask]:
    """Yield what is asked, in turn."""
    for number in itertools.count():
        query, typed = _QUERIES[number % len(_QUERIES)], _TYPED[number % len(_TYPED)]
        yield Ask("status", "people.command", {"name": "visa status"}, ANSWERED)
        yield Ask("latest", "people.command", {"name": "visa latest", "options": {"count": 10}}, ANSWERED)
        yield Ask("search", "people.command", {"name": "visa search", "options": {"query": query}}, ANSWERED)
        completed = {"name": "visa story", "focused": "story", "typed": typed}
        yield Ask("completion", "people.autocomplete", completed, CHOICES)


async def keep_asking(
    server: DiscordProcess, people: Sequence[int], channels: Sequence[int], waits: Waits, enough: asyncio.Event
) -> None:
    """Ask until it is enough, each time as another person in another channel, and wait for the last answers."""
    async with asyncio.TaskGroup() as group:
        for number, ask in enumerate(asks()):
            if enough.is_set():
                break
            by, channel = people[number % len(people)], channels[number % len(channels)]
            group.create_task(_one(server, ask, by, channel, waits))
            await asyncio.sleep(1 / A_SECOND)


async def ask_once(server: DiscordProcess, people: Sequence[int], channels: Sequence[int]) -> None:
    """Ask each kind, so that what the first answers after a start compile and read is there."""
    for ask in itertools.islice(asks(), 4):
        await _one(server, ask, people[0], channels[0], Waits())


async def _one(server: DiscordProcess, ask: Ask, by: int, channel: int, waits: Waits) -> None:
    """Ask, and note how long Discord waited: from the event it sent to the answer it got, by its own clock."""
    asked = await server.call(ask.what, by, channel, **ask.given)
    try:
        answer = await server.call("people.answer", asked)
    except RuntimeError as error:
        waits.unanswered.append(f"{ask.kind}: {error}")
        return
    if answer["type"] != ask.answered:
        waits.unanswered.append(f"{ask.kind}: put off")
    waits.by_kind.setdefault(ask.kind, []).append(answer["after"] * 1000)


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    return sorted_values[min(int(len(sorted_values) * share), len(sorted_values) - 1)]
