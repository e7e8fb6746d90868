"""People who use slash commands on a loopback Discord, several a second, and how long they wait for an answer."""

import asyncio
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks._waiting import A_SECOND, QUERIES, TYPED, Waits
from tests.servers.discord import DiscordProcess

ANSWERED, CHOICES = 4, 8
"""Types of answers: a message, and what completes an option. To be put off is none."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What one person does."""

    kind: str
    what: str
    """The method of the loopback's `people`."""
    given: Mapping[str, Any]
    answered: int
    """The type of a good answer."""


def asks() -> Iterator[Ask]:
    """Yield what is asked, in turn."""
    for number in itertools.count():
        query, typed = QUERIES[number % len(QUERIES)], TYPED[number % len(TYPED)]
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
    waits.note(ask.kind, answer["after"])
