# ruff: noqa: EM101, EM102, TRY003 - what is not offered is told where it is found
"""For tests: people who use commands, buttons, menus, shortcuts and modals, write and look, and what comes back."""

from collections.abc import Awaitable, Callable, Mapping

from tests.servers.slack import asking, authorizing, files, messages, payloads, sharing, views
from tests.servers.slack.elements import every, label, said
from tests.servers.slack.errors import Refusal
from tests.servers.slack.filling import NotOffered, Value, chosen, state_of
from tests.servers.slack.world import World
from tests.servers.store import Json

Until = Callable[[Callable[[], bool], float], Awaitable[None]]
_BUTTONS = ("button", "overflow")


class People:
    """Sends what people do. Most methods return the id of what was asked: pass it to `text`, `replies`, `view`.

    `where` is the time (ts) of a message, private ones among them, or the id of a view.
    """

    def __init__(self, world: World, until: Until) -> None:
        self.world = world
        self._until = until

    # Doing.

    def command(self, by: str, channel: str, name: str, text: str = "") -> str:
        """Type a slash command: `command(mina, channel, "/visa", "latest 3")`."""
        team = self._team(by)
        place = self._place(by, channel)
        row = asking.begin(self.world, "slash_command", team, by, channel=place["id"])
        payload = payloads.command(self.world, row, place, name, text)
        payload["response_url"] = asking.hook(self.world, row, "commands")
        payload["trigger_id"] = views.trigger(self.world, team, by, row["id"])
        self.world.send("slash_commands", team, payload, accepts=True, asked=row["id"])
        return str(row["id"])

    def press(self, by: str, where: str, action: str) -> str:
        """Press a button: `action` is its action_id, what stands on it, or its value."""
        found = self._where(by, where)
        block, element = self._element(found, action, ("button",))
        done: Json = {key: element[key] for key in ("action_id", "type", "value", "style", "text") if key in element}
        return self._act(by, found, block, done)

    def choose(self, by: str, where: str, action: str, value: Value) -> str:
        """Choose in a menu (select, overflow, checkboxes, picker): a value of its options, an id, a date."""
        found = self._where(by, where)
        block, element = self._element(found, action, ())
        offered = found.row["offered"].get(element["action_id"], []) if found.row else []
        if element["type"] == "overflow":
            options = {option["value"]: option for option in element["options"]}
            if value not in options:
                raise NotOffered(f"{action} offers {sorted(options)}, not {value!r}")
            picked: Json = {"selected_option": options[str(value)]}
        else:
            picked = chosen(element, value, offered)
        return self._act(by, found, block, {"action_id": element["action_id"], "type": element["type"], **picked})

    def suggest(self, by: str, where: str, action: str, typed: str = "") -> str:
        """Type into a select whose options the app gives; see `choices`."""
        found = self._where(by, where)
        block, element = self._element(found, action, ("external_select", "multi_external_select"))
        team = self._team(by)
        row = asking.begin(self.world, "block_suggestion", team, by, view=found.view)
        row["action"] = element["action_id"]
        payload = payloads.suggestion(self.world, row, found.about, block, element=element, typed=typed)
        self.world.send("interactive", team, payload, accepts=True, asked=row["id"])
        return str(row["id"])

    def submit(self, by: str, view: str, values: Mapping[str, Value] | None = None) -> str:
        """Fill in and send a modal: values by action_id or block_id."""
        row = self._open_view(by, view)
        row["view"]["state"] = {"values": state_of(row["view"], values or {}, row["offered"])}
        self.world.store.put("views", view, row)
        asked = asking.begin(self.world, "view_submission", row["team"], by, view=view)
        trigger = views.trigger(self.world, row["team"], by, asked["id"], view)
        payload = payloads.submission(self.world, asked, row["view"], trigger)
        self.world.send("interactive", row["team"], payload, accepts=True, asked=asked["id"])
        return str(asked["id"])

    def file(self, by: str, name: str, content: bytes) -> Json:
        """Upload a file for a field of a modal: the value to fill in there."""
        return files.give(self.world, self._team(by), by, name, content)

    def close(self, by: str, view: str) -> None:
        """Close a modal without sending it; the app hears of it if it asked to."""
        row = self._open_view(by, view)
        views.close(self.world, view)
        if row["view"]["notify_on_close"]:
            asked = asking.begin(self.world, "view_closed", row["team"], by, view=view)
            payload = payloads.closing(self.world, asked, row["view"])
            self.world.send("interactive", row["team"], payload, asked=asked["id"])

    def shortcut(self, by: str, callback: str) -> str:
        """Use a global shortcut."""
        team = self._team(by)
        row = asking.begin(self.world, "shortcut", team, by)
        payload = payloads.shortcut(self.world, row, callback)
        payload["trigger_id"] = views.trigger(self.world, team, by, row["id"])
        self.world.send("interactive", team, payload, asked=row["id"])
        return str(row["id"])

    def message_shortcut(self, by: str, where: str, callback: str) -> str:
        """Use a shortcut on a message."""
        found = self._where(by, where)
        if found.private or not found.message:
            raise NotOffered("messages that one person alone sees have no shortcuts")
        team = self._team(by)
        row = asking.begin(self.world, "message_action", team, by, channel=found.channel)
        place = self.world.channel(found.channel)
        payload = payloads.message_shortcut(self.world, row, callback, place, found.message)
        payload["trigger_id"] = views.trigger(self.world, team, by, row["id"])
        payload["response_url"] = asking.hook(self.world, row, "app")
        self.world.send("interactive", team, payload, asked=row["id"])
        return str(row["id"])

    def say(self, by: str, channel: str, text: str, *, thread: str = "") -> str:
        """Write a message, perhaps into a thread; return its ts. The app hears what it may."""
        place = self._place(by, channel)
        made = messages.write_as(self.world, place, by, text, thread=thread)
        teams = sharing.hearing(self.world, place)
        kind = "im" if place.get("is_im") else "group" if place["is_private"] else "channel"
        if not teams:
            return str(made["ts"])
        team, shared = teams[-1], bool(place.get("is_ext_shared"))
        event = messages.shown(made) | {"channel": place["id"], "channel_type": kind}
        history = {"im": "message.im", "group": "message.groups", "channel": "message.channels"}[kind]
        self.world.tell(team, event | {"event_ts": made["ts"]}, kind=history, shared=shared)
        mentioned = any(f"<@{self.world.installed(one)['user']}>" in text for one in teams)
        if mentioned and kind != "im":
            mention = {key: value for key, value in event.items() if key != "channel_type"}
            self.world.tell(team, mention | {"type": "app_mention", "event_ts": made["ts"]}, shared=shared)
        return str(made["ts"])

    def open_home(self, by: str, *, tab: str = "home") -> None:
        """Look at the app's home, or at its messages."""
        team = self._team(by)
        direct = self.world.direct(team, by)
        event: Json = {"type": "app_home_opened", "user": by, "channel": direct["id"], "tab": tab}
        home = self.world.store.table("homes").get(by)
        if home is not None and tab == "home":
            event["view"] = home["view"]
        self.world.tell(team, event)

    def allow(self, by: str, url: str) -> str:
        """Press "Allow" on the authorize page at `url`; return where the browser is sent, with a code."""
        return authorizing.allow(self.world, by, url)

    def deny(self, url: str) -> str:
        """Press "Cancel" on the authorize page; return where the browser is sent."""
        return authorizing.deny(url)

    # Seeing.

    async def acked(self, asked: str, *, within: float = 10.0) -> Json:
        """Wait until something was acknowledged; return what came with it.

        Raises:
            TimeoutError: It was not.
            NotOffered: Slack told the person that it failed.
        """
        await self._until(lambda: "acked" in self._row(asked) or "failed" in self._row(asked), within)
        if "failed" in self._row(asked):
            raise NotOffered(self._row(asked)["failed"])
        return dict(self._row(asked)["acked"])

    async def replies(self, asked: str, count: int = 1, *, within: float = 10.0) -> list[Json]:
        """Wait for messages by response_url or with the acknowledgement; private ones have `is_ephemeral`."""
        await self._until(lambda: len(self._row(asked)["replies"]) >= count, within)
        found = [self._message(ts) for ts in self._row(asked)["replies"]]
        return [one for one in found if one is not None]

    async def reply(self, asked: str, *, within: float = 10.0) -> Json:
        """Wait for the first message by response_url or with the acknowledgement."""
        return (await self.replies(asked, within=within))[0]

    async def text(self, asked: str, *, within: float = 10.0) -> str:
        """Wait for the first message that answers, and return all it shows."""
        return said(await self.reply(asked, within=within))

    async def view(self, asked: str, *, within: float = 10.0) -> Json:
        """Wait for the modal that is open because of this; after a submit that pushed or updated one, too."""
        await self._until(lambda: "opened" in self._row(asked), within)
        return dict(views.find(self.world, self._row(asked)["opened"])["view"])

    async def choices(self, asked: str, *, within: float = 10.0) -> list[Json]:
        """Wait for the options that were suggested."""
        acked = await self.acked(asked, within=within)
        groups = acked.get("option_groups") or [{"options": acked.get("options") or []}]
        return [option for group in groups for option in group["options"]]

    def asked(self, asked: str) -> Json:
        """Return all that is known of what was asked; see `asking`."""
        return self._row(asked)

    def private(self, person: str, channel: str = "") -> list[Json]:
        """Return the messages that only this person sees, oldest first; of one channel if it is given."""
        rows = self.world.store.table("ephemeral").values()
        return [
            one for one in rows if one["to"] == person and channel in ("", one["channel"]) and not one.get("unseen")
        ]

    def home(self, person: str) -> Json:
        """Return the home that a person sees; empty without one."""
        row = self.world.store.table("homes").get(person)
        return dict(row["view"]) if row else {}

    def modals(self, person: str) -> list[Json]:
        """Return the open modals of a person, the topmost last."""
        rows = self.world.store.table("views").values()
        return [row["view"] for row in rows if row["open"] and row["user"] == person]

    # Finding.

    def _team(self, by: str) -> str:
        return str(self.world.store.table("users")[by]["team_id"])

    def _row(self, asked: str) -> Json:
        return self.world.store.table("asked")[asked]

    def _place(self, by: str, channel: str) -> Json:
        place = self.world.channel(channel)
        if not self.world.is_member(channel, by):
            raise NotOffered(f"{by} is not in {channel}")
        if place["is_archived"]:
            raise NotOffered(f"{channel} is archived")
        return place

    def _message(self, ts: str) -> Json | None:
        if ts in self.world.store.table("ephemeral"):
            return self.world.store.table("ephemeral")[ts]
        for key, message in self.world.store.table("messages").items():
            if key.endswith(f":{ts}"):
                return message | {"channel": key.partition(":")[0]}
        return None

    def _open_view(self, by: str, view: str) -> Json:
        row = self.world.store.table("views").get(view)
        if row is None or not row["open"] or row["user"] != by:
            raise NotOffered(f"{by} has no open modal {view}")
        return row

    def _where(self, by: str, where: str) -> payloads.Found:
        try:
            row = views.find(self.world, where)
        except Refusal:
            row = None
        if row is not None:
            if not row["open"] or row["user"] != by:
                raise NotOffered(f"{by} does not see {where}")
            return payloads.Found(row=row)
        message = self._message(where)
        if message is None or message.get("to", by) != by:
            raise NotOffered(f"{by} does not see a message {where}")
        return payloads.Found(message=message)

    def _element(self, found: payloads.Found, action: str, kinds: tuple[str, ...]) -> tuple[Json, Json]:
        there = [(block, one) for block, one in every(found.blocks) if not kinds or one["type"] in kinds]
        for block, one in there:
            if action in (one["action_id"], label(one)):
                return block, one
        for block, one in there:
            if action == one.get("value"):
                return block, one
        raise NotOffered(f"there is no {action!r}, but {[(one['action_id'], label(one)) for _, one in there]}")

    def _act(self, by: str, found: payloads.Found, block: Json, done: Json) -> str:
        team = self._team(by)
        row = asking.begin(self.world, "block_actions", team, by, channel=found.channel, view=found.view)
        trigger = views.trigger(self.world, team, by, row["id"], found.modal)
        payload = payloads.action(self.world, row, found, block, done=done, trigger=trigger)
        if found.message:
            thread = found.message.get("thread_ts", "") if found.private else ""
            payload["response_url"] = asking.hook(
                self.world, row, "actions", original=found.message["ts"], thread=thread
            )
        self.world.send("interactive", team, payload, asked=row["id"])
        return str(row["id"])
