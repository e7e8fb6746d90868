"""What the commands in a message's menu make of it: "Why was this posted?" and "Track this"."""

import re
from collections.abc import Iterable, Iterator

from bot.cards.clean import clean_line, clean_url
from bot.faces.pressed import Press, read_pressed

_LINK = re.compile(r"https?://[^\s<>|()\[\]\"']+")
_ENDS = ".,;:!?…"
"""What ends a sentence, not the address in it."""
_STORY_LINES = ("why ", "story ")
_WORDS = 60
"""Characters of a message's first line that a watch term begins with; whoever tracks it shortens it further."""
_SIGNS = "#*-•<>| "
"""What lists, quotes and headings begin with."""


def question(carried: Iterable[str], texts: Iterable[str]) -> str | None:
    """Return the line that asks about a message: about our own post by its buttons, else about its first link.

    Args:
        carried: what the message's buttons carry, others' too.
        texts: all that it says, with its links.

    Returns:
        None: there is neither in it.

    """
    for one in carried:
        read = read_pressed(one)
        if isinstance(read, Press) and read.line.startswith(_STORY_LINES):
            return f"why {read.line.split()[1]}"
    return next((f"why {url}" for url in _links(texts)), None)


def without_links(line: str) -> str:
    """Return a line of a message without the addresses in it."""
    return _LINK.sub("", line)


def words_to_watch(lines: Iterable[str]) -> str:
    """Return the first line that says something, without the quotes that would end a phrase; "" where none does."""
    said = (line.replace('"', " ").strip(_SIGNS) for line in lines)
    return clean_line(next(filter(None, said), ""), _WORDS).rstrip("…")


def _links(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for found in _LINK.findall(text):
            if url := clean_url(found.rstrip(_ENDS)):
                yield url
