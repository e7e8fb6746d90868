"""What the bot asks of a chat platform that it connects to: to post by a face, and to listen beside it."""

from dataclasses import dataclass
from typing import Protocol

from bot.commands.dispatch import Dispatcher
from bot.faces.face import Face
from bot.locale.catalogue import Catalogue
from feeds.clock import Clock
from feeds.desks.desk import Desk
from storage.engine.database import Database


@dataclass(frozen=True, slots=True)
class Answering:
    """What a listener answers with."""

    dispatcher: Dispatcher
    database: Database
    desk: Desk
    catalogue: Catalogue
    clock: Clock


class Chat(Protocol):
    """One platform."""

    @property
    def face(self) -> Face:
        """Return what posts there."""
        ...

    async def run(self, answering: Answering) -> None:
        """Listen and answer until cancelled. It comes back by itself only where trying again cannot help."""
        ...
