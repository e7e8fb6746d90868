"""The shortcuts on a message, by the names that the manifest declares and the listener hears."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One entry of a message's menu."""

    callback: str
    """By which it is known when it is chosen."""
    name: str
    """Message: at most 24 characters in English."""
    about: str
    """Message: what it does, at most 150."""


WHY = Shortcut("visabot-why", "chats.why-menu", "slack.why-about")
TRACK = Shortcut("visabot-track", "chats.track-menu", "slack.track-about")
SHORTCUTS = (WHY, TRACK)
