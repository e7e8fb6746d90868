"""`visabot run`: the bot from start to stop."""

import asyncio
import gc
import os
import signal
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import structlog

from bot.chats import open_chats
from bot.commands.registry import commands
from bot.commands.spoken import spoken_words
from bot.config.settings import Settings
from bot.faces.chat import Answering, Chat
from bot.faces.face import Face
from bot.faces.terminal.headless import HeadlessFace
from bot.faces.terminal.prompt import PromptFace
from bot.locale.catalogue import load_catalogue
from bot.locale.voice import Voice
from bot.pipeline.poll import PollReport
from bot.service import Service, open_service
from bot.starting.first_round import FirstRound
from bot.starting.welcome import platforms, welcome
from feeds.clock import SystemClock
from feeds.desks.desk import Desk
from storage.engine.one_process import one_process

GRACE = 10.0
"""Seconds that looks under way, and then the outbox, are given to end. What is not told by then stays due."""

log = structlog.get_logger(__name__)


async def run(settings: Settings, desk: Desk, *, interactive: bool) -> int:
    """Run until Ctrl-C, SIGTERM, `quit`, or until nobody reads the posts any more. Return the exit code.

    Args:
        settings: all that can be set.
        desk: the desk to serve.
        interactive: a person sits at the terminal; otherwise posts go to standard output as plain lines.

    Raises:
        StorageError: the database cannot be used, or another visabot uses it.

    """
    since = f"visabot run, since {datetime.now(UTC):%H:%M} UTC"
    async with one_process(settings.database_url.get_secret_value(), since):
        with _signals() as stop:
            return await (_with_prompt if interactive else _headless)(settings, desk, stop)


async def _with_prompt(settings: Settings, desk: Desk, stop: asyncio.Event) -> int:
    """Run with a person at the prompt."""
    catalogue = load_catalogue()
    face = PromptFace(os.environ, spoken=spoken_words(commands(), catalogue))
    first = FirstRound()
    failed = False
    async with (
        open_chats(settings, catalogue) as chats,
        open_service(
            settings, desk, _faces(face, chats), SystemClock(), heard=first.heard, catalogue=catalogue
        ) as service,
    ):
        voice = Voice(settings.locale, settings.timezone, service.catalogue)
        face.show(welcome(settings, desk, voice))
        face.show(await service.dispatcher.answer(service.who, "status"))
        if await first.expect(service.database, service.clock):
            face.say(first.progress(voice))

        async def tell_first_round() -> None:
            if first.expected:
                await first.finished()
                face.show(await first.card(service.database, desk, voice, service.clock))

        async def prompt() -> None:
            nonlocal failed
            try:
                await face.run(
                    service.dispatcher,
                    service.who,
                    slash=desk.command,
                    history=settings.history_file,
                    toolbar=lambda: first.progress(voice) if first.running else voice.say("toolbar.hint"),
                )
            except Exception:
                failed = True
                raise
            finally:
                stop.set()  # also where it failed: nobody could type `quit` any more

        await _until(stop, service, prompt(), tell_first_round(), *_listening(chats, service))
    return 1 if failed else 0


async def _headless(settings: Settings, desk: Desk, stop: asyncio.Event) -> int:
    """Run as a service: posts to standard output, everything else is logged."""
    catalogue = load_catalogue()
    face = HeadlessFace(1, settings.posts)
    first = FirstRound()
    closed = False

    def heard(report: PollReport) -> None:
        first.heard(report)
        log.debug("polled", feed=report.feed.spec.id, entries=report.entries, fresh=report.fresh, told=report.told)

    async with (
        open_chats(settings, catalogue) as chats,
        open_service(settings, desk, _faces(face, chats), SystemClock(), heard=heard, catalogue=catalogue) as service,
    ):
        voice = Voice("en", settings.timezone, service.catalogue)
        log.info("started", desk=desk.id, database=settings.database_shown, tokens=platforms(settings))
        await first.expect(service.database, service.clock)

        async def tell_first_round() -> None:
            if first.expected:
                await first.finished()
                card = await first.card(service.database, desk, voice, service.clock)
                log.info("first round", result=card.title)

        async def watch_output() -> None:
            nonlocal closed
            reason = await face.until_closed()
            closed = True
            log.error("stopping", reason=reason)
            stop.set()

        await _until(stop, service, tell_first_round(), watch_output(), *_listening(chats, service))
    log.info("stopped")
    return 1 if closed else 0


def _faces(terminal: Face, chats: Sequence[Chat]) -> dict[str, Face]:
    return {face.platform: face for face in (terminal, *(chat.face for chat in chats))}


def _listening(chats: Sequence[Chat], service: Service) -> list[Coroutine[None, None, None]]:
    answering = Answering(service.dispatcher, service.database, service.desk, service.catalogue, service.clock)
    return [chat.run(answering) for chat in chats]


async def _until(stop: asyncio.Event, service: Service, *beside: Coroutine[None, None, None]) -> None:
    """Run the jobs, and what goes on beside them, until `stop`; then let what is under way come to its end."""
    # What is there now stays. The collector need not walk it again: that alone took 50 ms (benchmarks/loop.py).
    gc.collect()
    gc.freeze()
    await service.put_clock_right()
    schedule = service.schedule()
    tasks = [asyncio.create_task(_logged(one)) for one in beside]
    schedule.start()
    try:
        await stop.wait()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await schedule.stop(GRACE)
        await service.drain(GRACE)


async def _logged(beside: Coroutine[None, None, None]) -> None:
    """Let something that goes on beside the jobs fail aloud: nobody waits for it before the end."""
    try:
        await beside
    except Exception:
        log.exception("something beside the jobs failed")


@contextmanager
def _signals() -> Iterator[asyncio.Event]:
    """Give an event that Ctrl-C, SIGTERM and a closed terminal set. The second signal ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def on_signal() -> None:
        for one in asked:
            loop.remove_signal_handler(one)
        stop.set()

    for one in asked:
        loop.add_signal_handler(one, on_signal)
    try:
        yield stop
    finally:
        for one in asked:
            loop.remove_signal_handler(one)
