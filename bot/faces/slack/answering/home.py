"""The App Home: what somebody follows and may change, the settings, and where the talks stand.

It is made anew each time somebody looks at it, and after what they changed.
"""

from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.commands.call import Who
from bot.commands.command import Permission
from bot.faces.seen import DIRECT
from bot.faces.slack.answering.asked import Asked, Body, of_event
from bot.faces.slack.answering.speaking import Speaker
from bot.faces.slack.answering.views import BLOCKS, View, blocks_in, capital
from bot.faces.slack.cards.drawing import Drawer
from bot.faces.slack.places.person import NotInstalledError
from bot.faces.slack.posting.outcome import reason_of
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from storage import destinations, managers, subscriptions, workspaces
from storage.destinations import Destination
from storage.engine.database import Database

CHANNELS = 12
"""Channels shown; an admin of more of them has `/visa subscriptions`."""
_LOOKED_AT = 30
"""Channels that are looked at for somebody who may have made one of them."""
_REMEMBERED = 2_000
"""People whose home is kept up to date: those who looked at it last."""
_HOME = "home"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Part:
    """A card with the channel that its buttons are meant for; "" for the person's direct messages."""

    card: Card
    channel: str = ""


class Home:
    """Shows people their home."""

    def __init__(self, speaker: Speaker, drawer: Drawer, database: Database, desk: Desk) -> None:
        """Take who answers, who draws, and where to look."""
        self._speaker = speaker
        self._drawer = drawer
        self._database = database
        self._desk = desk
        self._looked: OrderedDict[tuple[str, str], None] = OrderedDict()

    async def opened(self, body: Body) -> None:
        """Show somebody their home who looks at it."""
        if (body.get("event") or {}).get("tab") != _HOME:
            return
        asked = replace(of_event(body), channel="")
        self._looked[asked.team, asked.person] = None
        self._looked.move_to_end((asked.team, asked.person))
        if len(self._looked) > _REMEMBERED:
            self._looked.popitem(last=False)
        await self._publish(asked, anew=True)

    async def changed(self, asked: Asked) -> None:
        """Bring somebody's home up to date after they may have changed something; of those who have looked at it."""
        if (asked.team, asked.person) in self._looked:
            await self._publish(replace(asked, channel="", channel_name=""))

    async def _publish(self, asked: Asked, *, anew: bool = False) -> None:
        try:
            view = await self._view(asked, await self._speaker.who(asked, anew=anew))
            installed = await self._speaker.installed(asked)
            await installed.client.views_publish(user_id=asked.person, view=view)
        except NotInstalledError:
            log.warning("not installed there", team=asked.team)
        except Exception as error:
            log.exception("home not shown", team=asked.team, reason=reason_of(error))

    async def _view(self, asked: Asked, who: Who) -> View:
        voice = await self._speaker.dispatcher.voice_of(who)
        blocks: list[dict[str, Any]] = []
        for part in [
            _Part(self._hello(voice)),
            await self._own(who, voice),
            *[part async for part in self._channels(asked, who, voice)],
            await self._settings(who, voice),
            _Part(replace(await self._speaker.dispatcher.show(who, "status"), picture=None)),
        ]:
            drawn = await self._drawer.draw(part.card, None)
            made = blocks_in(drawn.blocks, part.channel, start=len(blocks))
            parted = [{"type": "divider"}] if blocks else []
            if len(blocks) + len(parted) + len(made) > BLOCKS:
                break
            blocks += [*parted, *made]
        return {"type": _HOME, "blocks": blocks}

    def _hello(self, voice: Voice) -> Card:
        say = voice.say
        return _card(
            voice.pick(self._desk.name),
            [Section("", (Line(voice.pick(self._desk.about)),))],
            voice,
            [
                Action(capital(say("command.latest.name")), "latest"),
                Action(capital(say("command.contact.name")), "contact"),
                Action(capital(say("command.help.name")), "help"),
            ],
        )

    async def _own(self, who: Who, voice: Voice) -> _Part:
        """Return what comes to somebody directly."""
        told = await self._followed(replace(who, permission=Permission.MANAGER))
        return _Part(_titled(told, voice.say("home.direct"), _changes(voice, told)))

    async def _channels(self, asked: Asked, who: Who, voice: Voice) -> AsyncIterator[_Part]:
        """Yield the channels that somebody may change and that follow something."""
        shown = 0
        async with self._database.read() as tx:
            every = who.permission >= Permission.ADMIN or await managers.is_one(tx, who.workspace, who.person)
        hidden = await self._speaker.people.hidden(who)
        places = [one for one in await self._places(who) if one.id not in hidden]
        for place in places[: None if every else _LOOKED_AT]:
            if not every and not await self._may(asked, place):
                continue
            told = await self._followed(replace(who, destination=place.id, permission=Permission.MANAGER))
            yield _Part(_titled(told, f"#{place.name.removeprefix('#')}", _changes(voice, told)), place.external)
            shown += 1
            if shown == CHANNELS:
                return

    async def _places(self, who: Who) -> Sequence[Destination]:
        async with self._database.read() as tx:
            known = await destinations.listing(tx, who.workspace)
            following = {one.destination for one in await subscriptions.listing(tx, workspace=who.workspace)}
        return [one for one in known if one.id in following and one.kind != DIRECT and not one.gone]

    async def _may(self, asked: Asked, place: Destination) -> bool:
        """Tell whether somebody may change a channel: whether they made it. Slack has to be asked."""
        there = await self._speaker.who(replace(asked, channel=place.external, channel_name=place.name))
        return there.permission >= Permission.MANAGER

    async def _followed(self, who: Who) -> Card:
        """Return what one place follows, and no other."""
        return await self._speaker.dispatcher.show(who, "subscriptions")

    async def _settings(self, who: Who, voice: Voice) -> _Part:
        """Return the language and the zone of the person and, to an admin, of the workspace."""
        say = voice.say
        own = Section(
            "", (Line(say("home.own-settings", language=say(f"choice.{voice.locale}"), zone=voice.timezone)),)
        )
        if who.permission < Permission.ADMIN:
            return _Part(_card(say("home.settings"), [own], voice))
        async with self._database.read() as tx:
            its = await workspaces.get(tx, who.workspace)
        by_person = say("settings.by-platform")
        language = say(f"choice.{its.language}") if its and its.language else by_person
        zone = its.timezone if its and its.timezone else by_person
        channels = Section(
            say("home.workspace"),
            (Line(say("settings.language", language=language)), Line(say("settings.timezone", zone=zone))),
        )
        change = Action(say("action.change-settings"), "settings", form=True)
        return _Part(_card(say("home.settings"), [own, channels], voice, [change]))


