"""What the commands say that ask a chat platform whether everything is as it should be."""

from collections.abc import Sequence

import click

from bot.cli.errors import Failed


def show(lines: Sequence[str], problems: int) -> None:
    """Print what was found.

    Args:
        lines: with "!" before what is to be seen to.
        problems: how many of these there are.

    Raises:
        Failed: there is one.

    """
    click.echo("\n".join(lines))
    if problems:
        things = "1 thing is" if problems == 1 else f"{problems} things are"
        text = f"{things} to be seen to, marked with ! above"
        raise Failed(text)
