"""What a rendered message holds, as Discord would take it: its JSON, in order."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.cards.card import Card
from bot.faces.discord.cards.render import Rendered, render
from tests.bot import shipped

ROW, BUTTON, TEXT, GALLERY, FILE, CONTAINER = 1, 2, 10, 12, 13, 17
"""Component types (Discord, "Component Reference")."""

Component = Mapping[str, Any]


def rendered(card: Card, **how: Any) -> Rendered:
    """Return the message of a card. Not by a fixture: hypothesis would print the whole catalogue."""
    return render(card, shipped.catalogue(), **how)


def payload(made: Rendered) -> list[Any]:
    """Return a message's components as they are sent."""
    sent: list[Any] = json.loads(json.dumps(made.view.to_components()))  # type: ignore[no-untyped-call]  # discord.py's
    return sent


def components(made: Rendered) -> list[Component]:
    """Return all of a message, nested ones included, in the order in which they are shown."""
    return list(_walk(payload(made)))


def texts(made: Rendered) -> list[str]:
    return [one["content"] for one in components(made) if one["type"] == TEXT]


def buttons(made: Rendered) -> list[Component]:
    return [one for one in components(made) if one["type"] == BUTTON]


def _walk(items: list[Any]) -> Iterator[Component]:
    for item in items:
        yield item
        yield from _walk(item.get("components", []))
