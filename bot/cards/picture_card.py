"""A card drawn as it would stand in a chat, for looking at it without one: `visabot cards --render`."""

from dataclasses import dataclass, field

from bot.cards.card import Action, Card, CardKind, Document, Line, Source
from bot.cards.picture import sheet, width_of, words, wrap

_WIDTH = 600.0
_PAD, _EDGE, _BAR = 20.0, 16.0, 5.0
_TITLE, _HEADING, _TEXT, _SMALL = 17.0, 13.5, 14.0, 12.0
_INK, _FAINT, _LINK, _FOUND = "#1f2933", "#66727f", "#1f5fae", "#fff2b3"
_GROUND, _PAPER, _RULE = "#eef1f4", "#ffffff", "#c9d1d9"
_INDENT, _LEADING = 16.0, 1.45
_DOCUMENT_LINES = 8
"""How much of a file's text is drawn; the file has it all."""
_COLOURS = {
    CardKind.ALERT: "#d9822b",
    CardKind.DEVELOPMENT: "#d9822b",
    CardKind.NOTICE: "#8e44ad",
    CardKind.ERROR: "#c0392b",
    CardKind.CONFIRM: "#c79100",
}
_COLOUR = "#2e7d9a"


def card_svg(card: Card) -> str:
    """Return the card as a drawing: wrapped by width, its picture where faces put it, its buttons below."""
    paper = _Paper()
    paper.card(card)
    height = paper.y + _EDGE
    frame = (
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_WIDTH - 2 * _EDGE}" height="{height - 2 * _EDGE:.1f}" rx="6" '
        f'fill="{_PAPER}"/>'
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_BAR}" height="{height - 2 * _EDGE:.1f}" rx="2" '
        f'fill="{_COLOURS.get(card.kind, _COLOUR)}"/>'
    )
    return sheet(_WIDTH, height, iter((frame, *paper.parts)), background=_GROUND)


