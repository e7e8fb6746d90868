"""A card's actions, and the turning of its pages, as rows of buttons. What each does stands in its own value.

The first buttons stand in a row; more of them are in the menu at its end ("…"), which carries less; what does not fit
there has rows of its own. Slack wants each `action_id` of a message to differ: `visabot-1`, `visabot-2`, …
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    InteractiveElement,
    Option,
    OverflowMenuElement,
    PlainTextObject,
)

from bot.cards.card import Action, Card
from bot.faces.pressed import Ask, Page, Press, pressed
from bot.faces.slack.limits import CHOICE, CHOICES, LABEL, VALUE
from bot.faces.utf16 import fitting, size

ACTION_ID = re.compile(r"visabot-\d+")
"""By which listeners know our buttons."""
ACTIONS = 14
"""Buttons of a card, at most."""
IN_A_ROW = 5
VALUES = 2500
"""Characters that the buttons of a message carry together, so that it stays within `bot.faces.slack.limits.MESSAGE`."""
_BACK, _ON = "◀", "▶"


@dataclass(frozen=True, slots=True)
class Button:
    """A button before it has its place."""

    label: str
    value: str
    spoken: str = ""
    """What a screen reader says instead of the label."""


def action_buttons(card: Card, token: str | None, spare: Action) -> list[Button]:
    """Return the buttons of a card's actions.

    Args:
        card: whose.
        token: a delivery's id, which the first button that can will carry.
        spare: an action for when no other can.
    """
    made: dict[str, Button] = {}
    room = VALUES
    for action in card.actions[:ACTIONS]:
        if not action.command:
            continue
        does = Ask(action.command) if action.form else Press(action.command)
        carried = pressed(replace(does, token=token) if token and isinstance(does, Press) else does)
        if carried in made or size(carried) > min(VALUE, room):
            continue
        room -= size(carried)
        made[carried] = Button(action.label.strip() or action.command, carried)
        token = None if isinstance(does, Press) else token
    if token:
        first = pressed(Press(spare.command, token))
        made[first] = Button(spare.label, first)
    return list(made.values())


def page_buttons(again: str, page: int, pages: int, spoken: Sequence[str]) -> list[Button]:
    """Return "◀ 1/5" and "3/5 ▶"; nothing, where the line has no room.

    Args:
        again: the line that gives the card again.
        page: the one shown, from 0.
        pages: how many there are.
        spoken: what a screen reader says to each page.
    """
    made: list[Button] = []
    for number, label in ((page - 1, f"{_BACK} {page}/{pages}"), (page + 1, f"{page + 2}/{pages} {_ON}")):
        if 0 <= number < pages:
            made.append(Button(label, pressed(Page(again, number)), spoken[number]))
    return made if sum(size(one.value) for one in made) <= VALUE else []


def rows(*groups: Sequence[Button]) -> Iterator[ActionsBlock]:
    """Yield each group in rows, with its menu."""
    number = 0
    for buttons in groups:
        for chosen in _rows(buttons):
            elements: list[InteractiveElement] = []
            for one in chosen:
                number += 1
                elements.append(_element(one, f"visabot-{number}"))
            yield ActionsBlock(elements=elements)


def carried(action: Mapping[str, Any]) -> str:
    """Return what the pressed button, or the choice of a menu, carries: of an action of a `block_actions` payload."""
    chosen = action.get("selected_option") or action
    return str(chosen.get("value") or "")


def choices_of(blocks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what the buttons and menus of a message carry, as Slack gives the message back."""
    for block in blocks:
        for element in block.get("elements") or ():
            for one in (element, *(element.get("options") or ())):
                if one.get("value"):
                    yield str(one["value"])


def _rows(buttons: Sequence[Button]) -> Iterator[Sequence[Button | Sequence[Button]]]:
    """Yield rows of buttons; a sequence in one is its menu."""
    if len(buttons) <= IN_A_ROW:
        if buttons:
            yield list(buttons)
        return
    first, others = list(buttons[: IN_A_ROW - 1]), buttons[IN_A_ROW - 1 :]
    menu = [one for one in others if size(one.value) <= CHOICE][:CHOICES]
    left = [one for one in others if one not in menu]
    yield [*first, menu] if menu else first
    for start in range(0, len(left), IN_A_ROW):
        yield list(left[start : start + IN_A_ROW])


def _element(one: Button | Sequence[Button], action_id: str) -> InteractiveElement:
    if not isinstance(one, Button):
        return OverflowMenuElement(
            action_id=action_id,
            options=[Option(value=choice.value, text=_plain(choice.label)) for choice in one],
        )
    return ButtonElement(
        text=_plain(one.label),
        action_id=action_id,
        value=one.value,
        accessibility_label=fitting(one.spoken, LABEL) if one.spoken else None,
    )


def _plain(label: str) -> PlainTextObject:
    return PlainTextObject(text=fitting(label, LABEL), emoji=False)
