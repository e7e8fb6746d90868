"""A card's statements as rows of markup, in the order and with the facts of `bot.cards.plain`.

A row is never divided: no escape, link or time can be cut. What makes rows too long for a message is hostile, and is
shortened as text, before it becomes markup.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.cards.card import Card, Line, Section, Source
from bot.faces.discord.cards import markdown
from bot.faces.utf16 import fitting_as, size

ROW = 1350
"""Characters of a row: it fits in a message with title, heading and footer (`bot.faces.discord.cards.pages`)."""
TITLE, STAMP, HEADING = 500, 60, 150
_TEXT, _MARK, _NAME, _WHEN = 1100, 100, 150, 150
_HIGHLIGHTS = 30
"""More places than this in one line are not marked: the marks would outweigh the words."""
_ROLE = 20
"""Digits of a role's id, at most."""
_NOTHING = "—"
_GROWS = 3
"""Times as long as the text its markup is, at most: a mention's sign becomes three."""


@dataclass(frozen=True, slots=True)
class Block:
    """A statement with what hangs below it."""

    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section."""

    heading: str
    """Markup; may be empty."""
    blocks: tuple[Block, ...]


def head(card: Card) -> str:
    """Return the title in plain words, the stamp before it, and below it where it leads."""
    title = shorten_to(card.title, TITLE) or _NOTHING
    words = f"{shorten_to(card.stamp, STAMP)} · {title}" if card.stamp else title
    host = markdown.host_link(card.url)
    return "\n".join((markdown.heading(words), *((markdown.subtext(host),) if host else ())))


def parts(card: Card) -> tuple[Part, ...]:
    """Return the sections. Lines have bullets, but for one that stands alone."""
    return tuple(_part(section) for section in card.sections)


def small(text: str, limit: int = _TEXT) -> str:
    """Return a text as a row of lesser importance."""
    return markdown.subtext(markdown.escape(shorten_to(text, limit)) or _NOTHING)


def shorten_to(text: str, limit: int) -> str:
    """Cut a text so that, escaped, it has at most `limit` characters."""
    return fitting_as(markdown.escape, text, limit, grows=_GROWS)


def _part(section: Section) -> Part:
    listed = bool(section.title) or len(section.lines) > 1
    title = markdown.bold(shorten_to(section.title, HEADING)) if section.title else ""
    return Part(title, tuple(_block(line, "- " if listed else "") for line in section.lines))


def _block(line: Line, bullet: str) -> Block:
    indent = " " * len(bullet)
    first, *others = _statement(line)
    below = (*others, *map(small, line.details))
    return Block((f"{bullet}{first}", *(f"{indent}{row}" for row in below)))


def _statement(line: Line) -> Iterator[str]:
    """Yield the statement with its sources behind it; a row of its own for each that no longer fits."""
    row = _words(line)
    opened = False
    for source in line.sources:
        named = _source(source)
        longer = f"{row}{'; ' if opened else ' ('}{named}"
        if size(longer) < ROW:
            row, opened = longer, True
            continue
        yield f"{row})" if opened else row
        row, opened = markdown.subtext(f"({named}"), True
    yield f"{row})" if opened else row


def _words(line: Line) -> str:
    text = _highlighted(line) or _NOTHING
    if line.role.isascii() and line.role.isdecimal() and len(line.role) <= _ROLE:
        text = f"{text} <@&{line.role}>"  # a client shows its name; whom a message calls, `allowed_mentions` says
    return f"{markdown.bold(shorten_to(line.mark, _MARK))} · {text}" if line.mark else text


def _highlighted(line: Line) -> str:
    text = shorten_to(line.text, _TEXT)
    if text != line.text or len(line.highlights) > _HIGHLIGHTS:
        return markdown.escape(text)
    pieces: list[str] = []
    done = 0
    for start, end in line.highlights:
        if done <= start < end <= len(text):
            pieces += (markdown.escape(text[done:start]), markdown.bold(text[start:end]))
            done = end
    return "".join((*pieces, markdown.escape(text[done:])))


def _source(source: Source) -> str:
    name = shorten_to(source.publisher, _NAME)
    label = markdown.link(name, source.url) if source.url else markdown.escape(name)
    when = _when(source)
    return f"{label or _NOTHING}, {when}" if when else label or _NOTHING


def _when(source: Source) -> str:
    """Return the time as the client shows it to each reader; of an event, the zones it concerns stay in words.

    Where only a day is known, it stays in words: a client would show an hour that nobody told.
    """
    words = markdown.escape(shorten_to(source.when, _WHEN))
    if source.at is None or ":" not in source.when:
        return words
    return f"{words} · {markdown.time(source.at, 'R')}" if source.event else markdown.time(source.at, "f")
