"""Rows of markup in pieces that fit in a message: divided between rows, never within one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.faces.utf16 import size

FOOT = 400
"""UTF-16 units of markup: a longer footer is a section like the others."""


@dataclass(frozen=True, slots=True)
class Block:
    """A statement with what hangs below it."""

    rows: tuple[str, ...]


def foot(rows: Sequence[str]) -> tuple[str, tuple[Block, ...]]:
    """Return the footer, that stands on every page; of a long one nothing, and its rows as statements."""
    whole = "\n".join(rows)
    return (whole, ()) if size(whole) <= FOOT else ("", tuple(Block((row,)) for row in rows))


def pieces(heading: str, blocks: Sequence[Block], room: int) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield each statement's rows, in pieces if it has no room as a whole; and whether it ends there.

    Args:
        heading: of the section, in markup: each piece may have it above itself. May be empty.
        blocks: the statements. Where there are none, a piece without rows has the heading shown all the same.
        room: UTF-16 units that a piece and the heading may take.
    """
    for block in blocks:
        yield from _divided(block, room - cost([heading]))
    if heading and not blocks:
        yield (), False


def cost(rows: Sequence[str]) -> int:
    """Return what rows take of a message, in UTF-16 units: each one's end counts, wherever it comes to stand."""
    return sum(size(row) + 1 for row in rows)


def _divided(block: Block, room: int) -> Iterator[tuple[tuple[str, ...], bool]]:
    piece: list[str] = []
    used = 0
    for row in block.rows:
        if piece and used + cost([row]) > room:
            yield tuple(piece), False
            piece, used = [], 0
        piece.append(row)
        used += cost([row])
    yield tuple(piece), True
