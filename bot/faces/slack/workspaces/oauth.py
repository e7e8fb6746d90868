"""Installing the app into a workspace from a web page (Slack, "Installing with OAuth").

Who opens `/slack/install` is sent to Slack with a random text, which their browser must bring back within ten minutes,
once. Slack gives a code with it, which is changed into the workspace's token.
"""

import hashlib
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from logging import Logger, getLogger

import aiohttp
import structlog
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.faces.slack.setup.manifest import INSTALL_PATH, REDIRECT_PATH
from bot.faces.slack.setup.scopes import scopes
from bot.faces.slack.workspaces.clients import web_client
from bot.faces.slack.workspaces.install_page import Words, page
from bot.faces.slack.workspaces.installations import Installations
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from feeds.clock import Clock
from storage import installations
from storage.engine.database import Database

LASTS = timedelta(minutes=10)
"""Between beginning to install and coming back."""
_API = "api/"
_AUTHORIZE = "oauth/v2/authorize"
_BYTES = 32
_AGAIN = frozenset({"invalid_browser", "invalid_state", "missing_code", "invalid_code"})
"""Reasons for which beginning once more helps."""
_DENIED = "access_denied"
_REASON = 100
"""Characters of a reason that are shown: anyone can write one into the address."""
_NOTHING: Sequence[str] = ()

Welcome = Callable[[str, str | None], Awaitable[None]]
"""Is told Slack's ids of a workspace that has installed the app, and of the person who did."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class OAuthSettings:
    """What Slack knows the app by."""

    client_id: str
    client_secret: str = field(repr=False)
    public_url: str
    """Where people and Slack reach the bot, without a slash at its end."""
    api: str | None = None
    """Another address than Slack's: tests, proxies."""


class States(AsyncOAuthStateStore):
    """What browsers must bring back; of which the database has the digest only."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Keep them there."""
        self._database = database
        self._clock = clock

    @property
    def logger(self) -> Logger:
        """Return where the SDK logs to."""
        return getLogger(__name__)

    async def async_issue(self, *args: object, **kwargs: object) -> str:  # noqa: ARG002 - the SDK's signature
        """Return a new one."""
        state, now = secrets.token_urlsafe(_BYTES), self._clock.now()
        async with self._database.write() as tx:
            await installations.begin(tx, _digest(state), now + LASTS, now)
        return state

    async def async_consume(self, state: str) -> bool:
        """Tell whether it is one of ours, in time, for the first time."""
        async with self._database.write() as tx:
            return await installations.finish(tx, _digest(state), self._clock.now())


def oauth_flow(
    settings: OAuthSettings,
    store: Installations,
    states: States,
    session: aiohttp.ClientSession,
    answers: "Pages",
) -> AsyncOAuthFlow:
    """Return what leads people through Slack and back."""
    return AsyncOAuthFlow(
        client=web_client(None, session, settings.api),
        logger=getLogger(__name__),
        settings=AsyncOAuthSettings(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            scopes=list(scopes()),
            user_scopes=_NOTHING,
            redirect_uri=f"{settings.public_url}{REDIRECT_PATH}",
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            install_page_rendering_enabled=False,
            callback_options=AsyncCallbackOptions(answers.success, answers.failure),
            authorization_url=f"{settings.api.removesuffix(_API)}{_AUTHORIZE}" if settings.api else None,
            installation_store=store,
            installation_store_bot_only=True,
            state_store=states,
            state_expiration_seconds=int(LASTS.total_seconds()),
        ),
    )


@dataclass(frozen=True, slots=True)
class Pages:
    """What people see in the end, in the language of their browser."""

    catalogue: Catalogue
    command: str
    """The slash command, without its slash."""
    public_url: str
    """Where people begin again."""
    welcome: Welcome

    async def success(self, args: AsyncSuccessArgs) -> BoltResponse:
        """The app is installed: the workspace is told of it, and the person."""
        made = args.installation
        team = made.team_id or made.enterprise_id or ""
        log.info("installed", team=team)
        try:
            await self.welcome(team, made.user_id or None)
        except Exception:
            log.exception("no welcome", team=team)
        voice = self._voice(args.request)
        name = made.team_name or made.enterprise_name or team
        words = Words(
            title=voice.say("slack.installed", name=name),
            text=voice.say("slack.installed-next", command=f"/{self.command}"),
            url=_client_url(made.app_id, team),
            label=voice.say("slack.open"),
        )
        return page(HTTPStatus.OK, voice.locale, words)

    async def failure(self, args: AsyncFailureArgs) -> BoltResponse:
        """The app is not installed: say why, and how to begin again."""
        log.info("not installed", reason=args.reason)
        voice = self._voice(args.request)
        if args.reason == _DENIED:
            why = voice.say("slack.install-denied")
        elif args.reason in _AGAIN:
            why = voice.say("slack.install-again")
        else:
            why = voice.say("slack.install-failed", reason=args.reason[:_REASON])
        return self._not_installed(args.suggested_status_code, voice, why)

    def unreachable(self, voice: Voice) -> BoltResponse:
        """Slack could not be asked."""
        return self._not_installed(HTTPStatus.BAD_GATEWAY, voice, voice.say("slack.install-unreachable"))

    def _not_installed(self, status: int, voice: Voice, why: str) -> BoltResponse:
        words = Words(
            title=voice.say("slack.not-installed"),
            text=why,
            url=f"{self.public_url}{INSTALL_PATH}",
            label=voice.say("slack.begin-again"),
        )
        return page(status, voice.locale, words)

    def _voice(self, request: AsyncBoltRequest) -> Voice:
        wanted = next(iter(request.headers.get("accept-language", ())), "")
        return self.voice(wanted)

    def voice(self, wanted: str) -> Voice:
        """Return the voice for an `Accept-Language`."""
        first = wanted.partition(",")[0].partition(";")[0].strip()
        return Voice(self.catalogue.spoken(first), "UTC", self.catalogue)


def _client_url(app: str | None, team: str) -> str:
    return f"https://slack.com/app_redirect?app={app}&team={team}" if app else "https://slack.com/"


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
