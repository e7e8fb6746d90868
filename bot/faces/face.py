"""What the pipeline asks of a face, and the answers it may give."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.cards.card import Card


@dataclass(frozen=True, slots=True)
class Address:
    """Where a post goes, in the platform's own words."""

    destination: int
    """Our number for it."""
    workspace: str
    """The platform's id of the server or team; "local" for the terminal."""
    channel: str
    """The platform's id of the channel, thread or conversation."""


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there. `message` is the platform's id of it, for edits and replies."""

    message: str


@dataclass(frozen=True, slots=True)
class RetryLater:
    """It is not there, and may be tried again after a while."""

    after: timedelta
    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The place, or the message to edit, has ended."""

    reason: str


@dataclass(frozen=True, slots=True)
class InDoubt:
    """The answer was lost: it may or may not be there. Look before sending again."""

    reason: str


Outcome = Sent | RetryLater | Gone | InDoubt


@dataclass(frozen=True, slots=True)
class Found:
    """The post is there."""

    message: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The post is certainly not there."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Looking did not tell."""

    reason: str


class Face(Protocol):
    """One chat platform. Its methods never raise but for cancellation and programming errors."""

    @property
    def platform(self) -> str:
        """The platform's word in the workspaces table: terminal, discord, slack."""
        ...

    async def send(self, to: Address, card: Card, token: str, *, reply_to: str | None = None) -> Outcome:
        """Post a card. `token` is the delivery's id, at most 25 characters: `find` must find the post by it."""
        ...

    async def edit(self, to: Address, message: str, card: Card, version: int) -> Outcome:
        """Bring a post up to date. Doing it twice must be harmless."""
        ...

    async def find(self, to: Address, token: str) -> Found | Absent | Unknown:
        """Look whether the post with this delivery id is there: asked only after an answer was lost."""
        ...
