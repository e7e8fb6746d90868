"""Scopes that the loopback Slack knows of (reference: "Scopes")."""

ALL = (
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "team:read",
    "usergroups:read",
    "users:read",
)
"""What the app is granted unless a test says otherwise."""
