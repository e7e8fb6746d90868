"""An app's manifest, as Slack takes it (slackapi/manifest-schema, version 1): its keys, and how long its texts may be.

What Slack has that this project needs nothing of is left out, so that it is refused, too.
"""

import re
from collections.abc import Iterator
from typing import Any

from tests.servers.slack.checks.problem import Path, Problem
from tests.servers.slack.checks.rules import Rule, Shape, flag, listed, one_of, string, wrong

_ADDRESS = 3_500
_COMMAND_ADDRESS = 3_000
_REDIRECT = 2_500
_NAMES = 100
_NAME = 50


def _like(pattern: str, most: int) -> Rule:
    sized = string(most)

    def rule(value: Any, path: Path) -> Iterator[Problem]:
        yield from sized(value, path)
        if isinstance(value, str) and not re.match(pattern, value):
            yield wrong(path, f"must be like {pattern}, not {value!r}")

    return rule


def _unlike(rule: Rule) -> Rule:
    """A list of which no two are the same."""

    def different(value: Any, path: Path) -> Iterator[Problem]:
        yield from rule(value, path)
        if isinstance(value, list) and len(set(map(str, value))) < len(value):
            yield wrong(path, f"must be different: {value}")

    return different


def _url(most: int) -> Rule:
    return _like(r"https?://", most)


_SHORTCUT = Shape(
    {
        "name": string(24),
        "type": one_of("message", "global"),
        "callback_id": string(255),
        "description": string(150),
    }
)
_COMMAND = Shape(
    {"command": _like(r"/.", 32), "description": string(2_000)},
    {"url": _url(_COMMAND_ADDRESS), "usage_hint": string(1_000), "should_escape": flag},
)
_FEATURES = Shape(
    takes={
        "app_home": Shape(
            takes={"home_tab_enabled": flag, "messages_tab_enabled": flag, "messages_tab_read_only_enabled": flag}
        ),
        "bot_user": Shape({"display_name": string(80)}, {"always_online": flag}),
        "shortcuts": listed(_SHORTCUT, 10),
        "slash_commands": listed(_COMMAND, 50),
    }
)
_SETTINGS = Shape(
    takes={
        "event_subscriptions": Shape(
            takes={"request_url": _url(_ADDRESS), "bot_events": _unlike(listed(string(_NAME), _NAMES, least=0))}
        ),
        "interactivity": Shape(
            {"is_enabled": flag}, {"request_url": _url(_ADDRESS), "message_menu_options_url": _url(_ADDRESS)}
        ),
        "org_deploy_enabled": flag,
        "socket_mode_enabled": flag,
        "token_rotation_enabled": flag,
    }
)
_MANIFEST = Shape(
    {
        "display_information": Shape(
            {"name": string(35)},
            {
                "description": string(140),
                "long_description": string(4_000, least=175),
                "background_color": _like(r"#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$", 7),
            },
        )
    },
    {
        "features": _FEATURES,
        "oauth_config": Shape(
            takes={
                "redirect_urls": _unlike(listed(string(_REDIRECT), 1_000, least=0)),
                "scopes": Shape(takes={"bot": listed(string(_NAME), 255, least=0)}),
            }
        ),
        "settings": _SETTINGS,
    },
)


def problems(manifest: Any) -> Iterator[Problem]:
    """Find what Slack would not take, or would not understand: by HTTP it needs an address for all that it sends."""
    yield from _MANIFEST(manifest, ())
    settings = manifest.get("settings") or {}
    if settings.get("socket_mode_enabled"):
        return
    commands = (manifest.get("features") or {}).get("slash_commands") or ()
    lacking = [f"features/slash_commands/{number}/url" for number, one in enumerate(commands) if "url" not in one]
    lacking += [
        f"settings/{name}/request_url"
        for name in ("event_subscriptions", "interactivity")
        if name in settings and "request_url" not in settings[name]
    ]
    for place in lacking:
        yield wrong(tuple(place.split("/")), "is needed without Socket Mode")
