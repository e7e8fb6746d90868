"""The work behind an answer, which must not leave anybody waiting."""

from collections.abc import Awaitable
from secrets import token_hex

import structlog

from bot.cards.card import Card
from bot.cards.error import error_card
from bot.locale.voice import Voice

log = structlog.get_logger(__name__)


async def done(work: Awaitable[Card], voice: Voice) -> Card:
    """Return what the work gives. It answers errors itself; where it fails all the same, a card that says so.

    Args:
        work: gives the card.
        voice: the asker's.
    """
    try:
        return await work
    except Exception:
        reference = token_hex(4)
        log.exception("work failed", reference=reference)
        return error_card(voice.say("error.internal"), voice, todo=voice.say("error.reference", reference=reference))
