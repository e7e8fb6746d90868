"""`visabot replay`."""

import asyncio
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import click

from bot.cli.errors import told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of, posts_option
from bot.faces.terminal.headless import HeadlessFace
from bot.playback.replay import replay
from bot.starting.opening import make_folder
from storage.engine.lock import process_lock


@click.command(
    "replay",
    epilog=example(
        "visabot replay yonhap.xml hankyung.json",
        "visabot replay month.jsonl.gz --database sqlite:///month.sqlite3 --posts json",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--database",
    metavar="URL",
    envvar="VISABOT_DATABASE_URL",
    show_envvar=True,
    help="Keep what was read in this database; without it, and without the variable, it is thrown away.",
)
@config_option
@posts_option
def command(files: tuple[Path, ...], database: str | None, config: Path | None, posts: str | None) -> None:
    """Take captured feeds through the whole way, with their own clock.

    FILE is an RSS, Atom or JSON feed, or items one a line (.jsonl, .jsonl.gz). Posts go to standard output, the rest to
    standard error. Feeds and lines that cannot be read are reported, and the others go on: the exit code is 0.
    """
    with told(), tempfile.TemporaryDirectory(prefix="visabot-replay-") as folder:
        url = database or f"sqlite:///{folder}/replay.sqlite3"
        settings = begin(config, posts=posts, database_url=url)
        make_folder(settings)
        face = HeadlessFace(sys.stdout.fileno(), settings.posts)
        file = settings.database_file
        # A bot that runs on it must not have its claims taken over, nor its posts told here.
        with process_lock(file, "visabot replay") if file else nullcontext():
            report = asyncio.run(replay(settings, desk_of(settings), files, face, durable=database is not None))
    for problem in report.problems:
        click.echo(f"not read: {problem}", err=True)
    click.echo(
        f"read {report.entries} entries: {report.fresh} new, {report.matched} about the talks, {report.told} posts",
        err=True,
    )
