"""What the bot hears on Slack, by Socket Mode or by HTTP: commands, buttons, forms, shortcuts, events.

Slack wants to hear within three seconds that something has arrived: that is said at once, the answer follows. Only what
becomes of workspaces and channels is put down first: Slack sends again what was not acknowledged, also after a kill or
where the database was away.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.faces.slack.answering.asked import Body, team_of_event
from bot.faces.slack.answering.conversation import Conversation
from bot.faces.slack.answering.forms import Ack, Forms
from bot.faces.slack.answering.home import Home
from bot.faces.slack.answering.modal import CALLBACK, FIELD
from bot.faces.slack.answering.shortcut_names import TRACK, WHY
from bot.faces.slack.cards.action_rows import ACTION_ID
from bot.faces.slack.listening.once import Once
from bot.faces.slack.listening.running import Running
from bot.faces.slack.listening.shared import at_home
from bot.faces.slack.places.life import Life
from bot.faces.slack.workspaces.clients import Clients

Heard = Callable[[Body], Coroutine[Any, Any, None]]
"""Handles an event, as Slack sends it; it does not raise."""
Next = Callable[[], Awaitable[None]]

PATIENCE = 2.0
"""Seconds that putting down an event may take before it is acknowledged all the same."""
_LIMITED = "app_rate_limited"
"""What Slack sends instead of events beyond its limit (Slack, "app_rate_limited"); it is no event itself."""
_WRITTEN = frozenset({"message", "app_mention"})
_SLACKBOT = "USLACKBOT"
"""Slack's id of Slackbot, in every workspace."""
_PLAIN = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of messages that people write; the others tell of changes."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Ears:
    """Who handles what."""

    conversation: Conversation
    forms: Forms
    home: Home
    life: Life

    def events(self) -> dict[str, Heard]:
        """Return who hears each event."""
        return {
            "app_home_opened": self.home.opened,
            "app_mention": self.conversation.typed,
            "message": self.conversation.typed,
            **dict.fromkeys(self.life.events, _nothing),  # it was put down before: see `lived`
        }

    async def lived(self, body: Body, clients: Clients) -> bool:
        """Do what follows from an event of a workspace or a channel; tell whether that is done."""
        event = body.get("event") or {}
        try:
            await self.life.heard(team_of_event(await at_home(body, clients)), event)
        except Exception:
            log.exception("slack event failed", kind=event.get("type"))
            return False
        return True


def listening_app(
    ears: Ears,
    clients: Clients,
    running: Running,
    *,
    command: str,
    client: AsyncWebClient,
    signing_secret: str | None = None,
) -> AsyncApp:
    """Return what handles everything that Slack sends.

    Args:
        ears: who handles what.
        clients: the workspaces that the app is installed in.
        running: keeps what is being answered.
        command: the slash command's name, without its slash.
        client: reaches the Web API; it needs no token.
        signing_secret: what requests by HTTP are signed with; None: everything comes by a socket of our own.
    """

    async def authorize(enterprise_id: str | None, team_id: str | None) -> Any:  # noqa: ANN401 - None, too, which bolt's types leave out
        installed = await clients.of(team_id or enterprise_id or "")
        if installed is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=installed.client.token,
            bot_id=installed.bot,
            bot_user_id=installed.user,
        )

    app = AsyncApp(
        name="visabot",
        authorize=authorize,
        client=client,
        logger=_quiet_logger(),
        signing_secret=signing_secret,
        request_verification_enabled=signing_secret is not None,
    )
    once = Once()

    async def each_once(body: Body, next_: Next) -> BoltResponse | None:
        if body.get("type") == _LIMITED:
            log.warning("slack drops events: there are more than 30,000 an hour", team=body.get("team_id"))
            return BoltResponse(status=200, body="")
        if once.is_again(body):
            log.info("sent again by slack", kind=body.get("type") or body.get("command"))
            return BoltResponse(status=200, body="")
        await next_()
        return None

    app.use(each_once)
    app.use(_putting_down(ears, clients, running, once))
    app.error(_failed)
    for name in (f"/{command}", f"/{command}-admin"):
        app.command(name)(_acked(ears.conversation.command, running))
    app.action(ACTION_ID)(_acked(ears.conversation.press, running))
    app.action(re.compile(f"{FIELD}.*"))(_acked(_nothing, running))
    app.shortcut(WHY.callback)(_acked(ears.conversation.why, running))
    app.shortcut(TRACK.callback)(_acked(ears.conversation.track, running))
    app.view(CALLBACK)(_with_ack(ears.forms.submit, running))
    app.options(re.compile(f"{FIELD}.*"))(_with_ack(ears.forms.suggest, running))
    for event, handle in ears.events().items():
        app.event(event)(_heard(handle, running, clients))
    app.event(re.compile(".*"))(_heard(_nothing, running, clients))
    return app


def _putting_down(ears: Ears, clients: Clients, running: Running, once: Once) -> Callable[..., Awaitable[Any]]:
    """Return what puts down what becomes of places, before it is acknowledged; what failed, Slack is to send again."""

    async def put_down(body: Body, next_: Next) -> BoltResponse | None:
        if (body.get("event") or {}).get("type") in ears.life.events:
            living = running.start(ears.lived(body, clients))
            await asyncio.wait({living}, timeout=PATIENCE)
            if living.done() and (living.cancelled() or not living.result()):
                once.forget(body)
                return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, body="")
        await next_()
        return None

    return put_down


def _acked(handle: Heard, running: Running) -> Callable[..., Awaitable[None]]:
    async def heard(ack: Ack, body: Body) -> None:
        await ack()
        running.start(handle(body))

    return heard


def _with_ack(handle: Callable[[Body, Ack], Coroutine[Any, Any, None]], running: Running) -> Callable[..., Any]:
    async def heard(ack: Ack, body: Body) -> None:
        running.start(handle(body, ack))

    return heard


def _heard(handle: Heard, running: Running, clients: Clients) -> Callable[..., Awaitable[None]]:
    async def handled(body: Body) -> None:
        await handle(await at_home(body, clients))

    async def heard(body: Body) -> None:
        event = body.get("event") or {}
        if event.get("type") in _WRITTEN and not _is_new_from_a_person(event):
            return
        if event.get("type") == "message" and event.get("channel_type") not in {None, "im"}:
            return  # what people say to each other, where the app was given events that its manifest does not ask for
        running.start(handled(body))

    return heard


def _is_new_from_a_person(event: Body) -> bool:
    """Tell whether a person has just written it.

    What is edited comes again as a mention. Two bots that answer each other would never end: Slackbot, which writes to
    a bot that is removed from a channel and answers what it is told, is none to Slack, and has no `bot_id`
    (lyft/omnibot, pull request 90: "thousands of exchanges").
    """
    is_bot = event.get("bot_id") or event.get("bot_profile") or event.get("user") == _SLACKBOT
    return event.get("subtype") in _PLAIN and not is_bot and not event.get("edited")


async def _nothing(_: Body) -> None:
    """Hear it, and do nothing."""


async def _failed(error: Exception, body: Body) -> None:
    log.error("slack event failed", kind=body.get("type") or body.get("command"), exc_info=error)


def _quiet_logger() -> logging.Logger:
    """Return where the library logs: what it says of payloads holds what people write, so that only errors are kept."""
    logger = logging.getLogger("slack_bolt")
    logger.setLevel(logging.ERROR)
    return logger
