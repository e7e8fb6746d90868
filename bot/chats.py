"""The chat platforms whose tokens are set, opened."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.config import values
from bot.config.settings import Settings
from bot.faces.chat import Chat
from bot.locale.catalogue import Catalogue

if TYPE_CHECKING:
    from bot.faces.discord.chat import DiscordSettings
    from bot.faces.slack.chat import SlackSettings
    from bot.faces.slack.listening.serving import Install


@asynccontextmanager
async def open_chats(settings: Settings, catalogue: Catalogue) -> AsyncIterator[tuple[Chat, ...]]:
    """Give the platforms, not yet listening; their connections for posting are closed when this ends."""
    on_discord, on_slack = settings.discord_token, settings.slack_bot_token or settings.slack_client_id
    if not (on_discord or on_slack):
        yield ()
        return
    async with AsyncExitStack() as stack:
        chats: list[Chat] = []
        if on_discord:
            # Here, for it takes a third of a second that a terminal without tokens need not wait.
            from bot.faces.discord.chat import open_chat  # noqa: PLC0415

            chats.append(await stack.enter_async_context(open_chat(discord_settings(settings), catalogue)))
        if on_slack:
            from bot.faces.slack.chat import open_chat as open_slack  # noqa: PLC0415 - as above

            chats.append(await stack.enter_async_context(open_slack(slack_settings(settings), catalogue)))
        yield tuple(chats)


def discord_settings(settings: Settings) -> "DiscordSettings":
    """Return what of the settings concerns Discord; its token is set."""
    from bot.faces.discord.chat import DiscordSettings  # noqa: PLC0415 - see above

    return DiscordSettings(
        token=settings.discord_token.get_secret_value() if settings.discord_token else "",
        timezone=settings.timezone,
        operators=settings.operators_on("discord"),
        shards=settings.discord_shards,
        api=settings.discord_api,
        gateway=settings.discord_gateway,
    )


def slack_settings(settings: Settings) -> "SlackSettings":
    """Return what of the settings concerns Slack; its bot token is set, or how workspaces install the app."""
    from bot.faces.slack.chat import SlackSettings  # noqa: PLC0415 - see above

    return SlackSettings(
        token=_told(settings.slack_bot_token) or "",
        app_token=_told(settings.slack_app_token),
        signing_secret=_told(settings.slack_signing_secret),
        listen=values.host_and_port(settings.slack_http) if settings.slack_http else None,
        install=_install(settings),
        timezone=settings.timezone,
        operators=settings.operators_on("slack"),
        api=settings.slack_api,
    )


def _install(settings: Settings) -> "Install | None":
    from bot.faces.slack.listening.serving import Install  # noqa: PLC0415 - see above
    from bot.faces.slack.workspaces.oauth import OAuthSettings  # noqa: PLC0415 - see above

    if settings.slack_client_id is None:
        return None
    oauth = OAuthSettings(
        client_id=settings.slack_client_id,
        client_secret=_told(settings.slack_client_secret) or "",
        public_url=settings.slack_public_url or "",
        api=settings.slack_api,
    )
    keys = values.secret_keys(_told(settings.secret_key) or "")
    return Install(oauth, keys, settings.database_url.get_secret_value())


def _told(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
