"""Drawings become PNG with our own font, whose glyphs include Hangul."""

import struct
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.card import Picture
from bot.cards.picture import SCALE, draw, png, sheet, width_of, words, wrap


def _ink(text: str) -> bytes:
    return draw(sheet(200, 40, iter([words(5, 28, text, 20, "#000000")])))


async def test_a_picture_becomes_a_png_of_its_size_times_the_scale() -> None:
    drawn = await png(Picture(sheet(120, 40, iter(())), "nothing"))
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", drawn[16:24]) == (120 * SCALE, 40 * SCALE)


def test_hangul_and_latin_have_glyphs_and_what_has_none_is_no_error() -> None:
    """A missing glyph is drawn as the same box, or as nothing, for every character."""
    drawn = {_ink(char) for char in ("비", "자", "한", "뷁", "a", "B", "9", "·", "→")}
    assert len(drawn) == 9
    assert _ink("\U0001f600")


def test_text_is_text_in_a_drawing() -> None:
    assert "<text" in words(0, 0, "x", 10, "#000")
    assert "&lt;image/&gt;&amp;" in words(0, 0, "<image/>&", 10, "#000")


def test_the_licence_of_the_font_lies_beside_it() -> None:
    licence = files("bot.assets").joinpath("visabot-gothic-OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    font = files("bot.assets").joinpath("visabot-gothic.ttf").read_bytes()
    for encoding in ("ascii", "utf-16-be"):
        assert "Nanum".encode(encoding) not in font, "the licence reserves the name for the original"
    assert "Visabot Gothic".encode("utf-16-be") in font


@pytest.mark.parametrize(
    ("text", "rows"), [("short", 1), ("some words of a line that is here", 2), ("가나다라마바사아자차카타파하", 2)]
)
def test_lines_are_broken_by_width(text: str, rows: int) -> None:
    assert len(wrap(text, 10, 100)) == rows


def test_widths_are_the_fonts_own_so_that_highlights_lie_under_their_words() -> None:
    assert width_of("「예시」", 10) == pytest.approx(2 * 3.5 + 2 * 9.4)
    assert width_of("Example:", 10) == pytest.approx(5.8 + 5.1 + 5.5 + 9.1 + 6.1 + 2.4 + 5.5 + 3.0)


@given(st.text(max_size=80), st.floats(20, 400))
def test_wrapping_keeps_every_character_and_no_line_is_too_wide(text: str, width: float) -> None:
    text = " ".join(text.split())
    lines = wrap(text, 10, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line, 10) <= width or len(line) == 1 for line in lines)
