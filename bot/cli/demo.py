"""`visabot demo`."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

import click

from bot.cli.errors import told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of, posts_option
from bot.commands.registry import commands
from bot.commands.spoken import spoken_words
from bot.demo import demo
from bot.faces.face import Face
from bot.faces.terminal.headless import HeadlessFace
from bot.faces.terminal.prompt import PromptFace
from bot.locale.catalogue import load_catalogue
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
        asyncio.run(demo(settings, desk, load_demo(settings.desk), face, pause=pause))
