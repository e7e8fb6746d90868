"""Who may do what (documentation, "Permissions")."""

from collections.abc import Mapping
from enum import IntFlag

from tests.servers.store import Json


class Permission(IntFlag):
    """The permissions the fake looks at."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    BYPASS_SLOWMODE = 1 << 52


P = Permission
ALL = (1 << 53) - 1
EVERYONE = (
    P.VIEW_CHANNEL
    | P.SEND_MESSAGES
    | P.EMBED_LINKS
    | P.ATTACH_FILES
    | P.READ_MESSAGE_HISTORY
    | P.ADD_REACTIONS
    | P.USE_APPLICATION_COMMANDS
    | P.CREATE_PUBLIC_THREADS
    | P.CREATE_PRIVATE_THREADS
    | P.SEND_MESSAGES_IN_THREADS
)
"""What a new guild gives to @everyone, as far as it matters here."""
IN_DIRECT_MESSAGE = EVERYONE & ~(P.CREATE_PUBLIC_THREADS | P.CREATE_PRIVATE_THREADS)


def in_guild(guild: Json, member: Json) -> int:
    """Return what a member may do by its roles."""
    if guild["owner_id"] == member["user"]["id"]:
        return ALL
    held = {guild["id"], *member["roles"]}
    granted = 0
    for role in guild["roles"]:
        if role["id"] in held:
            granted |= int(role["permissions"])
    return ALL if granted & P.ADMINISTRATOR else granted


def in_channel(guild: Json, member: Json, overwrites: list[Mapping[str, str | int]]) -> int:
    """Return what a member may do in a channel: @everyone's overwrite, then its roles', then its own."""
    granted = in_guild(guild, member)
    if granted == ALL:
        return granted
    own = member["user"]["id"]
    held = set(member["roles"])
    for chosen in ({guild["id"]}, held, {own}):
        deny = allow = 0
        for overwrite in overwrites:
            if overwrite["id"] in chosen:
                deny |= int(overwrite["deny"])
                allow |= int(overwrite["allow"])
        granted = granted & ~deny | allow
    if not granted & P.VIEW_CHANNEL:
        return 0
    if not granted & P.SEND_MESSAGES:  # implicit denial: nothing that is part of sending is left either
        granted &= ~(P.MENTION_EVERYONE | P.ATTACH_FILES | P.EMBED_LINKS)
    return granted
