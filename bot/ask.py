"""`visabot ask`: one command answered from the database, also while `visabot run` is running."""

from functools import partial

from bot.cards.card import Card
from bot.commands.dispatch import Dispatcher
from bot.config.settings import Settings
from bot.locale.catalogue import load_catalogue
from bot.starting.local import find_local, settle
from bot.starting.opening import opened
from feeds.clock import Clock
from feeds.desks.desk import Desk
from feeds.fetch.reach import is_reachable


async def ask(settings: Settings, desk: Desk, line: str, clock: Clock) -> Card:
    """Return the answer to a line as one would type it at the prompt.

    Raises:
        NoDatabaseError: the bot never ran.
        StorageError: the database cannot be used.

    """
    async with opened(settings) as database:
        async with database.read() as tx:
            local = await find_local(tx)
        if local is None:
            async with database.write() as tx:
                local = await settle(tx, settings, clock.now())
        dispatcher = Dispatcher(
            database=database,
            desk=desk,
            clock=clock,
            catalogue=load_catalogue(),
            limits=settings.limits,
            reach=partial(is_reachable, allow=settings.allow_addresses),
        )
        return await dispatcher.answer(local.person(settings), line)
