"""What the pipeline asks of a face, and the answers it may give."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from bot.cards.card import Card


@dataclass(frozen=True, slots=True)
class Address:
    """Where a post goes, in the platform's own words."""

    destination: int
    """Our number for it."""
    workspace: str
    """The platform's id of the server or team; "local" for the terminal."""
    channel: str
    """The platform's id of the channel, thread or conversation; "@USER" for a person's direct messages."""
    kind: str
    """The destination's kind: "terminal", "channel", "direct" …; a platform has its own."""
    mention: str | None = None
    """The platform's id of the role or group that alerts and developments mention; no other is ever mentioned."""
    publish: bool = False
    """Whether others see a post, too: who follows an announcement channel of Discord's elsewhere; on Slack, of a
    development in a thread, the whole channel."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One thing to say, and what a place may need to say it or to find it again."""

    card: Card
    token: str
    """The delivery's id, at most 25 characters: `Face.find` must find the post by it."""
    since: datetime
    """When it was first due, UTC: a post of it cannot be older."""
    reply_to: str | None = None
    """The platform's id of the post that it continues."""
    tags: tuple[str, ...] = ()
    """Names of the story's topics in the reader's language, for places that sort posts by tags."""


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there. `message` is the platform's id of it, for edits and replies."""

    message: str
    publish: bool = False
    """Whether it is still to be passed on: see `Publishing`."""


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


@dataclass(frozen=True, slots=True)
class Refused:
    """We may not post there now, and an admin can put that right. It is not there."""

    reason: str
    """For the log: what the platform said."""
    todo: tuple[str, ...] = ()
    """What an admin has to see to, in the words of `bot.cards.lost_place.MISSING`. Empty: not known."""


Outcome = Sent | RetryLater | Refused | Gone | InDoubt


@dataclass(frozen=True, slots=True)
class Found:
    """The post is there."""

    message: str
    publish: bool = False
    """As of `Sent`: whether it was passed on already is not known, and doing it twice is harmless."""


@dataclass(frozen=True, slots=True)
class Absent:
    """The post is certainly not there."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Looking did not tell."""

    reason: str


@runtime_checkable
class Publishing(Protocol):
    """A face whose posts can be passed on to those who follow the channel elsewhere."""

    async def publish(self, to: Address, message: str) -> Outcome:
        """Pass a message on; `Sent` also where it was passed on already. Doing it twice must be harmless."""
        ...


class Face(Protocol):
    """One chat platform. Its methods never raise but for cancellation and programming errors."""

    @property
    def platform(self) -> str:
        """The platform's word in the workspaces table: terminal, discord, slack."""
        ...

    async def send(self, to: Address, posting: Posting) -> Outcome:
        """Post a card."""
        ...

    async def edit(self, to: Address, message: str, card: Card, version: int) -> Outcome:
        """Bring a post up to date. Doing it twice must be harmless."""
        ...

    async def find(self, to: Address, posting: Posting) -> Found | Absent | Unknown | Refused:
        """Look whether the post with this token is there: asked only after an answer was lost.

        `Refused`: we may not look, and an admin can put that right.
        """
        ...
