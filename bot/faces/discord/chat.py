"""Discord as a whole: one client that posts, one that listens, and who starts the second again when it ends."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import aiohttp
import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.faces.chat import Answering
from bot.faces.discord.answering.answer import PATIENCE, PROGRESS, Answerer
from bot.faces.discord.answering.conversation import Conversation
from bot.faces.discord.cards.drawing import Drawer
from bot.faces.discord.client import Listener, ShardedListener, options
from bot.faces.discord.commands.offer import Offer, answered_by
from bot.faces.discord.places.life import Life
from bot.faces.discord.places.person import People
from bot.faces.discord.places.places import PLATFORM, Places
from bot.faces.discord.posting.face import DiscordFace
from bot.faces.discord.posting.outcome import reason_of
from bot.faces.discord.posting.transport import Pace, trace
from bot.locale.catalogue import Catalogue

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
"""Seconds before the listener is started again; twice as long after each failure, until it was ready."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """What concerns Discord."""

    token: str = field(repr=False)
    timezone: str = "UTC"
    operators: frozenset[str] = field(default_factory=frozenset)
    shards: int = 1
    api: str | None = None
    """Another address of the REST API than Discord's: tests, proxies."""
    gateway: str | None = None
    """The same of the gateway."""
    patience: float = PATIENCE
    progress: float = PROGRESS
    """Seconds: see `answer`."""


class DiscordChat:
    """The face to deliver by, and the listener that runs beside it."""

    platform = PLATFORM

    def __init__(
        self, settings: DiscordSettings, catalogue: Catalogue, rest: discord.Client, tracing: aiohttp.TraceConfig
    ) -> None:
        """Use `open_chat`."""
        self._settings = settings
        self._rest = rest
        self._trace = tracing
        self.face = DiscordFace(rest, catalogue)

    async def run(self, answering: Answering) -> None:
        """Listen until cancelled. Whatever ends a listener, another is started; only a refused token ends it all."""
        pause = FIRST_PAUSE
        while True:
            listener = self._listener(answering)
            try:
                await self._login()
                await listener.start(self._settings.token)
            except discord.LoginFailure:
                log.error("discord refused the token: copy it again from the developer portal, page Bot")  # noqa: TRY400 - no trace helps
                return
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                log.warning("discord cannot be reached", reason=reason_of(error))
            except Exception:
                log.exception("discord listener ended")
            finally:
                await listener.close()
            if listener.was_ready:
                pause = FIRST_PAUSE
            log.info("discord listener starts again", seconds=pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _login(self) -> None:
        """Let posts go out, once."""
        if self._rest.user is None:
            await self._rest.login(self._settings.token)

    def _listener(self, answering: Answering) -> Listener:
        settings = self._settings
        places = Places(answering.database, settings.timezone, answering.clock)
        people = People(places, settings.timezone, settings.operators)
        drawer = Drawer(answering.catalogue, answering.database, answering.clock)
        answerer = Answerer(drawer, patience=settings.patience, progress=settings.progress)
        conversation = Conversation(answering.dispatcher, people, answerer, drawer)
        life = Life(places, answering.database, answering.catalogue, answering.desk, answering.clock)
        offer = Offer(answering.desk, answering.catalogue, answered_by(conversation))
        kind: Callable[..., Listener] = ShardedListener if settings.shards > 1 else Listener
        sharded = {"shard_count": settings.shards} if settings.shards > 1 else {}
        return kind(conversation, life, offer=offer, **options(self._trace), **sharded)


@asynccontextmanager
async def open_chat(settings: DiscordSettings, catalogue: Catalogue) -> AsyncIterator[DiscordChat]:
    """Give the chat, not yet listening; what was sent by its face is out when this ends."""
    tracing = trace(Pace())
    rest = discord.Client(**options(tracing))
    with addresses(settings):
        try:
            yield DiscordChat(settings, catalogue, rest, tracing)
        finally:
            await rest.close()


@contextmanager
def addresses(settings: DiscordSettings) -> Iterator[None]:
    """Let the library reach other addresses than Discord's: it has them as class attributes."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = settings.api or before[0]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway) if settings.gateway else before[1]
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
