"""What the shortcuts on a message make of it: a question about a post of ours or a link, or words to watch for."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.faces import on_message
from bot.faces.slack.answering.typed_text import plain_line
from bot.faces.slack.cards.action_rows import choices_of

Message = Mapping[str, Any]

_LABELLED = re.compile(r"<(?:https?://|#)[^<>|]*(?:\|([^<>]*))?>")
_NO_WORDS = re.compile(r"<[@!][^<>]*>|(?<![^\s:]):[a-z0-9_+'-]+:(?![^\s:])")
"""Mentions and emoji, as Slack writes them."""
_MARKS = re.compile(r"(?:(?<!\w)[*_~`]|[*_~`](?!\w))")
"""What makes words bold, italic, struck or code; a sign between two letters is none."""


def question(message: Message) -> str | None:
    """Return the line that asks about a message: see `on_message.question`."""
    texts = (text.replace("&amp;", "&") for text in _texts(message))
    return on_message.question(choices_of(message.get("blocks") or ()), texts)


def words_of(message: Message) -> str:
    """Return the beginning of a message as words to watch for."""
    lines = (line for text in _texts(message) for line in text.splitlines())
    return on_message.words_to_watch(map(_words, lines))


def _words(line: str) -> str:
    """Return what a line says in words: of a link or a channel its label, and no mentions, emoji and marks."""
    said = _LABELLED.sub(lambda found: found[1] or " ", line)
    said = on_message.without_links(_NO_WORDS.sub(" ", said))
    return plain_line(_MARKS.sub("", said))


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
