"""What the shortcuts on a message make of it: a question about a post of ours or a link, or words to watch for."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.cards.clean import clean_line, clean_url
from bot.faces.pressed import Press, read_pressed
from bot.faces.slack.action_rows import choices_of
from bot.faces.slack.typed_text import plain_line

Message = Mapping[str, Any]

_MARKS = re.compile(r"(?:(?<!\w)[*_~`]|[*_~`](?!\w))")
"""What makes words bold, italic, struck or code; a sign between two letters is none."""
_LINK = re.compile(r"https?://[^\s<>|()\[\]\"']+")
_STORY_LINES = ("why ", "story ")
_WORDS = 60
"""Characters of a message's first line that a watch term begins with; whoever tracks it shortens it further."""


def question(message: Message) -> str | None:
    """Return the line that asks about a message: about our own post by its buttons, else about its first link.

    None: there is neither in it.
    """
    for carried in choices_of(message.get("blocks") or ()):
        read = read_pressed(carried)
        if isinstance(read, Press) and read.line.startswith(_STORY_LINES):
            return f"why {read.line.split()[1]}"
    return next((f"why {url}" for url in _links(message)), None)


def words_of(message: Message) -> str:
    """Return the beginning of a message as words to watch for, without the quotes that would end a phrase."""
    lines = (line for text in _texts(message) for line in text.splitlines())
    plain = (plain_line(_MARKS.sub("", _LINK.sub("", line))).replace('"', " ").strip("#->•<| ") for line in lines)
    return clean_line(next(filter(None, plain), ""), _WORDS).rstrip("…")


def _links(message: Message) -> Iterator[str]:
    for text in _texts(message):
        for found in _LINK.findall(text):
            if url := clean_url(found.replace("&amp;", "&")):
                yield url


def _texts(message: Message) -> Iterator[str]:
    """Yield what a message says: the words themselves, then what its attachments and blocks show."""
    yield str(message.get("text") or "")
    for attached in message.get("attachments") or ():
        for name in ("title", "title_link", "from_url", "text", "fallback"):
            yield str(attached.get(name) or "")
    for block in message.get("blocks") or ():
        text = block.get("text")
        if isinstance(text, Mapping):
            yield str(text.get("text") or "")
