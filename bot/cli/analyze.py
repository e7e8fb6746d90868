"""`visabot analyze`."""

import json
import sys
from io import TextIOWrapper
from pathlib import Path

import click

from bot.cli.errors import Failed, told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of
from bot.playback.analyze import analyze


@click.command("analyze", epilog=example("visabot analyze < items.jsonl > out.jsonl"))
@click.option("--all", "everything", is_flag=True, help="Also group and extract items that matched nothing.")
@config_option
def command(*, everything: bool, config: Path | None) -> None:
    """Say what the desk makes of items: topics, matches, stories, facts.

    Items come in on standard input, one JSON object a line, in order of publication. For each a line goes out, at once;
    for one that is no item, a line with its number and what is wrong. The exit code is 1 where there was one. Nothing
    is stored.
    """
    with told():
        desk = desk_of(begin(config))
    # "utf-8-sig": programs on other systems begin files with a byte order mark. What is not UTF-8 costs only its line.
    lines = TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
    wrong = 0
    for answer in analyze(lines, desk, everything=everything):
        click.echo(answer)
        if "error" in json.loads(answer):
            wrong += 1
    if wrong:
        text = f"{wrong} of the lines are no items: see their answers for what is wrong"
        raise Failed(text)
