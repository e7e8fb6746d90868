"""A card for a person at a terminal: wrapped to its width, in colour, with links.

Nothing of a card's text is markup here, and `clean_card` has taken out what could move the cursor or start a new line.
Widths count columns, of which a Hangul syllable takes two. Addresses and documents are not wrapped, so that they can be
copied.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.cards.card import Action, Card, CardKind, Line, Source
from bot.cards.clean import clean_card
from bot.commands.vocabulary import fold

_NARROWEST = 20
_WORD = re.compile(r"[\w-]+")
_COLOURS = {
    CardKind.ALERT: "yellow",
    CardKind.DEVELOPMENT: "yellow",
    CardKind.NOTICE: "magenta",
    CardKind.ERROR: "red",
}
_DIM = Style(dim=True)
_FOUND = Style(underline=True)
_TYPE, _MORE, _BESIDE = "› ", "  ", " · "
_POSTS = {CardKind.ALERT, CardKind.DEVELOPMENT}
"""They come unasked, many of them: what can be done with one takes a single row."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the terminal at hand can show."""

    width: int = 80
    """Columns."""
    styled: bool = True
    """Bold, dim and links (OSC 8)."""
    coloured: bool = True


def look(environ: Mapping[str, str], width: int, *, terminal: bool) -> Look:
    """Return what to use: plain text where there is no terminal or a dumb one, no colour with NO_COLOR (https://no-color.org)."""
    styled = terminal and environ.get("TERM", "") not in {"", "dumb"}
    return Look(max(width, _NARROWEST), styled=styled, coloured=styled and not environ.get("NO_COLOR"))


def as_written(line: str, locale: str) -> str:  # noqa: ARG001 - the words of any language
    """Return a button's line in our own words."""
    return line


def render(card: Card, shown: Look, spoken: Callable[[str, str], str] = as_written) -> str:
    """Return the card as text for a terminal, each line ended.

    `spoken` puts the line that a button types into the words of the card's language (`bot.commands.spoken`).
    """
    paper = StringIO()
    console = Console(
        file=paper,
        width=shown.width,
        force_terminal=shown.styled,
        color_system="standard" if shown.styled else None,
        no_color=not shown.coloured,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        _environ={},
    )
    for part in _parts(clean_card(card), shown, spoken):
        console.print(part, soft_wrap=isinstance(part, Text) and bool(part.no_wrap))
    return "\n".join(line.rstrip() for line in paper.getvalue().splitlines()) + "\n"


def _parts(card: Card, shown: Look, spoken: Callable[[str, str], str]) -> Iterator[Text | Table | Padding]:
    title = Text()
    if card.stamp:
        title.append(f" {card.stamp} ", Style(reverse=True)).append(" ")
    title.append(card.title, Style(bold=True, color=_COLOURS.get(card.kind, "cyan")) + _link(card.url))
    yield title
    if card.url:
        yield Text(card.url, _DIM + _link(card.url), no_wrap=True)
    for section in card.sections:
        if section.title:
            yield Text()
            yield Text(section.title, Style(bold=True))
        for line in section.lines:
            yield from _statement(line, card.url, shown)
    if card.picture:
        yield Text()
        yield Text(card.picture.alt, _DIM)
    if card.document:
        yield Text()
        yield Text(card.document.text, no_wrap=True)
    for words in card.footer:
        yield Text(words, _DIM)
    lines = [typed(one, spoken(one.command, card.lang)) for one in card.actions if not one.form]
    yield from _to_type(lines, shown.width, rows=1 if card.kind in _POSTS else None)


def _statement(line: Line, above: str, shown: Look) -> Iterator[Text | Table | Padding]:
    text = Text()
    if line.mark:
        text.append(f"[{line.mark}] ", Style(bold=True))
    before = len(text)
    text.append(line.text)
    for start, end in line.highlights:
        text.stylize(_FOUND, before + start, before + end)
    if line.role:
        text.append(f" {line.role}")
    for number, source in enumerate(line.sources):
        text.append("; " if number else " (", _DIM)
        text.append(_named(source), _DIM + _link(source.url))
    if line.sources:
        text.append(")", _DIM)
    yield _hanging("•", text)
    for detail in line.details:
        yield Padding(Text(detail, _DIM), (0, 0, 0, 2))
    if not shown.styled:  # a link that cannot be clicked must be read
        for source in line.sources:
            if source.url and source.url != above:
                yield Text(f"  {source.url}", no_wrap=True)


def _to_type(lines: Sequence[str], width: int, *, rows: int | None) -> Iterator[Text]:
    """Yield what to type, as many in a row as fit, none broken; with `rows`, what would need more is left out."""
    packed: list[list[str]] = []
    for line in lines:
        if packed and cell_len(_BESIDE.join((*packed[-1], line))) <= width - len(_TYPE):
            packed[-1].append(line)
        else:
            packed.append([line])
    for number, row in enumerate(packed[:rows]):
        yield Text((_MORE if number else _TYPE) + _BESIDE.join(row), _DIM)


def typed(action: Action, line: str) -> str:
    """Return what to type in the place of pressing a button: with its label, unless both begin with the same word."""
    begins = _WORD.match(action.label)
    return line if begins and fold(line).startswith(fold(begins[0])) else f"{action.label}: {line}"


def _named(source: Source) -> str:
    return f"{source.publisher}, {source.when}" if source.when else source.publisher


def _hanging(bullet: str, text: Text) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(bullet, text)
    return grid


def _link(url: str) -> Style:
    return Style(link=url) if url else Style.null()
