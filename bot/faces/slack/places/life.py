"""What becomes of workspaces and channels: the bot is invited and removed, channels are renamed, archived and deleted.

    Life.ready()               at the start of a listener: compare what is installed with what is stored
    Life.heard(team, event)    one event of `EVENTS`, as Slack's Events API writes it; twice is harmless
    Life.installed(team, person)   the app was installed, for the first time or again
    Life.watch(refused)        until cancelled: workspaces whose token Slack does not take any more

Each puts into the database what follows from it, and tells who is in charge what they lost.
"""

import asyncio
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import structlog

from bot.cards.lost_place import ARCHIVED, PLACE_ARCHIVED, PLACE_GONE
from bot.faces.slack.places.channels import PRIVATE, Channel
from bot.faces.slack.places.greeting import Greeter
from bot.faces.slack.places.joining import join
from bot.faces.slack.places.person import People
from bot.faces.slack.places.places import PLATFORM
from bot.faces.slack.posting.outcome import REVOKED, code_of, reason_of
from bot.faces.slack.workspaces.clients import Installed
from bot.faces.slack.workspaces.refused_tokens import RefusedTokens
from bot.pipeline.losing import tell_of_place, tell_of_workspace
from storage import destinations, outbox, workspaces
from storage.destinations import Destination
from storage.workspaces import Workspace

Event = Mapping[str, Any]

_REMOVED, _DELETED = "visabot was removed from it", "it was deleted"

log = structlog.get_logger(__name__)


