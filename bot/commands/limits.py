"""How much one workspace, and one person, may have of everything."""

from dataclasses import dataclass, fields

from bot.locale.voice import Voice

SETTING = "VISABOT_LIMIT_"
"""How the settings of limits begin (`bot.config.settings`)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts; enough for a large server, and few enough that one cannot slow down the others.

    Each is a setting: `feeds` is `limit_feeds`. All workspaces together: `docs/promises.md`, "Sizes".
    """

    subscriptions: int = 100
    terms: int = 500
    """Watch terms of its own."""
    feeds: int = 50
    """Private ones."""
    topics: int = 20
    """Topics of its own."""
    commands_a_minute: int = 30
    """Of one person."""


def setting_of(limit: str) -> str:
    """Return the setting of a limit, as the environment has it: "feeds" is VISABOT_LIMIT_FEEDS."""
    return SETTING + limit.upper()


def settings_of() -> tuple[str, ...]:
    """Return the settings of all limits."""
    return tuple(setting_of(one.name) for one in fields(Limits))


def who_raises(limit: str, voice: Voice) -> str:
    """Return who can raise a limit that was reached, and by what."""
    return voice.say("limits.raise", setting=setting_of(limit))
