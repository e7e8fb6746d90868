"""Tokens: auth.test, auth.revoke, apps.connections.open, oauth.v2.access."""

import secrets

from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.installing import end
from tests.servers.slack.limits import Tier
from tests.servers.slack.methods.call import Arg, Call, Method, Opens, answer
from tests.servers.slack.world import CLIENT_ID, CLIENT_SECRET
from tests.servers.store import Json

CODE_LASTS = 600.0
TICKET_LASTS = 30.0


def _test(call: Call) -> Json:
    install, team = call.install, call.world.store.table("teams")[call.team]
    return answer(
        url=f"https://{team['domain']}.slack.com/",
        team=team["name"],
        user=call.world.store.table("users")[install["user"]]["name"],
        team_id=call.team,
        user_id=install["user"],
        bot_id=install["bot"],
        is_enterprise_install=False,
    )


def _revoke(call: Call) -> Json:
    if not call.args.get("test"):
        end(call.world, call.team, Word.TOKEN_REVOKED)
    return answer(revoked=not call.args.get("test"))


def _connect(call: Call) -> Json:
    ticket = secrets.token_urlsafe(24)
    call.world.store.put("tickets", ticket, {"at": call.world.now()})
    socket = call.world.address.replace("http", "ws", 1)
    return answer(url=f"{socket}/link/?ticket={ticket}&app_id={call.world.app}")


def _access(call: Call) -> Json:
    """Change a code of the authorize page into a token (reference: oauth.v2.access)."""
    world, args = call.world, call.args
    if args.get("client_id") != CLIENT_ID:
        raise Refusal(Word.INVALID_CLIENT_ID)
    if args.get("client_secret") != CLIENT_SECRET:
        raise Refusal(Word.BAD_CLIENT_SECRET)
    code = world.store.table("codes").get(args["code"])
    if code is None or world.now() - code["at"] > CODE_LASTS:
        raise Refusal(Word.INVALID_CODE)
    if code["used"]:
        raise Refusal(Word.CODE_ALREADY_USED)
    if args.get("redirect_uri", code["redirect_uri"]) != code["redirect_uri"]:
        raise Refusal(Word.BAD_REDIRECT_URI)
    world.store.put("codes", args["code"], code | {"used": True})
    team = world.store.table("teams")[code["team"]]
    made = world.install(team["id"], code["scopes"])
    return answer(
        access_token=made["token"],
        token_type="bot",  # noqa: S106 - Slack's word
        scope=",".join(made["scopes"]),
        bot_user_id=made["user"],
        app_id=world.app,
        team={"id": team["id"], "name": team["name"]},
        enterprise=None,
        authed_user={"id": code["user"]},
        is_enterprise_install=False,
    )


METHODS = (
    Method("auth.test", _test, Tier.TESTING),
    Method("auth.revoke", _revoke, Tier.THREE, takes={"test": Arg.FLAG}),
    Method("apps.connections.open", _connect, Tier.ONE, opens=Opens.APP),
    Method(
        "oauth.v2.access",
        _access,
        Tier.FOUR,
        needs={"code": Arg.TEXT},
        takes={
            "client_id": Arg.TEXT,
            "client_secret": Arg.TEXT,
            "redirect_uri": Arg.TEXT,
            "grant_type": Arg.TEXT,
        },
        opens=Opens.CLIENT,
    ),
)
