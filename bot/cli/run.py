"""`visabot run`."""

import asyncio
import sys
from pathlib import Path

import click

from bot.cli.errors import told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of, posts_option
from bot.run import run
from bot.starting.opening import make_folder


@click.command("run", epilog=example("visabot run", "visabot run --headless --posts json >> posts.jsonl"))
@click.option("--headless", is_flag=True, help="No prompt, even at a terminal: posts go to standard output.")
@config_option
@posts_option
@click.pass_context
def command(ctx: click.Context, *, headless: bool, config: Path | None, posts: str | None) -> None:
    """Run the bot, until Ctrl-C or `quit`.

    At a terminal it opens a prompt, and alerts appear above it. Elsewhere (a pipe, a service) posts go to standard
    output and logs to standard error. The database is made at the first start.
    """
    interactive = not headless and sys.stdin.isatty() and sys.stdout.isatty()
    with told():
        settings = begin(config, quiet=interactive, posts=posts)
        desk = desk_of(settings)
        make_folder(settings)
        ctx.exit(asyncio.run(run(settings, desk, interactive=interactive)))
