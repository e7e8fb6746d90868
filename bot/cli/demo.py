"""`visabot demo`."""

import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Coroutine
from pathlib import Path

import click

from bot.cli.errors import told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of, posts_option
from bot.commands.registry import commands
from bot.commands.spoken import spoken_words
from bot.faces.face import Face
from bot.faces.terminal.headless import HeadlessFace
from bot.faces.terminal.prompt import PromptFace
from bot.locale.catalogue import load_catalogue
from bot.playback.demo import demo
from feeds.desks.demo import load_demo


@click.command("demo", epilog=example("visabot demo --pause 1"))
@click.option(
    "--pause",
    type=click.FloatRange(0, 60),
    default=5,
    show_default=True,
    metavar="SECONDS",
    help="Between two entries.",
)
@config_option
@posts_option
def command(pause: float, config: Path | None, posts: str | None) -> None:
    """Play an invented story, in about a minute.

    Twelve entries in two languages go the whole way of real ones, on a database that is thrown away. Every post is
    marked DEMO. No network is needed.
    """
    with told(), tempfile.TemporaryDirectory(prefix="visabot-demo-") as folder:
        settings = begin(config, posts=posts, database_url=f"sqlite:///{folder}/demo.sqlite3")
        desk = desk_of(settings)
        seen = sys.stdout.isatty() and posts is None
        face: Face
        if seen:
            face = PromptFace(os.environ, spoken=spoken_words(commands(), load_catalogue()))
        else:
            face = HeadlessFace(sys.stdout.fileno(), settings.posts)
        asyncio.run(_play(demo(settings, desk, load_demo(settings.desk), face, pause=pause), face))


async def _play(demo_: Coroutine[None, None, object], face: Face) -> None:
    """Play until the end, or until nobody looks any more (`visabot demo | head`): that is no reason to complain."""
    playing = asyncio.create_task(demo_)
    if not isinstance(face, HeadlessFace):
        await playing
        return
    closed = asyncio.create_task(face.until_closed())
    logging.getLogger("bot.pipeline.sending").setLevel(logging.ERROR)  # which would warn of the post that was left
    await asyncio.wait({playing, closed}, return_when=asyncio.FIRST_COMPLETED)
    closed.cancel()
    if not playing.done():
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
        return
    await playing
