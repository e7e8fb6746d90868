"""For tests: workspaces, channels, people and user groups, what happens to them, and what is written there."""

from collections.abc import Iterable

from tests.servers.slack import installing, messages, objects, sharing
from tests.servers.slack.elements import said
from tests.servers.slack.objects import Kind, Rank
from tests.servers.slack.scopes import ALL
from tests.servers.slack.world import World
from tests.servers.store import Json


class Places:
    """Arranges the world, as administrators and other people would. All ids are Slack's, as texts."""

    def __init__(self, world: World) -> None:
        self.world = world

    # Workspaces.

    def add_team(self, name: str = "Newsroom", *, install: bool = True, scopes: Iterable[str] = ALL) -> str:
        """Make a workspace with an owner, and install the app."""
        world = self.world
        team = world.ids.next("T")
        domain = name.lower().replace(" ", "-")
        world.store.put("teams", team, {"id": team, "name": name, "domain": domain, "email_domain": "", "icon": {}})
        self.add_person(team, f"{domain}-owner", rank=Rank.OWNER)
        if install:
            world.install(team, list(scopes))
        return team

    def install(self, team: str, *, scopes: Iterable[str] = ALL) -> str:
        """Install the app, for the first time or again; return its new token."""
        return str(self.world.install(team, list(scopes))["token"])

    def token(self, team: str) -> str:
        """Return the app's token in a workspace."""
        return str(self.world.installed(team)["token"])

    def bot(self, team: str) -> str:
        """Return the user id of the app in a workspace."""
        return str(self.world.installed(team)["user"])

    def grant(self, team: str, scopes: Iterable[str]) -> None:
        """Change what the app was granted."""
        self.world.store.put("installs", team, self.world.installed(team) | {"scopes": list(scopes)})

    def uninstall(self, team: str) -> None:
        """Remove the app from a workspace: its token ends, and it is told."""
        installing.uninstall(self.world, team)

    def revoke(self, team: str) -> None:
        """Revoke the app's token."""
        installing.revoke(self.world, team)

    def rename_team(self, team: str, name: str) -> None:
        """Give a workspace another name."""
        row = self.world.store.table("teams")[team]
        self.world.store.put("teams", team, row | {"name": name})
        self.world.tell(team, {"type": "team_rename", "name": name, "team_id": team})

    # People.

    def add_person(
        self,
        team: str,
        name: str = "mina",
        *,
        rank: str = Rank.MEMBER,
        locale: str = "en-US",
        tz: str = "Asia/Seoul",
        channels: Iterable[str] = (),
    ) -> str:
        """Make a person, and let them into channels."""
        uid = self.world.ids.next("U")
        self.world.store.put("users", uid, objects.user(uid, team, name, Rank(rank), locale=locale, tz=tz))
        for channel in channels:
            self.world.join(channel, uid)
        return uid

    def set_rank(self, person: str, rank: str) -> None:
        """Make somebody an admin, an owner, a member or a guest."""
        row = self.world.store.table("users")[person]
        fresh = objects.user(
            person, row["team_id"], row["name"], Rank(rank), locale=row["locale"], tz=row["tz"], bot=row["is_bot"]
        )
        self.world.store.put("users", person, fresh)
        self.world.tell(row["team_id"], {"type": "user_change", "user": fresh})

    def deactivate(self, person: str) -> None:
        """Take an account away."""
        row = self.world.store.table("users")[person]
        self.world.store.put("users", person, row | {"deleted": True})

    def add_group(self, team: str, handle: str, users: Iterable[str] = (), *, name: str = "") -> str:
        """Make a user group."""
        gid = self.world.ids.next("S")
        made = objects.user_group(gid, team, handle, name or handle.capitalize(), list(users))
        self.world.store.put("groups", gid, made)
        return gid

    # Channels.

    def add_channel(
        self,
        team: str,
        name: str = "news",
        *,
        private: bool = False,
        shared: bool = False,
        creator: str = "",
        members: Iterable[str] = (),
        bot: bool = True,
        locale: str = "",
    ) -> str:
        """Make a channel with its creator (the owner if nobody is said), others, and the app if it shall be in it.

        Its `locale` is told only to who asks for it, if it has one.
        """
        world = self.world
        everyone = (one["id"] for one in world.store.table("users").values() if one["team_id"] == team)
        creator = creator or next(everyone)
        cid = world.ids.next("C")
        kind = Kind.PRIVATE if private else Kind.PUBLIC
        made = objects.channel(cid, team, name, kind, creator=creator, created=int(world.now()), shared=shared)
        if locale:
            made["locale"] = locale
        world.store.put("channels", cid, made)
        for member in (creator, *members, *([self.bot(team)] if bot else [])):
            world.join(cid, member)
        return cid

    def direct(self, person: str) -> str:
        """Return the conversation of a person and the app."""
        team = self.world.store.table("users")[person]["team_id"]
        return str(self.world.direct(team, person)["id"])

    def join(self, channel: str, person: str) -> None:
        """Let a person into a channel."""
        self.world.join(channel, person)
        self._tell(channel, {"type": "member_joined_channel", "user": person, "channel": channel, "channel_type": "C"})

    def invite_bot(self, channel: str, by: str = "") -> None:
        """Invite the app into a channel."""
        team = self.world.team_of(self.world.channel(channel))
        bot = self.bot(team)
        self.world.join(channel, bot)
        event: Json = {"type": "member_joined_channel", "user": bot, "channel": channel, "channel_type": "C"}
        self._tell(channel, event | {"team": team} | ({"inviter": by} if by else {}))

    def kick_bot(self, channel: str, by: str = "") -> None:
        """Remove the app from a channel, of which Slackbot tells it (slackapi/node-slack-sdk, issue 211).

        `member_left_channel` is not told of itself (slackapi/bolt-js, issue 1847).
        """
        row = self.world.channel(channel)
        bot = self.bot(self.world.team_of(row))
        self.world.store.drop("members", f"{channel}:{bot}")
        left = "group_left" if row["is_private"] else "channel_left"
        self._tell(channel, {"type": left, "channel": channel, "actor_id": by or row["creator"]})
        self.let_slackbot_say(self.world.team_of(row), f"You have been removed from #{row['name']}")

    def rename_channel(self, channel: str, name: str) -> None:
        """Give a channel another name."""
        row = self.world.channel(channel)
        row["previous_names"].append(row["name"])
        row["name"] = row["name_normalized"] = name
        self.world.store.put("channels", channel, row)
        told = {"id": channel, "name": name, "name_normalized": name, "created": row["created"], "is_mpim": False}
        self._happen(row, "rename", {"channel": told})

    def archive(self, channel: str, by: str = "") -> None:
        """Archive a channel, which puts the app out of it (elastic/connectors, issue 1972)."""
        row = self.world.channel(channel)
        row["is_archived"] = True
        self.world.store.put("channels", channel, row)
        self.world.store.drop("members", f"{channel}:{self.bot(self.world.team_of(row))}")
        self._happen(row, "archive", {"channel": channel, "user": by or row["creator"], "is_moved": 0})

    def unarchive(self, channel: str, by: str = "") -> None:
        """Open an archived channel again; the app is no member of it."""
        row = self.world.channel(channel)
        row["is_archived"] = False
        self.world.store.put("channels", channel, row)
        who = "actor_id" if row["is_private"] else "user"
        self._happen(row, "unarchive", {"channel": channel, who: by or row["creator"]})

    def delete_channel(self, channel: str) -> None:
        """Delete a channel with all that is in it."""
        row = self.world.channel(channel)
        for message in list(self.world.messages(channel)):
            self.world.drop_message(channel, message["ts"])
        self._happen(row, "deleted", {"channel": channel})
        for member in self.world.members(channel):
            self.world.store.drop("members", f"{channel}:{member}")
        self.world.store.drop("channels", channel)

    def make_private(self, channel: str) -> None:
        """Turn a public channel into a private one."""
        row = self.world.channel(channel)
        row |= {"is_private": True, "is_channel": False}
        self.world.store.put("channels", channel, row)

    def share(self, channel: str) -> str:
        """Share a private channel with another organisation; return the other id that it has from now on."""
        return sharing.share(self.world, channel)

    def connect(self, channel: str, team: str) -> None:
        """Share a channel with another workspace, whose app comes into it, too."""
        sharing.connect(self.world, channel, team)

    def refuse(self, channel: str, error: str = "restricted_action") -> None:
        """Let posts to a channel be refused with an error of Slack's; with an empty one no more."""
        row = self.world.channel(channel)
        self.world.store.put("channels", channel, row | {"refuses": error})

    def refuse_files(self, channel: str) -> None:
        """Let no message of a channel show a file: its organisation shares none with others (Slack Connect)."""
        self.world.store.put("channels", channel, self.world.channel(channel) | {"refuses_files": True})

    # What is written.

    def write(self, channel: str, by: str, text: str, *, thread: str = "") -> str:
        """Write a message as a person without the app being told; return its ts."""
        place = self.world.channel(channel)
        return str(messages.write_as(self.world, place, by, text, thread=thread)["ts"])

    def let_slackbot_say(self, team: str, text: str) -> str:
        """Let Slackbot write to the app; return the conversation. Nothing but its id tells that it is no person."""
        place = self.world.direct(team, "USLACKBOT")
        made = messages.write_as(self.world, place, "USLACKBOT", text)
        event = messages.shown(made) | {"channel": place["id"], "channel_type": "im", "event_ts": made["ts"]}
        self.world.tell(team, event, kind="message.im")
        return str(place["id"])

    def delete_message(self, channel: str, ts: str) -> None:
        """Delete a message, as an admin would."""
        messages.delete(self.world, channel, self.world.message(channel, ts))

    def close_edits(self, channel: str, ts: str) -> None:
        """Let a message be edited no more."""
        message = self.world.message(channel, ts)
        message["closed_to_edits"] = True
        self.world.keep_message(channel, message)

    def spoil_file(self, file: str) -> None:
        """Let a file be one that Slack cannot show: blocks with it are refused."""
        self.world.store.put("files", file, self.world.store.table("files")[file] | {"spoiled": True})

    def messages(self, channel: str) -> list[Json]:
        """Return the messages of a channel, replies among them, oldest first; `edits` holds what each said before."""
        return self.world.messages(channel)

    def texts(self, channel: str) -> list[str]:
        """Return what each message of a channel shows."""
        return [said(message) for message in self.messages(channel)]

    def thread(self, channel: str, ts: str) -> list[Json]:
        """Return the replies below a message, oldest first."""
        return [one for one in self.messages(channel) if one.get("thread_ts") == ts != one["ts"]]

    def channel(self, channel: str) -> Json:
        """Return a channel in the API's form."""
        return self.world.channel(channel)

    def _happen(self, row: Json, what: str, fields: Json) -> None:
        kind = "group" if row["is_private"] else "channel"
        self._tell(row["id"], {"type": f"{kind}_{what}", **fields})

    def _tell(self, channel: str, event: Json) -> None:
        self.world.tell(self.world.team_of(self.world.channel(channel)), event)
