"""The bot's account and application, and where the gateway is."""

from tests.servers.discord.errors import Unknown, unknown
from tests.servers.discord.routes.call import Call, Route, Said
from tests.servers.discord.world import World
from tests.servers.store import Json


def application(world: World) -> Json:
    """Return the application as its owner sees it."""
    return {
        "id": world.bot["id"],
        "name": world.bot_name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": world.bot,
        "owner": world.owner,
        "team": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "bot_public": True,
        "bot_require_code_grant": False,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": len(world.store.table("guilds")),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
        "integration_types_config": {"0": {}, "1": {}},
    }


def _me(call: Call) -> Said:
    return Said({**call.world.bot, "mfa_enabled": False, "locale": "en-US", "verified": True, "email": None})


def _application(call: Call) -> Said:
    return Said(application(call.world))


def _user(call: Call) -> Said:
    found = call.world.store.table("users").get(call.path["user_id"])
    if found is None:
        raise unknown(Unknown.USER)
    return Said(found)


def _gateway(call: Call) -> Said:
    return Said({"url": socket_address(call.world)})


def _gateway_bot(call: Call) -> Said:
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 16}
    return Said({"url": socket_address(call.world), "shards": 1, "session_start_limit": limit})


def socket_address(world: World) -> str:
    """Return where the gateway listens."""
    return world.address.replace("http", "ws", 1) + "/"


ROUTES: tuple[Route, ...] = (
    ("GET", "/users/@me", _me),
    ("GET", "/users/{user_id}", _user),
    ("GET", "/applications/@me", _application),
    ("GET", "/oauth2/applications/@me", _application),
    ("GET", "/gateway", _gateway),
    ("GET", "/gateway/bot", _gateway_bot),
)
