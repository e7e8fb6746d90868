"""People who use slash commands and forms on a loopback Slack, several a second, and how long they wait."""

import asyncio
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks._waiting import A_SECOND, QUERIES, TYPED, Waits
from tests.servers.slack import SlackProcess

ACKNOWLEDGED_MS = 3000.0
"""Within which Slack wants to hear that something has arrived (Slack, "Acknowledging requests"). All of them."""


class Person(NamedTuple):
    """Who asks, and where."""

    id: str
    channel: str


class Ask(NamedTuple):
    """What one person does."""

    kind: str
    text: str
    """Of the command; of a completion what is typed into the form."""


@dataclass
class Answers:
    """What came of all that was asked."""

    waits: Waits = field(default_factory=Waits)
    acknowledged: list[float] = field(default_factory=list)
    """Milliseconds until each was."""


class People:
    """Asks, each time as another person in another channel."""

    def __init__(self, server: SlackProcess, people: Sequence[Person]) -> None:
        self._server = server
        self._people = people
        self._forms: dict[str, str] = {}
        """The open form of each, by person."""

    async def begin(self) -> None:
        """Open the forms, and ask each kind once: the first answers after a start compile and read more."""
        for person in self._people:
            asked = await self._server.call("people.command", person.id, person.channel, "/visa", "story")
            self._forms[person.id] = (await self._server.call("people.view", asked))["id"]
        for ask in itertools.islice(_asks(), 4):
            await self._one(ask, self._people[0], Answers())

    async def keep_asking(self, answers: Answers, enough: asyncio.Event) -> None:
        """Ask until it is enough, and wait for the last answers."""
        async with asyncio.TaskGroup() as group:
            for number, ask in enumerate(_asks()):
                if enough.is_set():
                    break
                group.create_task(self._one(ask, self._people[number % len(self._people)], answers))
                await asyncio.sleep(1 / A_SECOND)

    async def _one(self, ask: Ask, person: Person, answers: Answers) -> None:
        """Ask, and note how long Slack waited: from what it sent to the answer it got, by its own clock."""
        completion = ask.kind == "completion"
        if completion:
            form = self._forms[person.id]
            asked = await self._server.call("people.suggest", person.id, form, "option-story", ask.text)
        else:
            asked = await self._server.call("people.command", person.id, person.channel, "/visa", ask.text)
        try:
            await self._server.call("people.acked", asked)
            reply = None if completion else await self._server.call("people.reply", asked)
        except RuntimeError as error:
            answers.waits.unanswered.append(f"{ask.kind}: {error}")
            return
        row = await self._server.call("people.asked", asked)
        answers.acknowledged.append((row["acked_at"] - row["at"]) * 1000)
        answers.waits.note(ask.kind, (row["acked_at"] if reply is None else float(reply["ts"])) - row["at"])


def _asks() -> Iterator[Ask]:
    """Yield what is asked, in turn."""
    for number in itertools.count():
        yield Ask("status", "status")
        yield Ask("latest", "latest 10")
        yield Ask("search", f"search {QUERIES[number % len(QUERIES)]}")
        yield Ask("completion", TYPED[number % len(TYPED)])