class Life:
    """Follows what becomes of the places."""

    def __init__(self, people: People, greeter: Greeter) -> None:
        """Take who knows people and places, and who greets."""
        self._people = people
        self._places = people.places
        self._channels = people.channels
        self._clients = people.clients
        self._database = people.places.database
        self._clock = people.places.clock
        self._greeter = greeter
        self._joining = asyncio.Lock()
        self._heard = MappingProxyType(
            {
                "app_uninstalled": self._uninstalled,
                "channel_archive": self._archived,
                "channel_deleted": self._deleted,
                "channel_id_changed": self._moved,
                "channel_left": self._left,
                "channel_rename": self._renamed,
                "channel_unarchive": self._unarchived,
                "group_archive": self._archived,
                "group_deleted": self._deleted,
                "group_left": self._left,
                "group_rename": self._renamed,
                "group_unarchive": self._unarchived,
                "member_joined_channel": self._joined,
                "team_rename": self._team_renamed,
                "tokens_revoked": self._revoked,
            }
        )

    @property
    def events(self) -> frozenset[str]:
        """The types of events that are of interest here."""
        return frozenset(self._heard)

    async def heard(self, team: str, event: Event) -> None:
        """Do what follows from an event in a workspace."""
        handle = self._heard.get(str(event.get("type")))
        if handle is not None:
            await handle(team, event)

    async def ready(self) -> None:
        """Compare the workspaces that the app is installed in with those we know. Raises what a request to Slack does.

        One that is not installed any more is left, one that is again goes on.
        """
        there, teams = await self._clients.every(), await self._clients.teams()
        async with self._database.read() as tx:
            known = {one.external: one for one in await workspaces.listing(tx, platform=PLATFORM)}
        for external, one in known.items():
            if external not in teams:
                await self._leave(one, "app_uninstalled")
        for installed in there:
            await self._places.renamed(installed.team, installed.name)
            if installed.team in known and known[installed.team].left_at is not None:
                await self._rejoin(known[installed.team])

    async def installed(self, team: str, person: str | None) -> None:
        """Somebody installed the app: go on where it was before, or greet them. `person` is Slack's id, if known."""
        installed = await self._clients.of(team)
        if installed is None:
            return
        known = await self._known(team)
        if known is not None:
            await self._places.renamed(team, installed.name)
            await self._rejoin(known)
        if person is not None:
            await self._greet(installed, person)

    async def watch(self, refused: RefusedTokens) -> None:
        """Leave the workspaces whose token Slack does not take any more, until cancelled."""
        async for team, reason in refused.each():
            try:
                await self._lost_token(team, reason)
            except Exception:
                log.exception("workspace not left", team=team)  # the next post that is refused says so again

    async def _joined(self, team: str, event: Event) -> None:
        """A member came into a channel. Where it is the bot, it may post there; who first invited it is greeted."""
        installed = await self._clients.of(team)
        if installed is None or event.get("user") != installed.user:
            self._channels.forget(team, str(event["channel"]))  # its members are others now
            return
        channel, inviter = str(event["channel"]), event.get("inviter")
        if isinstance(inviter, str) and inviter != installed.user:
            await self._greet(installed, inviter)
        known = await self._known(team)
        if known is not None:
            # The event says that it is in: what is shown of the channel may be older.
            await self._register(installed, known, channel, is_in=True)

    async def _left(self, team: str, event: Event) -> None:
        """The bot was removed from a channel."""
        await self._lost(team, str(event["channel"]), PLACE_GONE, _REMOVED)

    async def _deleted(self, team: str, event: Event) -> None:
        await self._lost(team, str(event["channel"]), PLACE_GONE, _DELETED)

    async def _archived(self, team: str, event: Event) -> None:
        await self._lost(team, str(event["channel"]), PLACE_ARCHIVED, ARCHIVED)

    async def _unarchived(self, team: str, event: Event) -> None:
        """A channel was opened again, without the bot in it: go back where it was, if it is public."""
        channel = str(event["channel"])
        self._channels.forget(team, channel)
        installed, known, place = await self._place(team, channel)
        if installed is None or known is None or place is None or not place.gone or place.reason != ARCHIVED:
            return
        is_in = place.kind != PRIVATE and await join(installed, channel)
        await self._register(installed, known, channel, is_in=is_in)

    async def _moved(self, team: str, event: Event) -> None:
        """A private channel is shared with others, and has another id for ever (Slack, "channel_id_changed").

        Under the old one nothing can be posted any more. Where a post has found that out before this was told, the
        channel comes back.
        """
        old, new = str(event["old_channel_id"]), str(event["new_channel_id"])
        for channel in (old, new):
            self._channels.forget(team, channel)
        installed, known, place = await self._place(team, old)
        if known is None or place is None:
            return
        async with self._database.write() as tx:
            if not await destinations.moved(tx, place.id, new):
                return
        log.info("channel has another id", team=team, before=old, channel=new)
        if installed is not None:
            await self._register(installed, known, new, is_in=True)

    async def _renamed(self, team: str, event: Event) -> None:
        shown: Event = event["channel"]
        channel = str(shown["id"])
        self._channels.forget(team, channel)
        _, known, place = await self._place(team, channel)
        if known is not None and place is not None:
            named = Channel(channel, str(shown["name"]), place.kind, locale=place.locale)
            await self._places.channel(known.id, named, locale=place.locale)

    async def _team_renamed(self, team: str, event: Event) -> None:
        await self._clients.renamed(team, str(event["name"]))
        await self._places.renamed(team, str(event["name"]))

    async def _uninstalled(self, team: str, event: Event) -> None:
        """The app was removed, unless that is told late, of an installation before this one."""
        await self._lost_token(team, str(event["type"]))

    async def _revoked(self, team: str, event: Event) -> None:
        """Tokens were revoked; those of persons are no matter of ours."""
        tokens: Event = event.get("tokens") or {}
        if tokens.get("bot"):
            await self._uninstalled(team, event)

    async def _lost_token(self, team: str, reason: str) -> None:
        """Our token is worth nothing any more, unless that is told of one before this one: it goes at once."""
        if await self._is_well(team):
            return
        await self._clients.forget(team)
        known = await self._known(team)
        if known is not None:
            await self._leave(known, reason)

    async def _is_well(self, team: str) -> bool:
        """Tell whether Slack takes our token of a workspace. Where that is not known, the event is believed."""
        try:
            installed = await self._clients.of(team)
            if installed is None:
                return False
            await installed.client.auth_test()
        except Exception as error:  # noqa: BLE001 - see above
            if code_of(error) not in REVOKED:
                log.info("token not tried", team=team, reason=reason_of(error))
            return False
        return True

    async def _lost(self, team: str, channel: str, kind: str, reason: str) -> None:
        """Nothing can be posted in a channel any more: say so, once."""
        self._channels.forget(team, channel)
        known = await self._known(team)
        if known is None:
            return
        now = self._clock.now()
        async with self._database.write() as tx:
            place = await destinations.by_external(tx, known.id, channel)
            if place is None or place.gone:
                return
            await outbox.end(tx, place.id, reason=reason, now=now)
            await tell_of_place(tx, place, kind, now)
        log.info("channel lost", team=team, channel=channel, reason=reason)

    async def _register(self, installed: Installed, known: Workspace, channel: str, *, is_in: bool) -> None:
        """Bring a channel up to date as Slack shows it."""
        self._channels.forget(installed.team, channel)
        seen = await self._channels.look(installed, channel)
        if seen is not None:
            can_post = (is_in or seen.is_member) and not seen.is_archived
            await self._places.channel(known.id, seen, locale=known.locale, can_post=can_post)

    async def _greet(self, installed: Installed, person: str) -> None:
        """Greet where nothing of the workspace is known yet."""
        async with self._joining:
            locale = (await self._people.person(installed, person)).locale
            workspace = await self._places.team(installed.team, installed.name, locale)
            async with self._database.read() as tx:
                places = await destinations.listing(tx, workspace)
            if not places and await self._greeter.greet(installed, person, locale):
                await self._places.direct(workspace, person, locale)

    async def _place(self, team: str, channel: str) -> tuple[Installed | None, Workspace | None, Destination | None]:
        known = await self._known(team)
        if known is None:
            return None, None, None
        async with self._database.read() as tx:
            place = await destinations.by_external(tx, known.id, channel)
        return await self._clients.of(team), known, place

    async def _known(self, team: str) -> Workspace | None:
        async with self._database.read() as tx:
            return await workspaces.by_external(tx, PLATFORM, team)

    async def _leave(self, one: Workspace, reason: str) -> None:
        now = self._clock.now()
        async with self._database.write() as tx:
            if not await workspaces.leave(tx, one.id, now):
                return
            await tell_of_workspace(tx, one, now, reason=reason)
        log.info("left a workspace", team=one.external, reason=reason)

    async def _rejoin(self, one: Workspace) -> None:
        async with self._database.write() as tx:
            back = await workspaces.rejoin(tx, one.id, self._clock.now())
        if back:
            log.info("back in a workspace", team=one.external)
