"""The one place where hostile text becomes harmless.

Titles, links and names come from strangers. Every builder passes its card through `clean_card`, so that nothing in a
card can move a cursor, colour a terminal, turn the reading direction, start a new line, or link to anything but a web
page. Markup and mentions are the business of each face, which alone knows what its platform takes for markup.
"""

import re
import unicodedata
from dataclasses import replace
from urllib.parse import urlsplit

from bot.cards.card import Action, Card, Document, Line, Section, Source

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor (ECMA-48, 5.4)
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC, DCS, SOS, PM, APC strings
    r"|\x1b[ -/]*[0-~]"  # the other escapes
)
_KEPT_FORMATS = "\u200c\u200d"  # the joiners: emoji and some scripts are spelt with them
_REMOVED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_MARKS_IN_A_ROW = 4
"""More combining marks than this on one letter are no language's spelling; they paint over the lines around."""

TITLE_LIMIT = 300
"""Characters of a headline: longer ones are cut at a word. The longest in a month of captured wire had 180."""
LINE_LIMIT = 1000
"""Characters of any other text."""
_URL_LIMIT = 2048


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Return text as one line without control, format and bidirectional characters, at most `limit` characters."""
    return shorten(" ".join(_without_piles(_plainly(text)).split()), limit)


def clean_text(text: str) -> str:
    """Return text in its lines, ended by line feeds, without what `clean_line` takes out; their spaces stay."""
    return "".join(f"{_without_piles(_plainly(line))}\n" for line in text.splitlines())


def without_formats(text: str) -> str:
    """Return text, its lines as they are, without format characters: none is seen, and whoever copies gets them along.

    They turn the reading direction, or stand where a line may be broken (Unicode, category Cf).
    """
    return "".join(char for char in text if unicodedata.category(char) != "Cf" or char in _KEPT_FORMATS)


def clean_url(url: str) -> str:
    """Return an http(s) link, or "" where it is none or dresses up as another (user names before the host)."""
    url = url.strip()
    if len(url) > _URL_LIMIT or any(char.isspace() or not _stays(char) for char in url):
        return ""
    try:
        parts = urlsplit(url)
        plain = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
    except ValueError:
        return ""
    return url if plain else ""


def shorten(text: str, limit: int) -> str:
    """Cut text to `limit` characters, at a word where one ends near, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    word_end = len(cut) if text[limit - 1] == " " else cut.rfind(" ")
    return (cut[:word_end] if word_end > limit // 2 else cut).rstrip() + "…"


def clean_card(card: Card) -> Card:
    """Return the card with every text and link of it made harmless."""
    return replace(
        card,
        title=clean_line(card.title, TITLE_LIMIT),
        url=clean_url(card.url),
        sections=tuple(Section(clean_line(s.title), tuple(map(_clean, s.lines))) for s in card.sections),
        footer=tuple(map(clean_line, card.footer)),
        # A line that is cut would do something else: such a button is not offered.
        actions=tuple(
            Action(clean_line(a.label), clean_line(a.command), a.form)
            for a in card.actions
            if len(a.command) <= LINE_LIMIT
        ),
        stamp=clean_line(card.stamp),
        picture=replace(card.picture, alt=clean_line(card.picture.alt)) if card.picture else None,
        document=_clean_document(card.document) if card.document else None,
    )


def _clean(line: Line) -> Line:
    text = clean_line(line.text)
    return Line(
        text=text,
        sources=tuple(_clean_source(source) for source in line.sources),
        mark=clean_line(line.mark),
        details=tuple(map(clean_line, line.details)),
        highlights=line.highlights if text == line.text else (),
        role=clean_line(line.role),
        person=clean_line(line.person),
        channel=clean_line(line.channel),
    )


def _clean_document(document: Document) -> Document:
    return Document(clean_line(document.name), clean_line(document.media_type), clean_text(document.text))


def _clean_source(source: Source) -> Source:
    return replace(
        source, publisher=clean_line(source.publisher), url=clean_url(source.url), when=clean_line(source.when)
    )


def _plainly(text: str) -> str:
    if text.isprintable():  # most are: a document has a hundred thousand characters
        return text
    return "".join(" " if char.isspace() else char for char in _ESCAPES.sub("", text) if _stays(char))


def _stays(char: str) -> bool:
    return char.isspace() or char in _KEPT_FORMATS or unicodedata.category(char) not in _REMOVED


def _without_piles(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    pile = 0
    for char in text:
        pile = pile + 1 if unicodedata.combining(char) else 0
        if pile <= _MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)
