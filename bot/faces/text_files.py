"""Text files that people give to a command: what is too long to be typed. How one is fetched is its platform's."""

from bot.cards.card import Card
from bot.cards.error import error_card
from bot.locale.voice import Voice

FILE_LIMIT = 2_000_000
"""Bytes of a file that is read; its characters are counted by the option it is for."""
FETCHED_WITHIN = 20.0
"""Seconds that fetching one may take."""


def text_in(name: str, content: bytes, voice: Voice) -> str | Card:
    """Return the text of a file; a card that says what is wrong with it, and what to do, where it has none to read.

    Args:
        name: the file's, as people know it.
        content: what is in it; of a file that is too large, more than `FILE_LIMIT` bytes of that.
        voice: the asker's.
    """
    if len(content) > FILE_LIMIT:
        return too_big(name, voice)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return error_card(voice.say("chats.file-no-text", name=name), voice, todo=voice.say("chats.file-utf8"))


def too_big(name: str, voice: Voice) -> Card:
    """Return what to say of a file that is larger than `FILE_LIMIT`."""
    todo = voice.say("chats.file-smaller", kilobytes=FILE_LIMIT // 1000)
    return error_card(voice.say("chats.file-too-big", name=name), voice, todo=todo)
