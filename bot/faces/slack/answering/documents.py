"""Documents: a file for one person alone, in their direct messages with the bot. Slack has none within a channel."""

from dataclasses import replace

import structlog

from bot.cards.card import Card, Line, Section
from bot.faces.slack.places.directs import Directs
from bot.faces.slack.posting.outcome import reason_of
from bot.faces.slack.workspaces.clients import Installed
from bot.locale.voice import Voice

log = structlog.get_logger(__name__)


async def handed_over(card: Card, installed: Installed, directs: Directs, person: str, voice: Voice) -> Card:
    """Send a card's document to a person, and return the card that says so; where that fails, the card shows it."""
    document = card.document
    if document is None or not document.text:
        return card
    try:
        channel = await directs.channel(installed, person)
        await installed.client.files_upload_v2(
            channel=channel,
            filename=document.name,
            title=document.name,
            content=document.text.encode(),
            request_file_info=False,
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, the lines can still be copied
        log.warning("document not sent", team=installed.team, reason=reason_of(error))
        return card
    told = Section("", (Line(voice.say("slack.document-sent", name=document.name)),))
    return replace(card, document=None, sections=(*card.sections, told))
