"""A picture on a card: drawn as SVG, sent as PNG, and said in words for who does not see it."""

import asyncio
import unicodedata
from collections.abc import Iterator
from html import escape
from importlib.resources import as_file, files

import resvg_py

from bot.cards.card import Picture

FAMILY = "Visabot Gothic"
"""The family of the font in `bot.assets`: no other is used, so that a picture looks the same on every machine."""
SCALE = 2.0
"""Pixels of the PNG for one of the drawing, for dense screens."""

_NARROW, _WIDE, _CAPITAL, _OTHER, _FULL = 0.31, 0.92, 0.68, 0.57, 0.94
_NARROW_ONES = frozenset(" !'(),-./:;I[]`fijlrt{|}·’‘")
_WIDE_ONES = frozenset("MWmw%@—…")


async def png(picture: Picture) -> bytes:
    """Return the picture as PNG. Drawn in a thread: it takes some tenths of a second (DESIGN 5, promise 5)."""
    return await asyncio.to_thread(draw, picture.svg)


def draw(svg: str) -> bytes:
    """Return a drawing as PNG."""
    with as_file(files("bot.assets").joinpath("visabot-gothic.ttf")) as font:
        drawn: bytes = resvg_py.svg_to_bytes(
            svg_string=svg, skip_system_fonts=True, font_files=[str(font)], font_family=FAMILY, zoom=SCALE
        )
    return drawn


def words(x: float, y: float, text: str, size: float, colour: str, *, anchor: str = "start", bold: bool = False) -> str:
    """Return one line of text as an SVG element; bold is a stroke around it, for the font has one weight."""
    stroke = f' stroke="{colour}" stroke-width="{size / 32:.2f}"' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{colour}"{stroke}'
    return f"<text {place}>{escape(text)}</text>"


def sheet(width: float, height: float, parts: Iterator[str], *, background: str = "#ffffff") -> str:
    """Return a drawing of these elements on a ground of one colour. Sizes are in CSS pixels."""
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    ground = f'<rect width="100%" height="100%" fill="{background}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FAMILY}">{ground}{"".join(parts)}</svg>'


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is drawn, from the advances of the font; a Hangul syllable counts nearly two."""
    return size * sum(map(_advance, text))


def wrap(text: str, size: float, width: float) -> list[str]:
    """Break a text into lines of at most `width`: at spaces, and within what is too long for one line."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width_of(line, size) > width and len(line) > 1:
            fits = next(n for n in range(len(line), 0, -1) if n == 1 or width_of(line[:n], size) <= width)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line]


def _advance(char: str) -> float:
    if char in _NARROW_ONES:
        return _NARROW
    if char in _WIDE_ONES:
        return _WIDE
    if unicodedata.east_asian_width(char) in "WF":
        return _FULL
    return _CAPITAL if char.isupper() else _OTHER
