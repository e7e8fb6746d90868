"""`visabot run`: the bot from start to stop."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from contextlib import contextmanager, nullcontext

import structlog

from bot.faces.terminal.headless import HeadlessFace
from bot.faces.terminal.prompt import PromptFace
from bot.first_round import FirstRound
from bot.service import Service, open_service
from bot.settings import Settings
from feeds.clock import SystemClock
from feeds.desks.desk import Desk
from storage.lock import process_lock

GRACE = 10.0
"""Seconds for what is under way to end: sends, polls, then the outbox is left as it is and stays due."""

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
