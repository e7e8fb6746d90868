"""Joining: the bot goes into public channels by itself; into others it has to be invited, and says how."""

import structlog

from bot.faces.slack.clients import Installed
from bot.faces.slack.outcome import reason_of

log = structlog.get_logger(__name__)


async def join(installed: Installed, channel: str) -> bool:
    """Go into a channel, and tell whether the bot is there now. It never is where someone has to invite it."""
    try:
        await installed.client.conversations_join(channel=channel)
    except Exception as error:  # noqa: BLE001 - whatever it is, the bot is not there
        log.info("not joined", channel=channel, reason=reason_of(error))
        return False
    log.info("joined", team=installed.team, channel=channel)
    return True