@dataclass(slots=True)
class _Paper:
    """A sheet that is written on from top to bottom."""

    y: float = _EDGE + 12.0
    """Where the next line begins."""
    parts: list[str] = field(default_factory=list)

    def card(self, card: Card) -> None:
        if card.stamp:
            self._pill(_left(), card.stamp, "#b00020", "#ffffff")
            self.y += _SMALL * 2
        self._text(card.title, _TITLE, _LINK if card.url else _INK, bold=True)
        for section in card.sections:
            self.y += 8
            if section.title:
                self._text(section.title, _HEADING, _INK, bold=True)
            for line in section.lines:
                self._line(line)
        if card.picture:
            self._picture(card.picture.svg)
        if card.document:
            self._document(card.document)
        if card.footer:
            self.y += 8
        for footer in card.footer:
            self._text(footer, _SMALL, _FAINT)
        if card.actions:
            self._buttons(card.actions)
        self.y += 12

    def _line(self, line: Line) -> None:
        self.y += 3
        left = _left() + _INDENT
        self.parts.append(f'<circle cx="{_left() + 5}" cy="{self.y + _TEXT * 0.62:.1f}" r="2.2" fill="{_FAINT}"/>')
        shift = 0.0
        if line.mark:
            shift = self._pill(left, line.mark, "#dde6ef", _INK) + 6
        self._text(line.text, _TEXT, _INK, left=left, first=shift, found=line.highlights)
        if line.sources:
            self._text("; ".join(map(_named, line.sources)), _SMALL, _LINK, left=left)
        for detail in line.details:
            self._text(detail, _SMALL, _FAINT, left=left)

    def _text(
        self,
        text: str,
        size: float,
        colour: str,
        *,
        left: float | None = None,
        first: float = 0.0,
        bold: bool = False,
        found: tuple[tuple[int, int], ...] = (),
    ) -> None:
        """Write a text, its first line moved right by `first`; places that were found are underlaid."""
        x = _left() if left is None else left
        at = 0
        for number, line in enumerate(_wrapped(text, size, _right() - x, first)):
            start = x + (first if number == 0 else 0.0)
            for begin, end in found:
                inside = max(begin - at, 0), min(end - at, len(line))
                if inside[0] < inside[1]:
                    self._underlay(start, line, inside, size)
            self.y += size * _LEADING
            self.parts.append(words(start, self.y - size * 0.42, line, size, colour, bold=bold))
            at += len(line) + 1

    def _underlay(self, x: float, line: str, span: tuple[int, int], size: float) -> None:
        begin, end = width_of(line[: span[0]], size), width_of(line[: span[1]], size)
        self.parts.append(
            f'<rect x="{x + begin:.1f}" y="{self.y + 1:.1f}" width="{end - begin:.1f}" '
            f'height="{size * 1.3:.1f}" fill="{_FOUND}"/>'
        )

    def _pill(self, x: float, text: str, ground: str, ink: str) -> float:
        """Write a short word in a box on the line to come, and return the box's width."""
        width = width_of(text, _SMALL) + 10
        self.parts.append(
            f'<rect x="{x:.1f}" y="{self.y + 2:.1f}" width="{width:.1f}" height="17" rx="4" fill="{ground}"/>'
        )
        self.parts.append(words(x + 5, self.y + 14.5, text, _SMALL, ink))
        return width

    def _picture(self, svg: str) -> None:
        """Put a drawing in, as wide as the text; ours are 640 by 240."""
        width = _right() - _left()
        height = width * 240 / 640
        inner = svg.replace("<svg ", f'<svg x="{_left()}" y="{self.y + 8:.1f}" ', 1)
        inner = inner.replace('width="640" height="240"', f'width="{width:.0f}" height="{height:.0f}"', 1)
        self.parts.append(inner)
        self.y += height + 12

    def _document(self, document: Document) -> None:
        """Draw a file as chats do: its name, and how its text begins, a line each, cut at the edge."""
        self.y += 10
        lines = document.text.splitlines()
        shown = [*lines[:_DOCUMENT_LINES], *(["…"] if len(lines) > _DOCUMENT_LINES else [])]
        width, row = _right() - _left(), _SMALL * _LEADING
        self.parts.append(
            f'<rect x="{_left():.1f}" y="{self.y:.1f}" width="{width:.1f}" height="{row * len(shown) + 34:.1f}" rx="5" '
            f'fill="{_GROUND}" stroke="{_RULE}"/>'
        )
        self.parts.append(words(_left() + 10, self.y + 19, document.name, _TEXT, _INK, bold=True))
        self.y += 26
        for line in shown:
            self.y += row
            cut = wrap(line, _SMALL, width - 20 - _SMALL)
            text = cut[0] + ("…" if len(cut) > 1 else "")
            self.parts.append(words(_left() + 10, self.y - _SMALL * 0.42, text, _SMALL, _FAINT))
        self.y += 8

    def _buttons(self, actions: tuple[Action, ...]) -> None:
        self.y += 10
        x = _left()
        for action in actions:
            label = action.label
            width = width_of(label, _TEXT) + 24
            if x > _left() and x + width > _right():
                x = _left()
                self.y += 38
            width = min(width, _right() - _left())
            self.parts.append(
                f'<rect x="{x:.1f}" y="{self.y:.1f}" width="{width:.1f}" height="30" rx="5" fill="none" '
                f'stroke="{_RULE}"/>'
            )
            shown = _wrapped(label, _TEXT, width - 16, 0.0)[0]
            self.parts.append(words(x + width / 2, self.y + 20, shown, _TEXT, _INK, anchor="middle"))
            x += width + 8
        self.y += 34


def _wrapped(text: str, size: float, width: float, first: float) -> list[str]:
    """Break a text of which the first line is shorter by `first`."""
    if not first:
        return wrap(text, size, width)
    head = wrap(text, size, width - first)[0]
    rest = text[len(head) :].lstrip(" ")
    return [head, *wrap(rest, size, width)] if rest else [head]


def _named(source: Source) -> str:
    return f"{source.publisher}, {source.when}" if source.when else source.publisher


def _left() -> float:
    return _EDGE + _BAR + _PAD


def _right() -> float:
    return _WIDTH - _EDGE - _PAD
