"""Cards as messages, with the lines that no button can carry stored under codes."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from bot.cards.card import Card
from bot.commands.call import Who
from bot.faces.discord.cards.button_rows import overlong
from bot.faces.discord.cards.render import Rendered, drawing_of, render
from bot.locale.catalogue import Catalogue
from feeds.clock import Clock
from storage import held
from storage.engine.database import Database
from storage.held import Held, HeldKind

STORED_FOR = timedelta(days=30)
"""How long a button with a stored line works, at least."""
_RENEWED = timedelta(days=1)
"""Within so long the same line is not stored again: who turns pages would write for each."""
_CODE = 16
"""Hexadecimal digits: no two lines share one by chance."""


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws the answers to people."""

    catalogue: Catalogue
    database: Database
    clock: Clock

    async def draw(self, card: Card, who: Who, *, page: int = 0, again: str | None = None) -> Rendered:
        """Return an answer as a message; see `bot.faces.discord.cards.render.render`."""
        codes = {line: await self._stored(line, who) for line in self._overlong(card, again)}
        drawing = await drawing_of(card, page)
        return render(card, self.catalogue, page=page, again=again, codes=codes, drawing=drawing)

    async def line(self, code: str) -> str | None:
        """Return the line that is stored under a code; None: not any more."""
        async with self.database.read() as tx:
            one = await held.get(tx, code, HeldKind.LINE, self.clock.now())
        return one.lines[0] if one else None

    def _overlong(self, card: Card, again: str | None) -> tuple[str, ...]:
        """Return the lines to store. That which turns the pages is none of them where there is one page."""
        lines = overlong(card, again=again)
        if again in lines and render(card, self.catalogue, again="help").pages == 1:
            return overlong(card)
        return lines

    async def _stored(self, line: str, who: Who) -> str:
        """Return a line's code: the same for the same person in the same place."""
        of = f"{who.destination}\n{who.person}\n{line}"
        code = hashlib.sha256(of.encode()).hexdigest()[:_CODE]
        now = self.clock.now()
        async with self.database.read() as tx:
            known = await held.get(tx, code, HeldKind.LINE, now)
        if known is None or known.until - now < STORED_FOR:
            one = Held(code, HeldKind.LINE, who.destination, who.person, (line,), now + STORED_FOR + _RENEWED)
            async with self.database.write() as tx:
                await held.put(tx, one, now)
        return code
