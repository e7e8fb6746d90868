"""A card's actions, and the turning of its pages, as buttons. What each does stands in its own id."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from discord import ButtonStyle, ui

from bot.cards.card import Action, Card
from bot.faces.discord.answering.custom_id import custom_id
from bot.faces.discord.limits import BUTTONS_IN_A_ROW, LABEL
from bot.faces.pressed import Ask, Page, Press
from bot.faces.utf16 import fitting

ACTIONS = 14
"""Buttons of a card, at most: with one more for the token they fill three rows."""
_LAST_PAGE = 9999
_BACK, _ON = "◀", "▶"

Button = ui.Button[Any]
Row = ui.ActionRow[Any]


def overlong(card: Card, *, again: str | None = None) -> tuple[str, ...]:
    """Return the lines that no button can carry: store them, and give `render` their codes. Usually there are none."""
    lines = [action.command for action in card.actions if action.command and custom_id(_does(action, {})) is None]
    if again and custom_id(Page(again, _LAST_PAGE)) is None:
        lines.append(again)
    return tuple(dict.fromkeys(lines))


def action_buttons(card: Card, token: str | None, codes: Mapping[str, str], spare: Action) -> list[Button]:
    """Return the buttons of a card's actions, those without room for their line left out.

    Args:
        card: whose.
        token: a delivery's id, which the first button that has room for it will carry.
        codes: what lines are stored under that have no room.
        spare: an action that has room for a token, for when no other has.
    """
    made: dict[str, Button] = {}
    for action in card.actions[:ACTIONS]:
        if not action.command:
            continue
        does = _does(action, codes)
        with_token = custom_id(replace(does, token=token)) if token and isinstance(does, Press) else None
        built = with_token or custom_id(does)
        if built and built not in made:
            made[built] = _button(action, built)
            token = None if with_token else token
    if token and (built := custom_id(Press(spare.command, token))):
        made[built] = _button(spare, built)
    return list(made.values())


def page_buttons(again: str, page: int, pages: int, codes: Mapping[str, str]) -> list[Button]:
    """Return "◀ 2/5 ▶"; nothing, where the line has no room and no code."""
    line = codes.get(again, again)
    turns = ((page - 1, _BACK), (page, f"{page + 1}/{pages}"), (page + 1, _ON))
    made: list[Button] = []
    for number, label in turns:
        if not 0 <= number < pages:
            continue
        built = custom_id(Page(line, number, stored=again in codes))
        if built is None:
            return []
        made.append(ui.Button(style=ButtonStyle.secondary, label=label, custom_id=built, disabled=number == page))
    return made


def rows(buttons: Sequence[Button]) -> Iterator[Row]:
    """Yield the buttons in rows."""
    for start in range(0, len(buttons), BUTTONS_IN_A_ROW):
        yield ui.ActionRow(*buttons[start : start + BUTTONS_IN_A_ROW])


def _does(action: Action, codes: Mapping[str, str]) -> Press | Ask:
    line, stored = codes.get(action.command, action.command), action.command in codes
    return Ask(line, stored) if action.form else Press(line, stored=stored)


def _button(action: Action, built: str) -> Button:
    label = action.label.strip() or action.command
    return ui.Button(style=ButtonStyle.secondary, label=fitting(label, LABEL), custom_id=built)