def _changes(voice: Voice, told: Card) -> list[Action]:
    """Return the buttons by which a place's subscriptions are changed."""
    say = voice.say
    actions = [Action(say("action.subscribe"), "subscribe", form=True)]
    if told.sections:
        actions += [
            _in_a_form("unsubscribe", voice),
            _in_a_form("pause", voice),
            Action(capital(say("command.resume.name")), "resume"),
            _in_a_form("quiet", voice),
        ]
    return actions


def _in_a_form(command: str, voice: Voice) -> Action:
    """Return the button that opens a command's form; dots say that it does nothing yet."""
    name = capital(voice.say(f"command.{command}.name"))
    return Action(voice.say("home.in-a-form", name=name), command, form=True)


def _titled(told: Card, title: str, actions: Sequence[Action]) -> Card:
    """Return what a place follows, under its name; where nothing is followed, that is said below it."""
    lines = () if told.sections else (Section("", (Line(told.title),)),)
    gone = tuple(_ends(told))
    return replace(told, title=title, sections=(*lines, *told.sections), footer=(), actions=(*gone, *actions))


def _ends(told: Card) -> Iterator[Action]:
    """Yield the buttons that end subscriptions to topics that are no more."""
    yield from (action for action in told.actions if action.command.startswith("unsubscribe "))


def _card(title: str, sections: Sequence[Section], voice: Voice, actions: Sequence[Action] = ()) -> Card:
    return Card(
        kind=CardKind.SETTINGS,
        title=title,
        lang=voice.locale,
        sections=tuple(sections),
        actions=tuple(actions),
    )
