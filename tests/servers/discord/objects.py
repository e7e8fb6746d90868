"""Discord's objects as its REST API shows them, with everything that does not matter filled in."""

from enum import IntEnum
from typing import Any

from tests.servers.store import Json


class Kind(IntEnum):
    """Types of channels (documentation, "Channels Resource: Channel Types")."""

    TEXT = 0
    DIRECT = 1
    GROUP = 3
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15

    @property
    def is_thread(self) -> bool:
        """Whether such a channel hangs below another."""
        return self in (Kind.ANNOUNCEMENT_THREAD, Kind.PUBLIC_THREAD, Kind.PRIVATE_THREAD)


def user(snowflake: str, name: str, *, bot: bool = False) -> Json:
    """Return an account."""
    account: Json = {
        "id": snowflake,
        "username": name,
        "global_name": None if bot else name.title(),
        "discriminator": "0",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }
    return account | ({"bot": True} if bot else {})


def role(snowflake: str, name: str, permissions: int, position: int, **more: Any) -> Json:
    """Return a role."""
    return {
        "id": snowflake,
        "name": name,
        "permissions": str(int(permissions)),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
        **more,
    }


def member(account: Json, roles: list[str], joined_at: str) -> Json:
    """Return an account as a member of a guild."""
    return {
        "user": account,
        "roles": roles,
        "joined_at": joined_at,
        "nick": None,
        "avatar": None,
        "banner": None,
        "premium_since": None,
        "communication_disabled_until": None,
        "pending": False,
        "flags": 0,
        "mute": False,
        "deaf": False,
    }


def guild(snowflake: str, name: str, owner: str, roles: list[Json], *, locale: str) -> Json:
    """Return a guild without its channels and members."""
    return {
        "id": snowflake,
        "name": name,
        "owner_id": owner,
        "roles": roles,
        "preferred_locale": locale,
        "features": ["COMMUNITY", "NEWS"],
        "system_channel_id": None,
        "system_channel_flags": 0,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "application_id": None,
        "region": "seoul",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
    }


def channel(snowflake: str, guild_id: str, kind: Kind, name: str, position: int, **more: Any) -> Json:
    """Return a channel of a guild that is no thread."""
    made: Json = {
        "id": snowflake,
        "type": int(kind),
        "guild_id": guild_id,
        "name": name,
        "position": position,
        "flags": 0,
        "parent_id": None,
        "nsfw": False,
        "permission_overwrites": [],
    }
    if kind is not Kind.CATEGORY:
        made |= {"topic": None, "rate_limit_per_user": 0, "last_message_id": None}
    if kind is Kind.FORUM:
        made |= {
            "available_tags": [],
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
        }
    return made | more


def thread(snowflake: str, parent: Json, kind: Kind, name: str, *, owner: str, at: str, **more: Any) -> Json:
    """Return a thread below `parent`."""
    metadata = {
        "archived": False,
        "archive_timestamp": at,
        "auto_archive_duration": 4320,
        "locked": False,
        "create_timestamp": at,
    }
    return {
        "id": snowflake,
        "type": int(kind),
        "guild_id": parent["guild_id"],
        "parent_id": parent["id"],
        "owner_id": owner,
        "name": name,
        "flags": 0,
        "last_message_id": None,
        "rate_limit_per_user": parent.get("default_thread_rate_limit_per_user", 0),
        "message_count": 0,
        "total_message_sent": 0,
        "member_count": 1,
        "thread_metadata": metadata | ({"invitable": True} if kind is Kind.PRIVATE_THREAD else {}),
        **more,
    }


def direct(snowflake: str, recipient: Json) -> Json:
    """Return a direct message channel with one person."""
    return {"id": snowflake, "type": int(Kind.DIRECT), "flags": 0, "last_message_id": None, "recipients": [recipient]}


def group(snowflake: str, name: str, recipients: list[Json]) -> Json:
    """Return a conversation of people, in which no bot is."""
    made = {"id": snowflake, "type": int(Kind.GROUP), "flags": 0, "last_message_id": None, "recipients": recipients}
    return made | {"name": name, "icon": None, "owner_id": recipients[0]["id"]}
