"""Who is mentioned by a message, under its `allowed_mentions` (documentation, "Message Resource: Allowed Mentions")."""

import re
from dataclasses import dataclass

from tests.servers.store import Json

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)\b")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The ids that a message notifies."""

    users: tuple[str, ...]
    roles: tuple[str, ...]
    everyone: bool


def mentioned(text: str, allowed: Json | None, *, may_everyone: bool, mentionable: frozenset[str]) -> Mentioned:
    """Find what `text` mentions.

    Args:
        text: All visible text of the message.
        allowed: The message's `allowed_mentions`; without, all that is written counts.
        may_everyone: Whether the author has MENTION_EVERYONE: it also lets it mention any role.
        mentionable: The roles that anybody may mention.
    """
    users = tuple(dict.fromkeys(_USER.findall(text)))
    roles = tuple(dict.fromkeys(_ROLE.findall(text)))
    everyone = may_everyone and _EVERYONE.search(text) is not None
    if allowed is not None:
        parse = allowed.get("parse") or []
        users = tuple(one for one in users if "users" in parse or one in _ids(allowed, "users"))
        roles = tuple(one for one in roles if "roles" in parse or one in _ids(allowed, "roles"))
        everyone = everyone and "everyone" in parse
    return Mentioned(users, tuple(one for one in roles if may_everyone or one in mentionable), everyone)


def _ids(allowed: Json, kind: str) -> set[str]:
    return {str(one) for one in allowed.get(kind) or []}
