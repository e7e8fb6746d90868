"""`visabot ask`."""

import asyncio
import json
import os
import shutil
import sys
from pathlib import Path

import click

from bot.ask import ask
from bot.cards.card import Card, CardKind
from bot.cards.plain import as_json, plain
from bot.cli.errors import FAILURE, told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of
from bot.commands.registry import commands
from bot.commands.spoken import spoken_words
from bot.faces.terminal.render import look, render
from bot.locale.catalogue import load_catalogue
from feeds.clock import SystemClock


@click.command("ask", epilog=example('visabot ask "/visa latest"', "visabot ask --json status"))
@click.argument("line", nargs=-1, required=True)
@click.option("--json", "as_object", is_flag=True, help="Answer with one JSON object, for programs.")
@config_option
@click.pass_context
def command(ctx: click.Context, *, line: tuple[str, ...], as_object: bool, config: Path | None) -> None:
    """Answer one command from the database, and exit.

    LINE is what one types at the prompt, with or without /visa. It works while `visabot run` is running. The exit code
    is 0 for an answer, 1 where the answer is an error.
    """
    with told():
        settings = begin(config)
        card = asyncio.run(ask(settings, desk_of(settings), " ".join(line), SystemClock()))
    wrong = card.kind is CardKind.ERROR
    if as_object:
        click.echo(json.dumps(as_json(card), ensure_ascii=False))
    else:
        click.echo(_shown(card), nl=False, err=wrong)
    if wrong:
        ctx.exit(FAILURE)


def _shown(card: Card) -> str:
    """Return the card for a person where one is looking, else as plain lines."""
    if not sys.stdout.isatty():
        return plain(card) + "\n"
    seen = look(os.environ, shutil.get_terminal_size().columns, terminal=True)
    return render(card, seen, spoken_words(commands(), load_catalogue()))
