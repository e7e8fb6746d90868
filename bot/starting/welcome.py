"""The first card after starting, filled from the settings."""

from bot.cards.card import Card
from bot.cards.welcome import welcome_card
from bot.config.settings import Settings
from bot.locale.voice import Voice
from feeds.desks.desk import Desk


def platforms(settings: Settings) -> list[str]:
    """Return the chat platforms whose tokens were found."""
    found = {"Discord": settings.discord_token, "Slack": settings.slack_bot_token or settings.slack_client_id}
    return [name for name, token in found.items() if token is not None]


def welcome(settings: Settings, desk: Desk, voice: Voice) -> Card:
    """Return the welcome."""
    return welcome_card(desk, settings.database_shown, platforms(settings), voice)
