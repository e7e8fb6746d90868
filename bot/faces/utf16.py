"""How long a text is to a chat platform: in UTF-16 units, of which an emoji takes two.

Neither Discord's documentation nor Slack's says whether these are counted or code points; what fits in these fits in
both.
"""

from collections.abc import Callable

from bot.cards.clean import shorten


def size(text: str) -> int:
    """Return how long a platform finds a text, at most."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(text: str, limit: int) -> str:
    """Return a text cut to a size, gracefully (`bot.cards.clean.shorten`)."""
    while size(text) > limit:
        text = shorten(text, min(len(text) - 1, limit))
    return text


def fitting_as(markup: Callable[[str], str], text: str, limit: int, *, grows: int) -> str:
    """Return a text cut so that, as markup, it has at most a size.

    Args:
        markup: makes a text into markup.
        text: not yet markup.
        limit: of the markup, in UTF-16 units.
        grows: times as long as the text its markup is, at most: what is short enough is not made to be measured.
    """
    if len(text) * grows <= limit:
        return text
    while (long := size(markup(text))) > limit:
        text = shorten(text, max(len(text) * limit // long - 1, 1)) if len(text) > 1 else ""
    return text
