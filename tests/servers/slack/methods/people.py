"""People and workspaces: users.info, users.list, usergroups.list, team.info, bots.info."""

from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.limits import Tier
from tests.servers.slack.methods.call import Arg, Call, Method, answer
from tests.servers.slack.methods.paging import page
from tests.servers.store import Json


def _user(call: Call) -> Json:
    return answer(user=_shown(call, call.world.user(call.team, call.args["user"])))


def _users(call: Call) -> Json:
    every = [one for one in call.world.store.table("users").values() if one["team_id"] == call.team]
    shown, after = page(call, every, key=lambda one: str(one["id"]))
    members = [_shown(call, one) for one in shown]
    return answer(members=members, cache_ts=int(call.world.now()), response_metadata={"next_cursor": after})


def _groups(call: Call) -> Json:
    every = [one for one in call.world.store.table("groups").values() if one["team_id"] == call.team]
    if not call.args.get("include_disabled"):
        every = [one for one in every if not one["date_delete"]]
    hidden = set() if call.args.get("include_users") else {"users"}
    hidden |= set() if call.args.get("include_count") else {"user_count"}
    return answer(usergroups=[{key: value for key, value in one.items() if key not in hidden} for one in every])


def _team(call: Call) -> Json:
    wanted = call.args.get("team") or call.team
    if wanted != call.team:
        raise Refusal(Word.TEAM_NOT_FOUND)
    return answer(team=call.world.store.table("teams")[wanted])


def _bot(call: Call) -> Json:
    install = call.install
    if call.args.get("bot") != install["bot"]:
        raise Refusal(Word.BOT_NOT_FOUND)
    name = call.world.store.table("app")["app"]["name"]
    bot = {"id": install["bot"], "deleted": False, "name": name, "app_id": call.world.app, "user_id": install["user"]}
    return answer(bot=bot)


def _shown(call: Call, user: Json) -> Json:
    hidden = set() if call.args.get("include_locale") else {"locale"}
    return {key: value for key, value in user.items() if key not in hidden}


_PAGED = {"cursor": Arg.TEXT, "limit": Arg.NUMBER, "team_id": Arg.TEXT}
_LOCALE = {"include_locale": Arg.FLAG}
_READ = ("users:read",)

METHODS = (
    Method("users.info", _user, Tier.FOUR, needs={"user": Arg.TEXT}, takes=_LOCALE, scopes=_READ),
    Method("users.list", _users, Tier.TWO, takes={**_PAGED, **_LOCALE}, scopes=_READ),
    Method(
        "usergroups.list",
        _groups,
        Tier.TWO,
        takes={
            "include_count": Arg.FLAG,
            "include_disabled": Arg.FLAG,
            "include_users": Arg.FLAG,
            "team_id": Arg.TEXT,
        },
        scopes=("usergroups:read",),
    ),
    Method("team.info", _team, Tier.THREE, takes={"team": Arg.TEXT, "domain": Arg.TEXT}, scopes=("team:read",)),
    Method("bots.info", _bot, Tier.THREE, takes={"bot": Arg.TEXT, "team_id": Arg.TEXT}, scopes=_READ),
)
