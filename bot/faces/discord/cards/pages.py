"""Rows into messages: as many as fit, divided between statements; what is left over becomes pages, or a number.

The sizes add up for any card: title 1,420 + picture's words 410 + footer 410 + the words of what is left 110, and of
what remains of 4,000 a heading and a row always fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.faces.cards.pieces import cost, pieces
from bot.faces.discord.cards.blocks import Part

DISPLAYS = 10
"""Sections that stand apart in one message; further ones share the last display."""


@dataclass(slots=True)
class Sheet:
    """What one message shows of the sections."""

    displays: list[str] = field(default_factory=list)
    """Markup, one for each section."""
    whole: int = 0
    """Statements whose end is on it."""
    used: int = 0


def sheets(parts: Sequence[Part], room: int, first: int | None = None) -> list[Sheet]:
    """Divide sections into messages, at least one; a heading is said again where its section goes on.

    Args:
        parts: the sections.
        room: characters of a message that are theirs.
        first: the same for the first message, if it is another number.
    """
    made = [Sheet()]
    limit = room if first is None else first
    for part in parts:
        lines: list[str] = []  # of this section, on the sheet at hand
        for rows, last in pieces(part.heading, part.blocks, min(room, limit)):
            heading = [part.heading] if part.heading and not lines else []
            needed = cost(heading) + cost(rows)
            if made[-1].used + needed > limit and made[-1].used:
                _close(made[-1], lines)
                made.append(Sheet())
                limit = room
                lines = []
                heading = [part.heading] if part.heading else []
                needed = cost(heading) + cost(rows)
            lines += (*heading, *rows)
            made[-1].used += needed
            made[-1].whole += last
        _close(made[-1], lines)
    return made


def _close(sheet: Sheet, lines: Sequence[str]) -> None:
    if not lines:
        return
    text = "\n".join(lines)
    if len(sheet.displays) < DISPLAYS:
        sheet.displays.append(text)
    else:
        sheet.displays[-1] += f"\n{text}"
