"""Slack as a whole: the face that posts, and the listener beside it, independent of each other."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.faces.chat import Answering
from bot.faces.slack.answer import Answerer
from bot.faces.slack.channels import Channels
from bot.faces.slack.clients import Clients, OneClient, session, web_client
from bot.faces.slack.conversation import Conversation
from bot.faces.slack.directs import Directs
from bot.faces.slack.drawing import Drawer
from bot.faces.slack.face import SlackFace
from bot.faces.slack.forms import Forms
from bot.faces.slack.greeting import Greeter
from bot.faces.slack.home import Home
from bot.faces.slack.kept import Kept
from bot.faces.slack.life import Life
from bot.faces.slack.listener import Ears, listening_app
from bot.faces.slack.outcome import code_of, reason_of
from bot.faces.slack.person import People
from bot.faces.slack.places import PLATFORM, Places
from bot.faces.slack.refused_tokens import RefusedTokens
from bot.faces.slack.running import Running
from bot.faces.slack.socket_mode import FIRST_PAUSE, LONGEST_PAUSE, SocketMode
from bot.faces.slack.speaking import Speaker
from bot.locale.catalogue import Catalogue

REFUSED: Mapping[str, str] = {
    "invalid_auth": "copy it again from the app's page OAuth & Permissions, Bot User OAuth Token",
    "not_authed": "copy it again from the app's page OAuth & Permissions, Bot User OAuth Token",
    "token_revoked": "it was revoked: install the app to the workspace again, and copy the new one",
    "token_expired": "it has expired: switch token rotation off, install the app again, and copy the new one",
    "account_inactive": "the app was removed from the workspace, or the workspace is gone: install it again",
    "not_allowed_token_type": "it is another kind of token: a bot's begins with xoxb-",
}
"""What to do about a bot token that Slack does not take."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """What concerns Slack."""

    token: str = field(repr=False)
    app_token: str | None = field(default=None, repr=False)
    """For Socket Mode; None: nothing is heard, posts go out all the same."""
    timezone: str = "UTC"
    operators: frozenset[str] = field(default_factory=frozenset)
    api: str | None = None
    """Another address of the Web API than Slack's: tests, proxies."""


class SlackChat:
    """The face to deliver by, and the listener that runs beside it."""

    platform = PLATFORM

    def __init__(
        self, settings: SlackSettings, catalogue: Catalogue, clients: Clients, shared: aiohttp.ClientSession
    ) -> None:
        """Use `open_chat`."""
        self._settings = settings
        self._clients = clients
        self._session = shared
        self._directs = Directs()
        self._refused = RefusedTokens()
        self.face = SlackFace(clients, catalogue, directs=self._directs, refused=self._refused)

    async def run(self, answering: Answering) -> None:
        """Listen until cancelled. It comes back by itself only where a token is missing or refused."""
        if self._settings.app_token is None:
            log.warning("slack is not listened to", todo="set VISABOT_SLACK_APP_TOKEN, the app-level token")
            return
        if not await self._is_let_in():
            return
        running = Running()
        listening = self.listening(answering, running, self._settings.app_token)
        try:
            await listening.run()
        finally:
            await running.close()

    def listening(self, answering: Answering, running: Running, token: str) -> SocketMode:
        """Return what listens by Socket Mode."""
        client = web_client(None, self._session, self._settings.api)
        app = listening_app(self.ears(answering), self._clients, running, command=answering.desk.command, client=client)
        return SocketMode(app, client, self._session, token)

    def ears(self, answering: Answering) -> Ears:
        """Return who handles what comes, by whichever way it does."""
        settings = self._settings
        places = Places(answering.database, settings.timezone, answering.clock)
        people = People(
            places,
            self._clients,
            self._directs,
            Channels(answering.clock),
            Kept(answering.clock),
            settings.timezone,
            settings.operators,
        )
        drawer = Drawer(answering.catalogue, self._clients)
        speaker = Speaker(answering.dispatcher, people, self._clients, Answerer(drawer), self._session)
        home = Home(speaker, drawer, answering.database, answering.desk)
        forms = Forms(speaker, drawer, home.changed)
        life = Life(people, Greeter(answering.catalogue, answering.desk, self._directs))
        return Ears(Conversation(speaker, forms, home.changed), forms, home, life)

    async def _is_let_in(self) -> bool:
        """Wait until Slack says whose the bot token is; False: it does not take it."""
        pause = FIRST_PAUSE
        while True:
            try:
                installed = await self._clients.every()
            except SlackApiError as error:
                if (code := code_of(error)) in REFUSED:
                    log.error("slack refuses the bot token", reason=code, todo=REFUSED[code])  # noqa: TRY400 - a trace says no more
                    return False
                log.warning("slack does not say whose the token is", reason=reason_of(error))
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                log.warning("slack cannot be reached", reason=repr(error))
            else:
                log.info("slack knows the bot", workspaces=[one.name for one in installed][:5])
                return True
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


@asynccontextmanager
async def open_chat(settings: SlackSettings, catalogue: Catalogue) -> AsyncIterator[SlackChat]:
    """Give the chat, not yet listening; its connections are closed when this ends."""
    async with session() as shared:
        clients = OneClient(web_client(settings.token, shared, settings.api))
        yield SlackChat(settings, catalogue, clients, shared)
