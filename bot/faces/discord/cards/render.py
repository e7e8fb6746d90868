"""A card as a Discord message: a container with the title, the sections, the files, the footer and the buttons.

Components V2 messages have no other content; what a notification shows is their first text, so the title leads it. All
of a card's texts are a stranger's to `markdown.escape`. Whatever a card holds, the message is within Discord's limits:
it is divided between statements, never within one (`bot.faces.discord.cards.pages`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import discord
from discord import ui

from bot.cards.card import Action, Card, CardKind
from bot.cards.clean import clean_card
from bot.cards.picture import png
from bot.faces.cards.pieces import foot
from bot.faces.discord.cards import markdown
from bot.faces.discord.cards.attached import Attached, attached, words_for
from bot.faces.discord.cards.blocks import Part, head, parts, shorten_to, small
from bot.faces.discord.cards.button_rows import action_buttons, page_buttons, rows
from bot.faces.discord.cards.pages import Sheet, sheets
from bot.faces.discord.limits import TEXT
from bot.faces.utf16 import size
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice

COLOURS: Mapping[CardKind, int] = MappingProxyType(
    {
        CardKind.ALERT: 0xD9822B,
        CardKind.DEVELOPMENT: 0xD9822B,
        CardKind.NOTICE: 0x8E44AD,
        CardKind.ERROR: 0xC0392B,
        CardKind.CONFIRM: 0xC79100,
    }
)
COLOUR = 0x2E7D9A
"""Of all other kinds."""
FALLBACK = 200
"""Characters of a message that is only content."""

_TAIL = 110
_MENTION = 40
_NO_CODES: Mapping[str, str] = MappingProxyType({})


class Message(ui.LayoutView):
    """A message whose buttons are answered by their ids, after a restart too: the library need not keep it in mind."""

    def __init__(self) -> None:
        """Return one that never times out."""
        super().__init__(timeout=None)

    def is_finished(self) -> bool:
        """Say yes: the library would keep each view it sends, for as long as it runs, to answer presses by."""
        return True


@dataclass(frozen=True, slots=True)
class Rendered:
    """What to send, once: files are read when they are sent."""

    view: Message
    files: tuple[discord.File, ...]
    """Pass an empty list of attachments in an edit, where there are none: those of another page must go."""
    pages: int
    """How many there are in all; 1 unless `again` was given."""


async def drawing_of(card: Card, page: int = 0) -> bytes | None:
    """Return the picture that this page of a card shows, as PNG, drawn in a thread: that takes tenths of a second."""
    return await png(card.picture) if card.picture is not None and page == 0 else None


def render(
    card: Card,
    catalogue: Catalogue,
    *,
    token: str | None = None,
    page: int = 0,
    again: str | None = None,
    mention: int | None = None,
    codes: Mapping[str, str] = _NO_CODES,
    drawing: bytes | None = None,
) -> Rendered:
    """Return the message.

    Args:
        card: what to show.
        catalogue: for the few words that are the message's own, in the card's language.
        token: a delivery's id; a button carries it, also where the card has no actions.
        page: which page, from 0; past the end: the last.
        again: the line that gives this card again, to turn its pages. None: there is one page, and what does not fit is
            counted at its end.
        mention: the id of a role to mention above the card.
        codes: under what lines are stored that no button can carry (`bot.faces.discord.cards.button_rows.overlong`).
        drawing: the picture (`drawing_of`); None: its words are shown instead.
    """
    card = clean_card(card)
    voice = Voice(catalogue.spoken(card.lang), "UTC", catalogue)
    top, (below, body) = head(card), _foot(card)
    room = TEXT - size(top) - size(below) - _MENTION
    first = room - size(words_for(card, voice))
    made = sheets(body, room, first)
    turns = page_buttons(again, min(page, len(made) - 1), len(made), codes) if again and len(made) > 1 else []
    tail = ""
    if len(made) > 1 and not turns:
        made = sheets(body, room - _TAIL, first - _TAIL)[:1]
        left = sum(len(part.blocks) for part in body) - made[0].whole
        tail = markdown.subtext(markdown.escape(voice.many("chats.more-lines", left))) if left else ""
    shown = min(page, len(made) - 1)
    with_it = attached(card, drawing, voice) if shown == 0 else Attached((), ())
    buttons = action_buttons(card, token, codes, Action(voice.say("chats.about"), "about"))
    items: list[ui.Item[Any]] = [ui.TextDisplay(text) for text in (top, *_texts(made[shown], tail)) if text]
    items += with_it.items
    items += [ui.TextDisplay(markdown.flat(below))] if below else []
    items += [*rows(buttons), *rows(turns)]
    view = Message()
    if mention is not None:
        view.add_item(ui.TextDisplay(f"<@&{mention}>"))
    view.add_item(ui.Container(*items, accent_colour=COLOURS.get(card.kind, COLOUR)))
    return Rendered(view, with_it.files, len(made))


def fallback(card: Card) -> str:
    """Return the card in at most 200 characters, escaped, for places that take nothing but content."""
    card = clean_card(card)
    words = f"{card.stamp} · {card.title}" if card.stamp else card.title
    return markdown.escape(shorten_to(words, FALLBACK))


def _foot(card: Card) -> tuple[str, tuple[Part, ...]]:
    """Return the footer, that stands on every page, and the sections; a long footer is the last of them."""
    shown, blocks = foot([small(words) for words in card.footer if words])
    return shown, (*parts(card), *((Part("", blocks),) if blocks else ()))


def _texts(sheet: Sheet, tail: str) -> list[str]:
    return [markdown.flat(text) for text in (*sheet.displays, tail)]
