"""A card as plain lines, for notifications, logs and screen readers; and as values for JSON, for programs."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bot.cards.card import Card, Line, Source


def plain(card: Card) -> str:
    """Return the card top to bottom, one statement a line; it says everything the card does, buttons left out."""
    return "\n".join(_lines(card))


def as_json(card: Card) -> dict[str, Any]:
    """Return the card as values JSON knows, times as ISO 8601 in UTC."""
    return {
        "kind": str(card.kind),
        "lang": card.lang,
        "stamp": card.stamp,
        "title": card.title,
        "url": card.url,
        "sections": [
            {"title": section.title, "lines": [_line_as_json(line) for line in section.lines]}
            for section in card.sections
        ],
        "picture": card.picture.alt if card.picture else None,
        "document": asdict(card.document) if card.document else None,
        "footer": list(card.footer),
        "actions": [{"label": action.label, "command": action.command} for action in card.actions],
    }


def _lines(card: Card) -> Iterator[str]:
    yield f"{card.stamp} · {card.title}" if card.stamp else card.title
    if card.url:
        yield card.url
    for section in card.sections:
        if section.title:
            yield f"{section.title}:"
        for line in section.lines:
            yield f"- {_statement(line, card.url)}"
            for detail in line.details:
                yield f"  {detail}"
    if card.picture:
        yield card.picture.alt
    if card.document:
        yield from card.document.text.splitlines()
    yield from card.footer


def _statement(line: Line, shown: str) -> str:
    """A link that already stands under the title is not repeated."""
    words = f"[{line.mark}] {line.text}" if line.mark else line.text
    words = " ".join(filter(None, (words, line.role, line.person, line.channel)))
    if not line.sources:
        return words
    links = " ".join(source.url for source in line.sources if source.url and source.url != shown)
    return f"{words} ({'; '.join(map(_source, line.sources))}){' ' + links if links else ''}"


def _source(source: Source) -> str:
    return f"{source.publisher}, {source.when}" if source.when else source.publisher


def _line_as_json(line: Line) -> dict[str, Any]:
    return {
        "mark": line.mark,
        "text": line.text,
        "sources": [
            {
                "publisher": source.publisher,
                "url": source.url,
                "at": source.at.isoformat() if source.at else None,
                "when": source.when,
            }
            for source in line.sources
        ],
        "details": list(line.details),
        "highlights": [list(span) for span in line.highlights],
        "role": line.role or None,
        "person": line.person or None,
        "channel": line.channel or None,
    }
