"""The state of the loopback Slack: workspaces, who is in them, what is written, and what the app has still to hear."""

import bisect
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.servers.slack import objects
from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.ids import Ids, micros
from tests.servers.slack.objects import Rank
from tests.servers.store import Json, Store

APP_TOKEN = "xapp-1-A00000000-1-loopback"  # noqa: S105 - it opens nothing but this fake
SIGNING_SECRET = "loopback-signing-secret"  # noqa: S105
CLIENT_ID = "1234567890.0987654321"
CLIENT_SECRET = "loopback-client-secret"  # noqa: S105


@dataclass
class World:
    """Objects by their ids in the API's own form. Whoever changes something calls `commit` at the end.

    Tables: `teams`, `installs` (by team), `tokens`, `users`, `channels`, `members` (`CHANNEL:USER`), `messages`
    (`CHANNEL:TS`), `ephemeral` (by ts), `groups`, `views`, `homes` (by user), `files`, `hooks` (response_url by token),
    `triggers`, `asked` (what people did, and what became of it), `envelopes` (not acknowledged yet), `codes` (OAuth).
    """

    store: Store
    now: Callable[[], float]
    address: str = "http://127.0.0.1"
    """Where this Slack is reached; set when it listens."""
    subscribed: frozenset[str] | None = None
    """Events that the app wants, by type (`message.im` for messages in direct conversations); None: all there are."""
    looks_at_files: int = 1
    """With which look files.info says what kind of file an uploaded one is; before, no message can show it."""
    waiting: list[Json] = field(default_factory=list)
    """Envelopes to be sent once the state behind them is stored."""

    def __post_init__(self) -> None:
        said = [*self.store.table("messages").values(), *self.store.table("ephemeral").values()]
        self.ids = Ids(self.store, self.now, (message["ts"] for message in said))
        self._order: dict[str, list[tuple[int, str]]] = {}
        for key, message in self.store.table("messages").items():
            self._order.setdefault(key.partition(":")[0], []).append((micros(message["ts"]), key))
        for order in self._order.values():
            order.sort()
        if not self.store.table("app"):
            self.store.put("app", "app", {"id": self.ids.next("A"), "name": "visabot"})

    @property
    def app(self) -> str:
        """The app's id."""
        return str(self.store.table("app")["app"]["id"])

    # Installations.

    def install(self, team: str, scopes: list[str]) -> Json:
        """Install the app into a workspace, for the first time or again; return the installation."""
        known = self.store.table("installs").get(team)
        if known is None:
            uid, bot = self.ids.next("U"), self.ids.next("B")
            self.store.put(
                "users", uid, objects.user(uid, team, "visabot", Rank.MEMBER, locale="en-US", tz="UTC", bot=True)
            )
            known = {"team": team, "user": uid, "bot": bot}
        else:
            self.store.drop("tokens", known["token"])
        token = f"xoxb-{team.lower()}-{secrets.token_hex(8)}"
        made = known | {"token": token, "scopes": scopes, "ended": "", "at": self.now()}
        self.store.put("installs", team, made)
        self.store.put("tokens", token, {"team": team})
        return made

    def installed(self, team: str) -> Json:
        """Return the installation in a workspace, ended or not."""
        return self.store.table("installs")[team]

    # Looking up: refuses as the API does.

    def team_of(self, channel: Json) -> str:
        """Return the workspace that a conversation belongs to."""
        return str(channel["context_team_id"])

    def is_member(self, channel: str, user: str) -> bool:
        """Whether somebody is in a conversation."""
        return f"{channel}:{user}" in self.store.table("members")

    def channel(self, cid: str) -> Json:
        """Return a conversation, seen or not."""
        found = self.store.table("channels").get(cid)
        if found is None:
            raise Refusal(Word.CHANNEL_NOT_FOUND)
        return found

    def seen_channel(self, team: str, cid: str) -> Json:
        """Return a conversation that the app can see in a workspace: private ones only if it is a member."""
        found = self.channel(cid)
        own = self.installed(team)["user"]
        hidden = found.get("is_private") or found.get("is_im")
        if team not in found.get("shared_team_ids", [self.team_of(found)]) or (hidden and not self.is_member(cid, own)):
            raise Refusal(Word.CHANNEL_NOT_FOUND)
        return found

    def user(self, team: str, uid: str) -> Json:
        """Return somebody of a workspace."""
        found = self.store.table("users").get(uid)
        if found is None or found["team_id"] != team:
            raise Refusal(Word.USER_NOT_FOUND)
        return found

    def direct(self, team: str, person: str) -> Json:
        """Return the conversation of a person and the bot, made if there is none."""
        for one in self.store.table("channels").values():
            if one.get("is_im") and one["user"] == person and one["context_team_id"] == team:
                return one
        made = objects.direct(self.ids.next("D"), team, person, int(self.now()))
        self.store.put("channels", made["id"], made)
        for member in (person, self.installed(team)["user"]):
            self.join(made["id"], member)
        return made

    def join(self, channel: str, user: str) -> None:
        """Let somebody into a conversation."""
        self.store.put("members", f"{channel}:{user}", {"channel": channel, "user": user})

    def members(self, channel: str) -> list[str]:
        """Return who is in a conversation."""
        return [row["user"] for row in self.store.table("members").values() if row["channel"] == channel]

    # Messages of a conversation, in order.

    def keep_message(self, channel: str, message: Json) -> None:
        """Store a message, new or changed."""
        key = f"{channel}:{message['ts']}"
        if key not in self.store.table("messages"):
            bisect.insort(self._order.setdefault(channel, []), (micros(message["ts"]), key))
        self.store.put("messages", key, message)

    def drop_message(self, channel: str, ts: str) -> None:
        """Forget a message."""
        key = f"{channel}:{ts}"
        self._order[channel].remove((micros(ts), key))
        self.store.drop("messages", key)

    def message(self, channel: str, ts: str) -> Json:
        """Return a message that everyone in the conversation can see."""
        found = self.store.table("messages").get(f"{channel}:{ts}")
        if found is None:
            raise Refusal(Word.MESSAGE_NOT_FOUND)
        return found

    def messages(self, channel: str) -> list[Json]:
        """Return the messages of a conversation, replies in threads among them, oldest first."""
        table = self.store.table("messages")
        return [table[key] for _, key in self._order.get(channel, [])]

    # Telling the app.

    def send(self, kind: str, team: str, payload: Json, *, accepts: bool = False, asked: str = "") -> Json:
        """Have an envelope sent to the app; `asked` is the row of `asked` that it belongs to."""
        row: Json = {
            "id": str(uuid.uuid4()),
            "type": kind,
            "team": team,
            "payload": payload,
            "accepts": accepts,
            "asked": asked,
            "attempt": 0,
            "reason": "",
        }
        self.store.put("envelopes", row["id"], row)
        self.waiting.append(row)
        self.store.on_change()
        return row

    def tell(self, team: str, event: Json, *, kind: str = "", shared: bool = False) -> Json | None:
        """Send an event to the app, if it wants it and is installed.

        `kind` is its subscription if not its type; `shared`, whether it is of a channel of several organisations.
        """
        install = self.store.table("installs").get(team)
        wanted = kind or event["type"]
        if install is None or (self.subscribed is not None and wanted not in self.subscribed):
            return None
        if install["ended"] and wanted not in ("app_uninstalled", "tokens_revoked"):
            return None
        payload = {
            "token": "loopback-verification",
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": self.app,
            "event": event | {"event_ts": event.get("event_ts") or self.ids.stamp()},
            "type": "event_callback",
            "event_id": self.ids.next("Ev"),
            "event_time": int(self.now()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team,
                    "user_id": install["user"],
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": shared,
            "event_context": f"4-{secrets.token_hex(12)}",
        }
        return self.send("events_api", team, payload)
