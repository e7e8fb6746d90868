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

_ADVANCES = {
    char: advance
    for advance, chars in (
        (0.18, "‘’"), (0.24, "I`il|"), (0.27, "j"), (0.28, " "), (0.29, "·"), (0.30, "',.:;{}"), (0.35, "「」“”"),
        (0.36, "()-J[]frt『』"), (0.38, "/"), (0.41, "–"), (0.42, "!s"), (0.43, '"'), (0.46, "y《》"),
        (0.48, "Lcvz〈〉"), (0.50, "F"), (0.51, "x"), (0.52, "k"), (0.55, "<>?STZ_ae"), (0.58, "EP"),
        (0.61, "#$*0123456789Bbdghnopqu"), (0.62, "R"), (0.64, "K"), (0.65, "+=^~"), (0.67, "CVXY"),
        (0.73, "&ADHNU"), (0.79, "OQ"), (0.80, "G"), (0.85, "w"), (0.86, "—"), (0.87, "@"), (0.91, "m"),
        (0.94, "…"), (0.97, "M\\"), (1.03, "W"), (1.09, "%"),
    )
    for char in chars
}  # fmt: skip
"""Of the font, in its size (its `hmtx` table): what is guessed would put highlights beside their words."""
_OTHER, _FULL = 0.6, 0.94


async def png(picture: Picture) -> bytes:
    """Return the picture as PNG. Drawn in a thread: it takes some tenths of a second (promise 5)."""
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
    known = _ADVANCES.get(char)
    if known is not None:
        return known
    return _FULL if unicodedata.east_asian_width(char) in "WFA" else _OTHER
