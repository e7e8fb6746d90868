"""A card's statements as rows of markup, in the order and with the facts of `bot.cards.plain`.

A row is never divided: no entity, link or time can be cut. What makes rows too long for a section is hostile, and is
shortened as text, before it becomes markup.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from bot.cards.card import Card, Document, Line, Section, Source
from bot.faces.slack.cards import mrkdwn
from bot.faces.slack.limits import HEADER
from bot.faces.utf16 import fitting_as, size

ROW = 1350
"""Characters of a row: with a heading it fits in a section."""
TITLE, STAMP, HEADING = 500, 60, 150
TEXT = 1100
_MARK, _NAME, _WHEN = 100, 150, 150
_CODE = 500
"""Characters of a document's line; longer ones are divided."""
_HIGHLIGHTS = 30
"""More places than this in one line are not marked: the marks would outweigh the words."""
_NOTHING = "—"
_GROWS = 5
"""Times as long as the text its markup is, at most: `&amp;`."""
_BULLET, _LESSER = "•  ", "◦  "
_INDENT = "      "
"""Slack shows leading spaces."""


@dataclass(frozen=True, slots=True)
class Block:
    """A statement with what hangs below it."""

    rows: tuple[str, ...]


class Form(Enum):
    """What the rows of a section are to Slack."""

    MARKUP = "markup"
    PLAIN = "plain"
    """Plain text: nothing in them is linked or marked, so Slack need not look for markup."""
    CODE = "code"
    """Markup of fixed width, as it stands between code fences."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the card."""

    heading: str
    """Markup; may be empty."""
    blocks: tuple[Block, ...]
    form: Form = Form.MARKUP


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the sections."""

    title: str
    """Plain text, if it fits in a header; else markup."""
    is_header: bool
    host: str
    """A link to where the title leads; may be empty."""


def head(card: Card) -> Head:
    """Return the title, the stamp before it, and where it leads."""
    title = shorten_to(card.title, TITLE) or _NOTHING
    words = f"{shorten_to(card.stamp, STAMP)} · {title}" if card.stamp else title
    host = mrkdwn.host_link(card.url)
    if size(words) <= HEADER:
        return Head(words, is_header=True, host=host)
    return Head(mrkdwn.bold(words), is_header=False, host=host)


def parts(card: Card) -> tuple[Part, ...]:
    """Return the sections, and the document as the last. Lines have bullets, but for one that stands alone."""
    sections = tuple(_part(section) for section in card.sections)
    return (*sections, *_document(card.document)) if card.document and card.document.text else sections


def shorten_to(text: str, limit: int, markup: Callable[[str], str] = mrkdwn.escape) -> str:
    """Cut a text so that, as markup, it has at most `limit` characters."""
    return fitting_as(markup, text, limit, grows=_GROWS)


def _part(section: Section) -> Part:
    listed = bool(section.title) or len(section.lines) > 1
    plain = not section.title and not any(_has_markup(line) for line in section.lines)
    title = mrkdwn.bold(shorten_to(section.title, HEADING)) if section.title else ""
    words = _as_it_is if plain else mrkdwn.escape
    blocks = tuple(_block(line, words, listed=listed) for line in section.lines)
    return Part(title, blocks, Form.PLAIN if plain else Form.MARKUP)


def _document(document: Document) -> tuple[Part, ...]:
    """Return a document's lines, to be copied: Slack has no file that only one person in a channel sees."""
    lines = [
        line[start : start + _CODE]
        for line in document.text.splitlines()
        for start in range(0, max(len(line), 1), _CODE)
    ]
    name = mrkdwn.bold(shorten_to(document.name, HEADING))
    return Part(name, ()), Part("", tuple(Block((mrkdwn.code(line),)) for line in lines), Form.CODE)


def _has_markup(line: Line) -> bool:
    return bool(line.mark or line.highlights or any(source.url or _is_moment(source) for source in line.sources))


def _as_it_is(text: str) -> str:
    return text


def _block(line: Line, words: Callable[[str], str], *, listed: bool) -> Block:
    first, *others = _statement(line, words)
    bullet, indent = (_BULLET, _INDENT) if listed else ("", "")
    details = (f"{_LESSER}{words(shorten_to(detail, TEXT, words)) or _NOTHING}" for detail in line.details)
    return Block((f"{bullet}{first}", *(f"{indent}{row}" for row in (*others, *details))))


def _statement(line: Line, words: Callable[[str], str]) -> Iterator[str]:
    """Yield the statement with its sources behind it; a row of its own for each that no longer fits."""
    row = _words(line, words)
    opened = False
    for source in line.sources:
        named = _source(source, words)
        longer = f"{row}{'; ' if opened else ' ('}{named}"
        if size(longer) < ROW:
            row, opened = longer, True
            continue
        yield f"{row})" if opened else row
        row, opened = f"({named}", True
    yield f"{row})" if opened else row


def _words(line: Line, words: Callable[[str], str]) -> str:
    text = _highlighted(line, words) or _NOTHING
    return f"{mrkdwn.bold(shorten_to(line.mark, _MARK))} · {text}" if line.mark else text


def _highlighted(line: Line, words: Callable[[str], str]) -> str:
    text = shorten_to(line.text, TEXT, words)
    if text != line.text or len(line.highlights) > _HIGHLIGHTS:
        return words(text)
    pieces: list[str] = []
    done = 0
    for start, end in line.highlights:
        if done <= start < end <= len(text):
            pieces += (words(text[done:start]), mrkdwn.bold_within(text[:start], text[start:end], text[end:]))
            done = end
    return "".join((*pieces, words(text[done:])))


def _source(source: Source, words: Callable[[str], str]) -> str:
    name = shorten_to(source.publisher, _NAME)
    label = mrkdwn.link(name, source.url) if source.url else words(name)
    when = _when(source, words)
    return f"{label or _NOTHING}, {when}" if when else label or _NOTHING


def _when(source: Source, words: Callable[[str], str]) -> str:
    """Return the time as the client shows it to each reader; of an event, the zones it concerns stay in words."""
    told = shorten_to(source.when, _WHEN)
    return mrkdwn.time(source.at, told) if source.at and _is_moment(source) else words(told)


def _is_moment(source: Source) -> bool:
    """Tell whether an hour is known. Where only a day is, a client would show an hour that nobody told."""
    return source.at is not None and not source.event and ":" in source.when
