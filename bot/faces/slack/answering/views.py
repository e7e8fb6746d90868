"""Views of Slack that show a card: a modal, and the parts of the App Home."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from bot.faces.slack.answering.asked import block_in
from bot.faces.slack.cards.render import Rendered
from bot.faces.slack.limits import ELEMENTS
from bot.faces.utf16 import fitting

TITLE = 24
"""Characters of a modal's title, and of its buttons (Slack, "Modal views")."""
BLOCKS = 100
"""Of one view."""

View = dict[str, Any]


def card_view(drawn: Rendered, *, title: str, callback: str, channel: str = "") -> View:
    """Return a modal that shows a card.

    Args:
        drawn: the card.
        title: of the modal: a few words.
        callback: by which the modal is known.
        channel: the channel that the card's buttons are meant for; "": the person's direct messages.
    """
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain_text(title, TITLE),
        "private_metadata": channel,
        "blocks": blocks_in(drawn.blocks, channel),
    }


def blocks_in(blocks: Sequence[Block], channel: str, start: int = 0) -> list[dict[str, Any]]:
    """Return blocks as Slack takes them; buttons among them are meant for a channel, if one is given.

    The ids of a view's blocks and buttons must differ: `start` is the number of the first block.
    """
    made = []
    for number, block in enumerate(blocks, start):
        one = dict(block.to_dict())
        if one.get("type") == "actions":
            buttons = enumerate(one["elements"], number * ELEMENTS)
            one["elements"] = [button | {"action_id": f"visabot-{which}"} for which, button in buttons]
            if channel:
                one["block_id"] = block_in(channel, number)
        made.append(one)
    return made


def capital(words: str) -> str:
    """Return words that begin with a capital, as titles, labels and buttons do; a name that is typed is small."""
    return words[:1].upper() + words[1:]


def plain_text(text: str, limit: int) -> dict[str, Any]:
    """Return a text object without markup, cut to a limit."""
    return {"type": "plain_text", "text": fitting(text, limit), "emoji": False}
