"""Objects as Slack's API writes them (reference: "Objects": team, user, conversation, usergroup)."""

from enum import StrEnum

from tests.servers.store import Json


class Rank(StrEnum):
    """What somebody is in a workspace."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"
    GUEST = "guest"


class Kind(StrEnum):
    """Kinds of conversations."""

    PUBLIC = "public"
    PRIVATE = "private"
    DIRECT = "direct"


def user(uid: str, team: str, name: str, rank: Rank, *, locale: str, tz: str, bot: bool = False) -> Json:
    """Return a person or a bot's user."""
    return {
        "id": uid,
        "team_id": team,
        "name": name,
        "real_name": name.capitalize(),
        "deleted": False,
        "tz": tz,
        "tz_label": tz,
        "tz_offset": 0,
        "locale": locale,
        "profile": {"display_name": name, "real_name": name.capitalize(), "team": team},
        "is_admin": rank in (Rank.OWNER, Rank.ADMIN),
        "is_owner": rank is Rank.OWNER,
        "is_primary_owner": False,
        "is_restricted": rank is Rank.GUEST,
        "is_ultra_restricted": False,
        "is_bot": bot,
        "is_app_user": False,
        "updated": 0,
    }


def channel(cid: str, team: str, name: str, kind: Kind, *, creator: str, created: int, shared: bool) -> Json:
    """Return a channel. Who is in it stands in the table `members`."""
    return {
        "id": cid,
        "name": name,
        "name_normalized": name,
        "is_channel": kind is Kind.PUBLIC,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": kind is Kind.PRIVATE,
        "is_archived": False,
        "is_general": False,
        "is_shared": shared,
        "is_ext_shared": shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "context_team_id": team,
        "shared_team_ids": [team],
        "created": created,
        "updated": created * 1000,
        "unlinked": 0,
        "creator": creator,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }


def direct(cid: str, team: str, person: str, created: int) -> Json:
    """Return the conversation of a person and the bot."""
    return {
        "id": cid,
        "created": created,
        "is_im": True,
        "is_org_shared": False,
        "is_archived": False,
        "context_team_id": team,
        "updated": created * 1000,
        "user": person,
        "is_user_deleted": False,
        "priority": 0,
    }


def user_group(gid: str, team: str, handle: str, name: str, users: list[str]) -> Json:
    """Return a user group."""
    return {
        "id": gid,
        "team_id": team,
        "is_usergroup": True,
        "name": name,
        "handle": handle,
        "description": "",
        "is_external": False,
        "date_create": 0,
        "date_update": 0,
        "date_delete": 0,
        "users": users,
        "user_count": len(users),
    }
