"""The terminal without a person: posts go to standard output, to be read by people, programs, or a log.

A post in text form is the plain card and a last line that names its delivery, `— visabot [TOKEN]`; an edit says
"Updated" and ends in `— visabot [TOKEN vVERSION]`. In JSON form each is one object a line: `action` ("post" or "edit"),
`token`, `version` (edits), `reply_to`, `card`.

Looking for a post is exact where standard output is a regular file. A pipe or a terminal can never tell what it was
given, so that "look again later" would wait for ever: there, a post whose fate is unknown is said again.
"""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from bot.cards.card import Card
from bot.cards.clean import clean_card
from bot.cards.plain import as_json, plain
from bot.faces.face import Absent, Address, Found, Outcome, Posting, RetryLater, Sent, Unknown
from bot.faces.terminal.output import Output
from bot.faces.terminal.record import POST, Record, trailer
from bot.faces.terminal.words import PLATFORM, updated

_AGAIN = timedelta(minutes=1)


class HeadlessFace:
    """Posts to a descriptor, usually standard output. The message's id is the delivery's token."""

    platform = PLATFORM

    def __init__(self, fd: int = 1, form: Literal["text", "json"] = "text") -> None:
        """Write to `fd` in `form`; `fd` stays the caller's to close."""
        self._output = Output(fd)
        self._record = Record(fd)
        self._readable = self._record.readable()
        self._form = form
        self._turn = asyncio.Lock()
        self._closed = asyncio.Event()

    async def until_closed(self) -> str:
        """Return once nobody reads what is posted any more, with a sentence for the operator: time to stop."""
        await self._closed.wait()
        return "Standard output was closed by its reader: stopping. What could not be posted stays due."

    async def send(self, to: Address, posting: Posting) -> Outcome:  # noqa: ARG002 - one place
        """Write a post. An unfinished last line, left by a killed process, is ended first."""
        async with self._turn:
            return await self._write(self._post(posting), posting.token)

    async def edit(self, to: Address, message: str, card: Card, version: int) -> Outcome:  # noqa: ARG002 - one place
        """Write the post's new state, unless the file holds this version or a later one."""
        async with self._turn:
            if self._readable:
                shown = await asyncio.to_thread(self._record.version, message)
                if shown is not None and shown >= max(version, POST + 1):
                    return Sent(message)
            return await self._write(self._edit(card, message, version), message)

    async def find(self, to: Address, posting: Posting) -> Found | Absent | Unknown:  # noqa: ARG002 - one place
        """Look into the file; where there is none to look into, answer that the post is absent (see above)."""
        async with self._turn:
            if self._readable and await asyncio.to_thread(self._record.version, posting.token) is not None:
                return Found(posting.token)
            return Absent()

    async def _write(self, text: str, token: str) -> Outcome:
        try:
            torn = self._record.ends_in_a_line() if self._readable else self._output.torn
            await self._output.write(f"\n{text}".encode() if torn else text.encode())
        except BrokenPipeError:
            self._closed.set()
            return RetryLater(_AGAIN, "standard output was closed by its reader")
        except OSError as error:
            return RetryLater(_AGAIN, f"standard output cannot be written: {error.strerror}")
        return Sent(token)

    def _post(self, posting: Posting) -> str:
        if self._form == "json":
            card = as_json(clean_card(posting.card))
            return _object({"action": "post", "token": posting.token, "reply_to": posting.reply_to, "card": card})
        follows = [f"↳ [{posting.reply_to}]"] if posting.reply_to else []
        return _block(posting.card, [*follows, trailer(posting.token)])

    def _edit(self, card: Card, message: str, version: int) -> str:
        if self._form == "json":
            said = {"action": "edit", "token": message, "version": version, "card": as_json(clean_card(card))}
            return _object(said)
        return _block(replace(card, stamp=updated(card)), [trailer(message, version)])


def _block(card: Card, last: list[str]) -> str:
    """Return the card's lines with `last` below. No line of a card begins as a trailer or an object of ours does."""
    lines = [f" {line}" if line.startswith(("—", "{")) else line for line in plain(clean_card(card)).splitlines()]
    return "\n".join([*lines, *last, "", ""])


def _object(said: dict[str, object]) -> str:
    return json.dumps(said, ensure_ascii=False) + "\n"
