"""The terminal with a person: a prompt with completion and history. Alerts appear above it as they arrive.

A terminal cannot be read back, so that a post whose fate is unknown is shown again (docs/adr/0005).
"""

import os
import shutil
import sys
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from prompt_toolkit import PromptSession
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output
from prompt_toolkit.patch_stdout import patch_stdout

from bot.cards.card import Card
from bot.cards.clean import clean_line
from bot.commands.call import Who
from bot.commands.complete import Suggestion
from bot.faces.face import Absent, Address, Found, Outcome, Posting, Sent, Unknown
from bot.faces.terminal.render import Look, as_written, look, render
from bot.faces.terminal.words import PLATFORM, QUIT, updated

_REFRESH = 5.0
"""Seconds between two looks at the toolbar's text."""


class Answers(Protocol):
    """What answers the lines that are typed: `bot.commands.dispatch.Dispatcher`."""

    async def answer(self, who: Who, line: str) -> Card:
        """Return the answer to a line."""
        ...

    async def complete(self, who: Who, line: str) -> list[Suggestion]:
        """Return what may follow a half-typed line."""
        ...


class PromptFace:
    """Shows cards and takes lines. Cards may be shown before, during and after `run`; the message's id is the token."""

    platform = PLATFORM

    def __init__(
        self,
        environ: Mapping[str, str],
        *,
        keys: Input | None = None,
        screen: Output | None = None,
        styled: bool = True,
        spoken: Callable[[str, str], str] = as_written,
    ) -> None:
        """Take the environment, of which TERM and NO_COLOR are read; `keys` and `screen` replace the real terminal.

        `spoken` puts what a button types into the reader's language (`bot.commands.spoken`).
        """
        self._environ = environ
        self._keys = keys
        self._screen = screen
        self._styled = styled
        self._spoken = spoken

    def show(self, card: Card) -> None:
        """Show a card, above the prompt where there is one."""
        self._put(render(card, self._look(), self._spoken) + "\n")

    def say(self, line: str) -> None:
        """Show one plain line."""
        self._put(clean_line(line) + "\n")

    async def run(
        self, answers: Answers, who: Who, *, slash: str, history: Path | None, toolbar: Callable[[], str]
    ) -> None:
        """Answer lines until `quit`, Ctrl-C or Ctrl-D. Cancelling it puts the terminal back in order.

        Args:
            answers: answers and completes lines.
            who: who sits there.
            slash: the name of the desk's slash command, for the prompt.
            history: the file that remembers lines; None, or where it cannot be written: they are forgotten at the end.
            toolbar: the line below the prompt, asked every few seconds.

        """
        with self._session(), patch_stdout(raw=True):
            session: PromptSession[str] = PromptSession(
                f"/{slash} › ",
                completer=_Completer(answers, who),
                history=_history(history),
                bottom_toolbar=lambda: clean_line(toolbar()),
                refresh_interval=_REFRESH,
                interrupt_exception=_Left,
                eof_exception=_Left,
            )
            while True:
                try:
                    # Signals are the service's business: in a terminal, Ctrl-C is a key as long as the prompt is open.
                    line = (await session.prompt_async(handle_sigint=False, set_exception_handler=False)).strip()
                except _Left:
                    return
                if line.removeprefix("/").lower() in QUIT:
                    return
                if line:
                    self.show(await answers.answer(who, line))

    async def send(self, to: Address, posting: Posting) -> Outcome:  # noqa: ARG002 - one place
        """Show a post."""
        self.show(posting.card)
        return Sent(posting.token)

    async def edit(self, to: Address, message: str, card: Card, version: int) -> Outcome:  # noqa: ARG002 - one place
        """Show the post's new state: what has scrolled by cannot be changed."""
        self.show(replace(card, stamp=updated(card)))
        return Sent(message)

    async def find(self, to: Address, posting: Posting) -> Found | Absent | Unknown:  # noqa: ARG002 - one place
        """Answer that the post is absent: see above."""
        return Absent()

    def _session(self) -> AbstractContextManager[object]:
        """Return a session on the devices that replace the real terminal, if any do.

        The real one needs none of its own: `patch_stdout` writes from a thread, which sees only the default session,
        and would not know that a prompt is open and must be redrawn below what it writes.
        """
        if self._keys is None and self._screen is None:
            return nullcontext()
        return create_app_session(input=self._keys, output=self._screen)

    def _look(self) -> Look:
        return look(self._environ, shutil.get_terminal_size().columns, terminal=self._styled)

    def _put(self, text: str) -> None:
        sys.stdout.write(text)  # which is the prompt's own while it is open
        sys.stdout.flush()


class _Left(Exception):  # noqa: N818 - leaving is no error
    """The person has left: Ctrl-C or Ctrl-D."""


class _Completer(Completer):
    """Completes from what the commands know."""

    def __init__(self, answers: Answers, who: Who) -> None:
        self._answers = answers
        self._who = who

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002 - the library's
        """Return none: the prompt asks the other one."""
        return iter(())

    async def get_completions_async(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - the library's
    ) -> AsyncGenerator[Completion, None]:
        """Return what may follow."""
        for one in await self._answers.complete(self._who, document.text_before_cursor):
            yield Completion(one.text, start_position=-one.replaces, display_meta=one.about)


def _history(file: Path | None) -> History:
    """Return where lines are remembered; only its owner may read the file."""
    if file is None:
        return InMemoryHistory()
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError:
        return InMemoryHistory()
    return FileHistory(file)
