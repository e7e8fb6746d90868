"""A card's statements as rows of Discord's markdown, in the order and with the facts of `bot.cards.plain`."""

from dataclasses import dataclass

from bot.cards.card import Card, Line, Section, Source
from bot.faces.cards import statement
from bot.faces.cards.pieces import Block
from bot.faces.discord.cards import markdown
from bot.faces.utf16 import fitting_as

_ID = 20
"""Digits of the id of a role or a person, at most."""
_GROWS = 3
"""Times as long as the text its markup is, at most: a mention's sign becomes three."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section."""

    heading: str
    """Markup; may be empty."""
    blocks: tuple[Block, ...]


def head(card: Card) -> str:
    """Return the title in plain words, the stamp before it, and below it where it leads."""
    title, host = markdown.heading(statement.title_words(card, shorten_to)), markdown.host_link(card.url)
    return f"{title}\n{markdown.subtext(host)}" if host else title


def parts(card: Card) -> tuple[Part, ...]:
    """Return the sections. Lines have bullets, but for one that stands alone."""
    return tuple(_part(section) for section in card.sections)


def small(text: str, limit: int = statement.TEXT) -> str:
    """Return a text as a row of lesser importance."""
    return markdown.subtext(markdown.escape(shorten_to(text, limit)) or statement.NOTHING)


def shorten_to(text: str, limit: int) -> str:
    """Cut a text so that, escaped, it has at most `limit` characters."""
    return fitting_as(markdown.escape, text, limit, grows=_GROWS)


def _part(section: Section) -> Part:
    listed = bool(section.title) or len(section.lines) > 1
    title = markdown.bold(shorten_to(section.title, statement.HEADING)) if section.title else ""
    return Part(title, tuple(_block(line, "- " if listed else "") for line in section.lines))


def _block(line: Line, bullet: str) -> Block:
    indent = " " * len(bullet)
    first, *others = statement.with_sources(_words(line), map(_source, line.sources), markdown.subtext)
    below = (*others, *map(small, line.details))
    return Block((f"{bullet}{first}", *(f"{indent}{row}" for row in below)))


def _words(line: Line) -> str:
    shown = statement.highlighted(line, shorten_to, markdown.escape, _bold)
    # A client shows their names; whom a message calls, `allowed_mentions` says.
    ids = (("@&", line.role), ("@", line.person), ("#", line.channel))
    named = (f"<{sign}{one}>" for sign, one in ids if _is_id(one))
    text = " ".join(filter(None, (shown, *named))) or statement.NOTHING
    return f"{markdown.bold(shorten_to(line.mark, statement.MARK))} · {text}" if line.mark else text


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _ID


def _bold(_: str, text: str, __: str) -> str:
    return markdown.bold(text)


def _source(source: Source) -> str:
    name = shorten_to(source.publisher, statement.NAME)
    if source.is_person and _is_id(source.publisher):
        return statement.source_words(f"<@{source.publisher}>", _when(source))
    label = markdown.link(name, source.url) if source.url else markdown.escape(name)
    return statement.source_words(label, _when(source))


def _when(source: Source) -> str:
    """Return the time as the client shows it to each reader; of an event, the zones it concerns stay in words.

    Where only a day is known, it stays in words: a client would show an hour that nobody told.
    """
    words = markdown.escape(shorten_to(source.when, statement.WHEN))
    if source.at is None or ":" not in source.when:
        return words
    return f"{words} · {markdown.time(source.at, 'R')}" if source.event else markdown.time(source.at, "f")
