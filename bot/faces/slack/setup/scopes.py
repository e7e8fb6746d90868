"""What the app may do: each scope, and why it is asked for. Nothing is asked for that nothing needs.

From Slack's reference of methods, events and scopes. A test compares these tables with the calls in this folder, with
what the listener hears and with the manifest.
"""

from collections.abc import Mapping

_ALL_HISTORY = ("channels:history", "groups:history", "im:history")
_ALL_CHANNELS = ("channels:read", "groups:read")

METHODS: Mapping[str, tuple[str, ...]] = {
    "apps.connections.open": (),  # the app-level token's: connections:write
    "auth.test": (),
    "chat.delete": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": _ALL_HISTORY,
    "conversations.info": _ALL_CHANNELS,
    "conversations.join": ("channels:join",),
    "conversations.members": _ALL_CHANNELS,
    "conversations.open": ("im:write",),
    "conversations.replies": _ALL_HISTORY,
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "files.info": ("files:read",),
    "users.info": ("users:read",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}
"""The methods of the Web API that the bot calls."""

EVENTS: Mapping[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_archive": ("channels:read",),
    "channel_deleted": ("channels:read",),
    "channel_id_changed": ("groups:read",),  # of private channels only
    "channel_left": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "group_archive": ("groups:read",),
    "group_deleted": ("groups:read",),
    "group_left": ("groups:read",),
    "group_rename": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "message.im": ("im:history",),
    "team_rename": ("team:read",),
    "tokens_revoked": (),
}
"""The events that the listener hears."""

ELEMENTS: Mapping[str, tuple[str, ...]] = {"file_input": ("files:read",)}
"""What of forms needs a scope."""

COMMANDS = "commands"
"""The scope of slash commands and shortcuts."""

WHY: Mapping[str, str] = {
    "app_mentions:read": "answer where it is mentioned",
    "channels:history": "find an alert whose confirmation was lost, so that it is not posted twice",
    "channels:join": "enter a public channel that somebody subscribes",
    "channels:read": "know a channel's name, and whether it still exists",
    "chat:write": "post alerts and answers",
    "commands": "offer slash commands and shortcuts",
    "files:read": "read the file that somebody gives to import, and see when a picture can be shown",
    "files:write": "send pictures and exports",
    "groups:history": "find such an alert in a private channel it was invited to",
    "groups:read": "know the same of a private channel it was invited to, and who may hear of it",
    "im:history": "read what people write to it directly",
    "im:write": "write to people who subscribed their direct messages",
    "team:read": "know the workspace's name",
    "users:read": "know who is an admin, and in which language and time zone a person reads",
}
"""What each is for, as `visabot slack check` tells it."""


def scopes() -> tuple[str, ...]:
    """Return all that the bot's token needs, in the order of the alphabet."""
    needed = {COMMANDS}
    for table in (METHODS, EVENTS, ELEMENTS):
        for some in table.values():
            needed.update(some)
    return tuple(sorted(needed))
