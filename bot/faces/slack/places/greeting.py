"""The greeting: one short card to whoever installed the app or first invited it, saying what to do next."""

from dataclasses import dataclass

import structlog

from bot.cards.card import Action, Card, CardKind, Line
from bot.cards.setup import setup_card
from bot.faces.slack.cards.render import render
from bot.faces.slack.places.directs import Directs
from bot.faces.slack.posting.outcome import reason_of
from bot.faces.slack.workspaces.clients import Installed
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from feeds.desks.desk import Desk

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Greeter:
    """Says hello, once a workspace."""

    catalogue: Catalogue
    desk: Desk
    directs: Directs

    async def greet(self, installed: Installed, person: str, locale: str) -> bool:
        """Send the card to a person directly; False: Slack would not have it."""
        voice = Voice(self.catalogue.spoken(locale), "UTC", self.catalogue)
        drawn = render(self.card(voice), self.catalogue)
        try:
            channel = await self.directs.channel(installed, person)
            await installed.client.chat_postMessage(
                channel=channel,
                text=drawn.text,
                blocks=[block.to_dict() for block in drawn.blocks],
                unfurl_links=False,
                unfurl_media=False,
            )
        except Exception as error:  # noqa: BLE001 - a greeting that does not come is no trouble
            log.info("not greeted", team=installed.team, reason=reason_of(error))
            return False
        log.info("greeted", team=installed.team)
        return True

    def card(self, voice: Voice) -> Card:
        """Return what is said."""
        say, command = voice.say, self.desk.command
        subscribe, status, settings = (say(f"command.{name}.name") for name in ("subscribe", "status", "settings"))
        lines = (
            say("greeting.about", about=voice.pick(self.desk.about)),
            Line(f"/{command} {subscribe}", details=(say("greeting.subscribe"), say("slack.greeting-channels"))),
            Line(f"/{command} {status}", details=(say("greeting.status"),)),
            Line(f"/{command}-admin {settings}", details=(say("greeting.settings"),)),
        )
        actions = (Action(say("action.subscribe"), "subscribe", form=True), Action(status, "status"))
        return setup_card(say("greeting.title"), lines, voice, kind=CardKind.WELCOME, actions=actions)
