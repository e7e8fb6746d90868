"""`visabot analyze`."""

import sys
from io import TextIOWrapper
from pathlib import Path

import click

from bot.analyze import analyze
from bot.cli.errors import WrongInput, told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of
from feeds.parse.items import ItemError


@click.command("analyze", epilog=example("visabot analyze < items.jsonl > out.jsonl"))
@click.option("--all", "everything", is_flag=True, help="Also group and extract items that matched nothing.")
@config_option
def command(*, everything: bool, config: Path | None) -> None:
    """Say what the desk makes of items: topics, matches, stories, facts.

    Items come in on standard input, one JSON object a line, in order of publication. For each a line goes out, at once.
    Nothing is stored.
    """
    with told():
        desk = desk_of(begin(config))
    # "utf-8-sig": programs on other systems begin files with a byte order mark.
    lines = TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="strict")
    try:
        for answer in analyze(lines, desk, everything=everything):
            click.echo(answer)
    except ItemError as error:
        raise WrongInput(str(error)) from error
    except UnicodeDecodeError as error:
        text = f"standard input is not UTF-8: {error.reason}"
        raise WrongInput(text) from error
