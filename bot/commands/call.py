"""Who asks, and what a handler may use to answer."""

from dataclasses import dataclass

from bot.commands.command import Permission
from bot.locale.voice import Voice
from feeds.clock import Clock
from feeds.desks.desk import Desk
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Who:
    """The one who asks, and from where."""

    platform: str
    workspace: int
    destination: int
    person: str
    """The platform's id of the person; "local" in the terminal."""
    locale: str
    """ISO 639-1."""
    timezone: str
    """IANA."""
    permission: Permission


@dataclass(frozen=True, slots=True)
class Call:
    """One command being answered."""

    who: Who
    voice: Voice
    desk: Desk
    database: Database
    clock: Clock
