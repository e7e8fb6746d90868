"""Cards as messages, with the lines that no button can carry stored under codes."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from bot.cards.card import Card
from bot.commands.call import Who
from bot.faces.discord.button_rows import overlong
from bot.faces.discord.render import Rendered, render
from bot.locale.catalogue import Catalogue
from feeds.clock import Clock
from storage import held
from storage.database import Database
from storage.held import Held, HeldKind

STORED_FOR = timedelta(days=30)
"""How long a button with a stored line works."""
_BYTES = 5


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws the answers to people."""

    catalogue: Catalogue
    database: Database
    clock: Clock

    async def draw(self, card: Card, who: Who, *, page: int = 0, again: str | None = None) -> Rendered:
        """Return an answer as a message; see `bot.faces.discord.render.compose`."""
        codes: dict[str, str] = {}
        for line in overlong(card, again=again):
            codes[line] = await self._stored(line, who)
        return await render(card, self.catalogue, page=page, again=again, codes=codes)

    async def line(self, code: str) -> str | None:
        """Return the line that is stored under a code; None: not any more."""
        async with self.database.read() as tx:
            one = await held.get(tx, code, HeldKind.LINE, self.clock.now())
        return one.lines[0] if one else None

    async def _stored(self, line: str, who: Who) -> str:
        now = self.clock.now()
        one = Held(token_hex(_BYTES), HeldKind.LINE, who.destination, who.person, (line,), now + STORED_FOR)
        async with self.database.write() as tx:
            await held.put(tx, one, now)
        return one.code
