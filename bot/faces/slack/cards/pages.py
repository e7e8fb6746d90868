"""Rows into messages: as many as fit, divided between statements; what is left over becomes pages, or a number.

The sizes add up for any card: of the 12,000 characters of a message title and link take 1,500, the picture's words
2,000, footer and tail 600, a mention 40, and `ROOM` is the sections'. Buttons carry at most what `action_rows` allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.faces.cards.pieces import cost, pieces
from bot.faces.slack.cards.blocks import Form, Part
from bot.faces.slack.limits import SECTION

ROOM = 5000
"""Characters of a message that are the sections'."""
FENCES = 8
"""Characters around a block of code."""
DISPLAYS = 35
"""Section blocks of one message, at most: with title, link, picture, footer and rows of buttons they are under 50."""


@dataclass(frozen=True, slots=True)
class Display:
    """What one section block shows."""

    text: str
    form: Form = Form.MARKUP


@dataclass(slots=True)
class Sheet:
    """What one message shows of the sections."""

    displays: list[Display] = field(default_factory=list)
    whole: int = 0
    """Statements whose end is on it."""
    used: int = 0


def sheets(
    parts: Sequence[Part], room: int = ROOM, section: int = SECTION - FENCES, displays: int = DISPLAYS
) -> list[Sheet]:
    """Divide sections into messages, at least one; a heading is said again where its section goes on in another.

    Args:
        parts: the sections.
        room: characters of a message that are theirs.
        section: characters of a block.
        displays: blocks of a message.
    """
    made = [Sheet()]
    for part in parts:
        lines: list[str] = []  # of the block at hand
        headed = False
        for rows, last in pieces(part.heading, part.blocks, min(room, section)):
            heading = [part.heading] if part.heading and not headed else []
            if lines and cost(lines) + cost(rows) > section:
                _close(made[-1], lines, part.form)
                lines = []
            full = len(made[-1].displays) >= displays and not lines
            if (made[-1].used + cost(heading) + cost(rows) > room and made[-1].used) or full:
                _close(made[-1], lines, part.form)
                made.append(Sheet())
                lines = []
                heading = [part.heading] if part.heading else []
            lines += (*heading, *rows)
            headed = True
            made[-1].used += cost(heading) + cost(rows)
            made[-1].whole += last
        _close(made[-1], lines, part.form)
    return made


def _close(sheet: Sheet, lines: Sequence[str], form: Form) -> None:
    if lines:
        sheet.displays.append(Display("\n".join(lines), form))
