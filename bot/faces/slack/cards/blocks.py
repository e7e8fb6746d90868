"""A card's statements as rows of Slack's mrkdwn, in the order and with the facts of `bot.cards.plain`."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial

from bot.cards.card import Card, Document, Line, Section, Source
from bot.faces.cards import statement
from bot.faces.cards.pieces import Block
from bot.faces.slack.cards import mrkdwn
from bot.faces.slack.limits import HEADER
from bot.faces.utf16 import fitting_as, size

_CODE = 500
"""Characters of a document's line; longer ones are divided."""
_GROWS = 5
"""Times as long as the text its markup is, at most: `&amp;`."""
_BULLET, _LESSER = "•  ", "◦  "
_INDENT = "      "
"""Slack shows leading spaces."""


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
    words = statement.title_words(card, shorten_to)
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
    title = mrkdwn.bold(shorten_to(section.title, statement.HEADING)) if section.title else ""
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
    name = mrkdwn.bold(shorten_to(document.name, statement.HEADING))
    return Part(name, ()), Part("", tuple(Block((mrkdwn.code(line),)) for line in lines), Form.CODE)


def _has_markup(line: Line) -> bool:
    named = line.role or line.person or line.channel or any(source.url or source.is_person for source in line.sources)
    return bool(line.mark or line.highlights or named or any(map(_is_moment, line.sources)))


def _as_it_is(text: str) -> str:
    return text


def _block(line: Line, words: Callable[[str], str], *, listed: bool) -> Block:
    sources = (_source(source, words) for source in line.sources)
    first, *others = statement.with_sources(_words(line, words), sources, _as_it_is)
    bullet, indent = (_BULLET, _INDENT) if listed else ("", "")
    details = (words(shorten_to(detail, statement.TEXT, words)) or statement.NOTHING for detail in line.details)
    below = (*others, *(f"{_LESSER}{detail}" for detail in details))
    return Block((f"{bullet}{first}", *(f"{indent}{row}" for row in below)))


def _words(line: Line, words: Callable[[str], str]) -> str:
    shorten = partial(shorten_to, markup=words)
    shown = statement.highlighted(line, shorten, words, mrkdwn.bold_within)
    text = (
        " ".join(filter(None, (shown, mrkdwn.mention(role=line.role, person=line.person, channel=line.channel))))
        or statement.NOTHING
    )
    return f"{mrkdwn.bold(shorten_to(line.mark, statement.MARK))} · {text}" if line.mark else text


def _source(source: Source, words: Callable[[str], str]) -> str:
    name = shorten_to(source.publisher, statement.NAME)
    if source.is_person and (person := mrkdwn.mention(person=source.publisher)):
        return statement.source_words(person, _when(source, words))
    label = mrkdwn.link(name, source.url) if source.url else words(name)
    return statement.source_words(label, _when(source, words))


def _when(source: Source, words: Callable[[str], str]) -> str:
    """Return the time as the client shows it to each reader; of an event, the zones it concerns stay in words."""
    told = shorten_to(source.when, statement.WHEN)
    return mrkdwn.time(source.at, told) if source.at and _is_moment(source) else words(told)


def _is_moment(source: Source) -> bool:
    """Tell whether an hour is known. Where only a day is, a client would show an hour that nobody told."""
    return source.at is not None and not source.event and ":" in source.when
