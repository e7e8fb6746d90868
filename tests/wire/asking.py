"""Somebody who asks the bot on Slack while it is killed, one question after the other, and what came of each.

A question is over when it is answered. It is struck, and over too, when somebody died after the bot had acknowledged
it: Slack does not send it again then, and the bot that knew of it may be no more. What was not acknowledged is sent
again.
"""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.servers.slack import SlackProcess

ANOTHER_LOOK = 0.1
"""Seconds."""
HOUR = 3600.0
ASKED = {"status": ": status, ", "latest": "Latest: "}
"""What is asked in turn, and what its answer shows."""
APOLOGY, PROGRESS = "Something in visabot failed", "Still working"


@dataclass
class Deaths:
    """Who died when. Somebody who waits for an answer can keep a death off meanwhile."""

    ends: list[float] = field(default_factory=list)
    """When each was over, by the clock that all processes share: the next life begins after it."""
    quiet: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a question is under way. Every second death of the bot waits for it."""

    def note(self) -> None:
        """Note that one is over."""
        self.ends.append(time.monotonic())

    def since(self, when: float) -> bool:
        """Tell whether there was one."""
        return any(end >= when for end in self.ends)


@dataclass
class Question:
    """One question, and what is known of it at the end."""

    ts: str
    words: str
    struck: bool = False
    heard: list[float] = field(default_factory=list)
    """When it was acknowledged: more than once where Slack sent it again."""
    answers: list[str] = field(default_factory=list)

    @property
    def right(self) -> int:
        """How many answers are what was asked for."""
        return sum(ASKED[self.words] in answer for answer in self.answers)

    def shows(self, words: str) -> bool:
        """Tell whether an answer shows these words."""
        return any(words in answer for answer in self.answers)


class Asker:
    """Asks in a channel where nobody subscribed, once in every hour of the wire's time."""

    def __init__(self, server: SlackProcess, clock: Path) -> None:
        self._server = server
        self._clock = clock
        self._lobby = self._person = self._bot = ""
        self._asked: list[Question] = []

    async def settle_in(self, team: str) -> None:
        """Come into a workspace."""
        call = self._server.call
        self._lobby = await call("places.add_channel", team, "lobby")
        self._person = await call("places.add_person", team, "mina", channels=[self._lobby])
        self._bot = await call("places.bot", team)

    async def ask(self, deaths: Deaths) -> None:
        """Ask until cancelled."""
        asked_at = 0.0
        while True:
            now = float(self._clock.read_text())
            if now - asked_at >= HOUR:
                asked_at = now
                async with deaths.quiet:
                    await self._one(tuple(ASKED)[len(self._asked) % len(ASKED)], deaths)
            await asyncio.sleep(ANOTHER_LOOK)

    async def answers(self) -> list[Question]:
        """Return what became of all of them, as it stands at the end."""
        for one in self._asked:
            await self._look(one)
        return self._asked

    async def _one(self, words: str, deaths: Deaths) -> None:
        """Ask, and wait until the question is over."""
        try:
            ts = await self._server.call("people.say", self._person, self._lobby, f"<@{self._bot}> {words}")
        except aiohttp.ClientError:
            return  # Slack was killed: nobody asks
        one = Question(str(ts), words)
        self._asked.append(one)
        while True:
            with suppress(aiohttp.ClientError):  # until Slack is back
                await self._look(one)
            if one.answers and PROGRESS not in one.answers[-1]:
                return
            if one.heard and deaths.since(one.heard[0]):
                one.struck = True
                return
            await asyncio.sleep(ANOTHER_LOOK)

    async def _look(self, one: Question) -> None:
        told = await self._server.call("questions.about", self._person, self._lobby, one.ts)
        one.heard, one.answers = told["heard"], told["answers"]
