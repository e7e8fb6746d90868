"""What goes with a message as files: a card's picture, and its document."""

import re
from io import BytesIO
from typing import Any, NamedTuple

import discord
from discord import ui

from bot.cards.card import Card, Document
from bot.faces.discord.cards import markdown
from bot.faces.discord.cards.blocks import shorten_to, small
from bot.faces.discord.limits import ALT, FILE
from bot.faces.utf16 import fitting
from bot.locale.voice import Voice

WORDS = 400
"""Characters of markup that stand for a file which is not sent."""

_PICTURE = "picture.png"
_NAME = 60
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9._-]+")
"""Discord gives a file with other characters another name than the one that the message refers to."""

_Part = tuple[ui.Item[Any], discord.File | None]


class Attached(NamedTuple):
    """What of a card is shown as files."""

    items: tuple[ui.Item[Any], ...]
    files: tuple[discord.File, ...]
    """What the items refer to."""


def words_for(card: Card, voice: Voice) -> str:
    """Return the most text that `attached` may show, for the room it takes."""
    picture = small(card.picture.alt, WORDS) if card.picture else ""
    return picture + (_too_large(card.document, voice) if _is_too_large(card.document) else "")


def attached(card: Card, drawing: bytes | None, voice: Voice) -> Attached:
    """Return a card's picture and document, each with what shows it; in words, where it cannot be sent.

    Args:
        card: whose.
        drawing: the picture as PNG; None: its words stand for it.
        voice: the card's language.
    """
    parts: list[_Part] = []
    if card.picture is not None:
        parts.append(_picture(card.picture.alt, drawing))
    if card.document is not None and card.document.text:
        parts.append(_document(card.document, voice))
    return Attached(tuple(item for item, _ in parts), tuple(file for _, file in parts if file is not None))


def _picture(words: str, drawing: bytes | None) -> _Part:
    """Return the picture with its words as its description; without a drawing, the words."""
    if drawing is None:
        return ui.TextDisplay(small(words, WORDS)), None
    words = fitting(words, ALT)
    file = discord.File(BytesIO(drawing), filename=_PICTURE, description=words or None)
    return ui.MediaGallery(discord.MediaGalleryItem(file, description=words or None)), file


def _document(document: Document, voice: Voice) -> _Part:
    if _is_too_large(document):
        return ui.TextDisplay(_too_large(document, voice)), None
    file = discord.File(BytesIO(document.text.encode()), filename=_name(document))
    return ui.File(file), file


def _is_too_large(document: Document | None) -> bool:
    return document is not None and len(document.text.encode()) > FILE


def _too_large(document: Document | None, voice: Voice) -> str:
    name = shorten_to(_name(document), _NAME) if document else ""
    return markdown.subtext(markdown.escape(voice.say("discord.document-too-large", name=name)))


def _name(document: Document) -> str:
    stem, dot, ending = document.name.rpartition(".")
    cut = f"{stem[: _NAME - len(ending) - 1]}{dot}{ending}" if dot else ending
    name = _NOT_IN_A_NAME.sub("_", cut)[:_NAME].strip("._-") or "file.txt"
    return name if name != _PICTURE else f"file-{name}"  # one name, one file
