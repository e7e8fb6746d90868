"""A prompt on a real terminal, with answers of its own: `python -m tests.bot.faces.terminal.prompting HISTORY`."""

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.cards.card import Card, CardKind
from bot.commands.call import Who
from bot.commands.command import Permission
from bot.commands.complete import Suggestion
from bot.faces.face import Address, Posting
from bot.faces.terminal.prompt import PromptFace

WHO = Who("terminal", 1, 1, "local", "en", "UTC", Permission.OPERATOR)


class Echo:
    """Answers what was asked; "alert" sends an alert while the prompt is open."""

    def __init__(self, face: PromptFace) -> None:
        self._face = face
        self._tasks: set[asyncio.Task[None]] = set()

    async def answer(self, who: Who, line: str) -> Card:
        if line == "alert":
            self._tasks.add(asyncio.ensure_future(self._alert()))
        return Card(CardKind.STATUS, f"{who.person} asked <{line}>", "en")

    async def complete(self, who: Who, line: str) -> list[Suggestion]:
        return [Suggestion("latest ", len(line), "the newest stories")] if "latest".startswith(line) else []

    async def _alert(self) -> None:
        await asyncio.sleep(0)
        card = Card(CardKind.ALERT, "Round two is set", "en")
        await self._face.send(
            Address(1, "local", "terminal", "terminal"), Posting(card, "a1", datetime(2025, 9, 5, tzinfo=UTC))
        )


async def main(history: Path) -> None:
    face = PromptFace(os.environ)
    face.say("before the prompt")
    await face.run(Echo(face), WHO, slash="visa", history=history, toolbar=lambda: "last poll 14:05")
    face.say("after the prompt")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
