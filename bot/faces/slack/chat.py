"""Slack as a whole: the face that posts, and the listener beside it, independent of each other."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.faces.chat import Answering
from bot.faces.slack.answering.answer import Answerer
from bot.faces.slack.answering.conversation import Conversation
from bot.faces.slack.answering.forms import Forms
from bot.faces.slack.answering.home import Home
from bot.faces.slack.answering.speaking import Speaker
from bot.faces.slack.cards.drawing import Drawer
from bot.faces.slack.listening.listener import Ears, listening_app
from bot.faces.slack.listening.running import Running
from bot.faces.slack.listening.serving import Install, Installing, open_installations, serve
from bot.faces.slack.listening.socket_mode import FIRST_PAUSE, LONGEST_PAUSE, SocketMode
from bot.faces.slack.places.channels import Channels
from bot.faces.slack.places.directs import Directs
from bot.faces.slack.places.greeting import Greeter
from bot.faces.slack.places.kept import Kept
from bot.faces.slack.places.life import Life
from bot.faces.slack.places.person import People
from bot.faces.slack.places.places import PLATFORM, Places
from bot.faces.slack.posting.face import SlackFace
from bot.faces.slack.posting.outcome import code_of, reason_of
from bot.faces.slack.workspaces.clients import Clients, OneClient, session, web_client
from bot.faces.slack.workspaces.installations import Installations
from bot.faces.slack.workspaces.oauth import Pages, States, oauth_flow
from bot.faces.slack.workspaces.refused_tokens import RefusedTokens
from bot.locale.catalogue import Catalogue
from storage.engine.errors import StorageError

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

    token: str = field(default="", repr=False)
    """Of the one workspace; "" where workspaces install the app by themselves."""
    app_token: str | None = field(default=None, repr=False)
    """For Socket Mode; None: Slack sends by HTTP."""
    signing_secret: str | None = field(default=None, repr=False)
    """What it signs that with; None, and no Socket Mode: nothing is heard, posts go out all the same."""
    listen: tuple[str, int] | None = None
    """Host and port, for HTTP and for people who install the app."""
    install: Install | None = None
    """How workspaces install the app by themselves."""
    timezone: str = "UTC"
    operators: frozenset[str] = field(default_factory=frozenset)
    api: str | None = None
    """Another address of the Web API than Slack's: tests, proxies."""


class SlackChat:
    """The face to deliver by, and the listener that runs beside it."""

    platform = PLATFORM

    def __init__(
        self,
        settings: SlackSettings,
        catalogue: Catalogue,
        clients: Clients,
        shared: aiohttp.ClientSession,
        store: Installations | None = None,
    ) -> None:
        """Use `open_chat`. The store is that of workspaces which install the app by themselves."""
        self._settings = settings
        self._clients = clients
        self._store = store
        self._session = shared
        self._directs = Directs()
        self._refused = RefusedTokens()
        self.face = SlackFace(clients, catalogue, directs=self._directs, refused=self._refused)

    async def run(self, answering: Answering) -> None:
        """Listen until cancelled. It comes back by itself only where a token is missing or refused."""
        settings, running, ears = self._settings, Running(), self.ears(answering)
        by_http = settings.signing_secret is not None and settings.listen is not None
        if settings.app_token is None and not by_http:
            log.warning("slack is not listened to", todo="set VISABOT_SLACK_APP_TOKEN, the app-level token")
            return
        if not await self._is_let_in(ears.life):
            return
        client = web_client(None, self._session, settings.api)
        signed_by = None if settings.app_token else settings.signing_secret
        app = listening_app(
            ears, self._clients, running, command=answering.desk.command, client=client, signing_secret=signed_by
        )
        beside = [asyncio.create_task(self._watch(ears.life))]
        if settings.listen is not None:
            host, port = settings.listen
            heard = None if settings.app_token else app
            pages = self._installing(answering, ears.life)
            beside.append(asyncio.create_task(serve(host, port, app=heard, installing=pages)))
        try:
            if settings.app_token is not None:
                await SocketMode(app, client, self._session, settings.app_token).run()
            else:
                await asyncio.gather(*beside)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            await running.close()

    async def _watch(self, life: Life) -> None:
        """See to refused tokens until cancelled. What failed is noted again when the token is used again."""
        while True:
            try:
                await life.watch(self._refused)
            except Exception:
                log.exception("a refused token was not seen to")
            await asyncio.sleep(FIRST_PAUSE)

    def _installing(self, answering: Answering, life: Life) -> Installing | None:
        if self._settings.install is None or self._store is None:
            return None
        oauth = self._settings.install.oauth
        pages = Pages(answering.catalogue, answering.desk.command, oauth.public_url, life.installed)
        states = States(answering.database, answering.clock)
        return Installing(oauth_flow(oauth, self._store, states, self._session, pages), pages)

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

    async def _is_let_in(self, life: Life) -> bool:
        """Wait until it is known which workspaces there are; False: Slack does not take the bot token."""
        pause = FIRST_PAUSE
        while True:
            try:
                installed = await self._clients.every()
                await life.ready()
            except SlackApiError as error:
                if (code := code_of(error)) in REFUSED:
                    log.error("slack refuses the bot token", reason=code, todo=REFUSED[code])  # noqa: TRY400 - a trace says no more
                    return False
                log.warning("slack does not say whose the token is", reason=reason_of(error))
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                log.warning("slack cannot be reached", reason=reason_of(error))
            except StorageError as error:
                log.warning("slack's workspaces are not known", reason=str(error))
            else:
                log.info("slack knows the bot", workspaces=[one.name for one in installed][:5])
                return True
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


@asynccontextmanager
async def open_chat(settings: SlackSettings, catalogue: Catalogue) -> AsyncIterator[SlackChat]:
    """Give the chat, not yet listening; its connections are closed when this ends."""
    async with AsyncExitStack() as stack:
        shared = await stack.enter_async_context(session())
        if settings.install is None:
            yield SlackChat(settings, catalogue, OneClient(web_client(settings.token, shared, settings.api)), shared)
            return
        store = await stack.enter_async_context(open_installations(settings.install, shared, settings.api))
        yield SlackChat(settings, catalogue, store, shared, store)
