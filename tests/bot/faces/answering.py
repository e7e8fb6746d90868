"""What a listener answers with, in the tests of every chat."""

from typing import Any

from bot.commands.dispatch import Dispatcher
from bot.commands.limits import Limits
from bot.faces.chat import Answering
from bot.locale.catalogue import Catalogue
from feeds.clock import SteppedClock
from storage.engine.database import Database
from tests.bot.invented import DESK, NOW, words_of_the_desk


def answering(
    database: Database,
    catalogue: Catalogue,
    dispatcher: type[Dispatcher] = Dispatcher,
    *,
    clock: SteppedClock | None = None,
    **more: Any,
) -> Answering:
    """Return it, of the invented desk; `more` is the dispatcher's: what else handlers may use."""
    clock = clock or SteppedClock(NOW)
    made = dispatcher(
        limits=Limits(commands_a_minute=1000),
        database=database,
        desk=DESK,
        clock=clock,
        catalogue=catalogue,
        vocabulary=words_of_the_desk(),
        **more,
    )
    return Answering(made, database, DESK, catalogue, clock)
