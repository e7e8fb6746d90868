"""The app's manifest: what Slack has to know of the app, made from the declarations. Paste it when making the app.

The fields are those of Slack's "App manifest reference". Names and descriptions are English: Slack has one for all.
"""

from typing import Any

from bot.faces.slack.answering.shortcut_names import SHORTCUTS
from bot.faces.slack.setup.scopes import EVENTS, scopes
from bot.faces.utf16 import fitting
from bot.locale.catalogue import DEFAULT, Catalogue
from bot.locale.voice import Voice
from feeds.desks.desk import Desk

NAME = "visabot"
EVENTS_PATH = "/slack/events"
"""Where Slack sends everything if the bot is reached by HTTP: commands, presses, events."""
REDIRECT_PATH = "/slack/oauth_redirect"
"""Where Slack sends people back to who installed the app."""
INSTALL_PATH = "/slack/install"
"""Where people begin to install it."""

Manifest = dict[str, Any]
_DESCRIPTION = 140
"""Characters of the app's description, at most."""


def manifest(
    desk: Desk, catalogue: Catalogue, *, public_url: str | None = None, socket_mode: bool | None = None
) -> Manifest:
    """Return the manifest.

    Args:
        desk: its command names the slash commands, and it says what the app is about.
        catalogue: for the descriptions.
        public_url: where Slack, and people who install the app, reach the bot, without a slash at its end.
        socket_mode: whether the bot hears by Socket Mode; None: it does where it has no address.
    """
    voice = Voice(DEFAULT, "UTC", catalogue)
    socket_mode = public_url is None if socket_mode is None else socket_mode
    events = f"{public_url}{EVENTS_PATH}"
    address = {} if socket_mode else {"url": events}
    request = {} if socket_mode else {"request_url": events}
    options = {} if socket_mode else {"message_menu_options_url": events}
    redirect = {"redirect_urls": [f"{public_url}{REDIRECT_PATH}"]} if public_url else {}
    return {
        "display_information": {
            "name": NAME,
            "description": fitting(voice.pick(desk.about), _DESCRIPTION),
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [
                {
                    "name": voice.say(one.name),
                    "type": "message",
                    "callback_id": one.callback,
                    "description": voice.say(one.about),
                }
                for one in SHORTCUTS
            ],
            "slash_commands": [
                {
                    "command": f"/{desk.command}{suffix}",
                    "description": voice.say(about),
                    "usage_hint": voice.say(hint),
                    "should_escape": True,
                    **address,
                }
                for suffix, about, hint in (
                    ("", "slack.command-about", "slack.command-hint"),
                    ("-admin", "slack.admin-about", "slack.admin-hint"),
                )
            ],
        },
        "oauth_config": {**redirect, "scopes": {"bot": list(scopes())}},
        "settings": {
            "event_subscriptions": {**request, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **request, **options},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }
