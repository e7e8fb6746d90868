"""What a rendered message holds, as Slack would take it: its JSON, in order."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.cards.card import Card
from bot.faces.slack.cards.render import Rendered, render
from tests.bot import shipped

Values = Mapping[str, Any]


def rendered(card: Card, **how: Any) -> Rendered:
    """Return the message of a card. Not by a fixture: hypothesis would print the whole catalogue."""
    return render(card, shipped.catalogue(), **how)


def blocks(made: Rendered) -> list[Values]:
    """Return the blocks as they are sent: the SDK checks them."""
    found: list[Values] = json.loads(json.dumps([block.to_dict() for block in made.blocks]))
    return found


def texts(made: Rendered) -> list[Values]:
    """Return the text objects that are no button's, in the order in which they are shown."""
    return [one for block in blocks(made) for one in (block.get("text"), *block.get("elements", [])) if _is_text(one)]


def sayings(made: Rendered) -> list[str]:
    return [one["text"] for one in texts(made)]


def markups(made: Rendered) -> list[str]:
    return [one["text"] for one in texts(made) if one["type"] == "mrkdwn"]


def rows(made: Rendered) -> list[list[Values]]:
    return [block["elements"] for block in blocks(made) if block["type"] == "actions"]


def choices(made: Rendered) -> Iterator[Values]:
    """Yield the buttons, and the choices of menus, in order."""
    for row in rows(made):
        for element in row:
            yield from element.get("options", [element])


def labels(made: Rendered) -> list[tuple[str, str]]:
    return [(one["text"]["text"], one["value"]) for one in choices(made)]


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") in {"mrkdwn", "plain_text"}
