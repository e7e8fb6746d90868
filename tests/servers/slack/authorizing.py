"""The page on which somebody allows the app into a workspace (reference: "Installing with OAuth")."""

import secrets
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.scopes import ALL
from tests.servers.slack.world import CLIENT_ID, World
from tests.servers.store import Json


def allow(world: World, person: str, url: str) -> str:
    """Press "Allow" on the page at `url`; return where the browser is sent, with a code."""
    asked, user = _asked(url), world.store.table("users")[person]
    code = secrets.token_urlsafe(18)
    row: Json = {
        "team": user["team_id"],
        "user": person,
        "scopes": asked["scope"].split(","),
        "redirect_uri": asked["redirect_uri"],
        "at": world.now(),
        "used": False,
    }
    world.store.put("codes", code, row)
    return _back(asked, code=code)


def deny(url: str) -> str:
    """Press "Cancel" on the page; return where the browser is sent."""
    return _back(_asked(url), error="access_denied")


def _asked(url: str) -> dict[str, str]:
    asked = dict(parse_qsl(urlsplit(url).query))
    if asked.get("client_id") != CLIENT_ID:
        raise Refusal(Word.INVALID_CLIENT_ID)
    if not asked.get("scope") or not set(asked["scope"].split(",")) <= set(ALL):
        raise Refusal(Word.INVALID_SCOPE, scope=asked.get("scope", ""))
    if not asked.get("redirect_uri"):
        raise Refusal(Word.BAD_REDIRECT_URI)
    return asked


def _back(asked: dict[str, str], **told: str) -> str:
    separator = "&" if "?" in asked["redirect_uri"] else "?"
    return asked["redirect_uri"] + separator + urlencode({**told, "state": asked.get("state", "")})
