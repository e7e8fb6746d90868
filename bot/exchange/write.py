"""A bundle as YAML: one item a line, so that two files can be compared line by line.

No line is indented, and no text has what a card or a terminal would fold or take out: the file can be copied from any
of them.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from bot.cards.clean import clean_line
from bot.exchange.bundle import FORMAT, Bundle, Item
from bot.locale.voice import Voice

_SECOND_SPACE = re.compile(r"(?<= ) ")
_BASIC = 0xFFFF


def written(bundle: Bundle, voice: Voice) -> str:
    """Return the file, with a comment for its reader. Sections that would be empty are left out."""
    return "\n".join((f"# {voice.say('exchange.comment')}", *_lines(bundle))) + "\n"


def _lines(bundle: Bundle) -> Iterator[str]:
    yield f"format: {FORMAT}"
    yield f"desk: {_quoted(bundle.desk)}"
    if bundle.language:
        yield f"language: {_quoted(bundle.language)}"
    if bundle.timezone:
        yield f"timezone: {_quoted(bundle.timezone)}"
    sections: Mapping[str, tuple[Item, ...]] = {
        "topics": bundle.topics,
        "terms": bundle.terms,
        "feeds": bundle.feeds,
        "places": bundle.places,
        "subscriptions": bundle.subscriptions,
    }
    for name, items in sections.items():
        if items:
            yield f"{name}:"
            yield from (f"- {_item(item)}" for item in items)


def _item(item: Item) -> str:
    """Return an item as a flow mapping; what is empty, none or no is left out."""
    values = {name: value for name, value in asdict(item).items() if name != "line" and not _says_nothing(value)}
    return "{" + ", ".join(f"{name}: {_quoted(value)}" for name, value in values.items()) + "}"


def _says_nothing(value: object) -> bool:
    return value is None or value is False or value in ("", (), {})


def _quoted(value: object) -> str:
    """Return a value as JSON, which is YAML but for its escapes."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(name)}: {_quoted(one)}" for name, one in value.items()) + "}"
    if isinstance(value, str):
        return '"' + _SECOND_SPACE.sub(r"\\u0020", "".join(map(_escaped, value))) + '"'
    return json.dumps(value)


def _escaped(char: str) -> str:
    """Return a character as it stands between double quotes (YAML 1.1, section 5.6)."""
    if char in '"\\':
        return "\\" + char
    if char == " " or (char.isprintable() and not unicodedata.combining(char) and clean_line(char) == char):
        return char
    return f"\\u{ord(char):04x}" if ord(char) <= _BASIC else f"\\U{ord(char):08x}"
