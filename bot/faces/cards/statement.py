"""A statement in a chat's markup: how much of each text is shown, and how the sources stand behind it.

The texts given here are markup already, in the form of one chat; only `title_words` and `highlighted` make it, by the
functions they are given. A row is never divided: no escape, entity, link or time can be cut. What makes rows too long
for a message is hostile, and is shortened as text, before it becomes markup.
"""

from collections.abc import Callable, Iterable, Iterator

from bot.cards.card import Card, Line
from bot.faces.utf16 import size

ROW = 1350
"""Characters of a row: with title, heading and footer it fits in a message of Discord's, with a heading in a section of
Slack's (the `pages` of both)."""
TITLE, STAMP, HEADING = 500, 60, 150
"""Characters of markup, as all the following."""
TEXT, MARK, NAME, WHEN = 1100, 100, 150, 150
NOTHING = "—"
"""In place of a text that is empty."""

_HIGHLIGHTS = 30
"""More places than this in one line are not marked: the marks would outweigh the words."""

Shorten = Callable[[str, int], str]
"""Cuts a text so that it is at most so long as markup."""


def title_words(card: Card, shorten: Shorten) -> str:
    """Return a card's title as text, the stamp before it."""
    title = shorten(card.title, TITLE) or NOTHING
    return f"{shorten(card.stamp, STAMP)} · {title}" if card.stamp else title


def highlighted(line: Line, shorten: Shorten, words: Callable[[str], str], bold: Callable[[str, str, str], str]) -> str:
    """Return a line's text, its highlights in bold; a text that had to be cut has none.

    Args:
        line: whose.
        shorten: cuts a text.
        words: makes a text into markup.
        bold: makes a text into bold markup, given what stands before it, itself, and what stands behind it.
    """
    text = shorten(line.text, TEXT)
    if text != line.text or len(line.highlights) > _HIGHLIGHTS:
        return words(text)
    pieces: list[str] = []
    done = 0
    for start, end in line.highlights:
        if done <= start < end <= len(text):
            pieces += (words(text[done:start]), bold(text[:start], text[start:end], text[end:]))
            done = end
    return "".join((*pieces, words(text[done:])))


def with_sources(row: str, sources: Iterable[str], below: Callable[[str], str]) -> Iterator[str]:
    """Yield a statement with its sources behind it; a row of its own for each that no longer fits.

    Args:
        row: the statement.
        sources: who says so.
        below: makes the beginning of such a row.
    """
    opened = False
    for source in sources:
        longer = f"{row}{'; ' if opened else ' ('}{source}"
        if size(longer) < ROW:
            row, opened = longer, True
            continue
        yield f"{row})" if opened else row
        row, opened = below(f"({source}"), True
    yield f"{row})" if opened else row


def source_words(label: str, when: str) -> str:
    """Return who says something, and when, if that is known."""
    return f"{label or NOTHING}, {when}" if when else label or NOTHING
