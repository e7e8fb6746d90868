"""`visabot health`."""

import asyncio
from datetime import timedelta
from pathlib import Path

import click

from bot.cli.errors import Failed, told
from bot.cli.example import example
from bot.cli.options import begin, config_option
from bot.config.settings import Settings
from bot.starting.opening import opened
from feeds.clock import Clock, SystemClock
from storage import heartbeats

LATEST = timedelta(minutes=3)
"""The poll job notes at most once a minute that it looked, and may be busy for one."""


@click.command("health", epilog=example("visabot health || systemctl restart visabot"))
@config_option
def command(config: Path | None) -> None:
    """Tell whether the bot is polling: the container's health check.

    The exit code is 0 where the poll job looked within the last three minutes, else 1.
    """
    with told():
        click.echo(asyncio.run(_health(begin(config), SystemClock())))


async def _health(settings: Settings, clock: Clock) -> str:
    async with opened(settings) as database, database.read() as tx:
        looked = {beat.job: beat.at for beat in await heartbeats.listing(tx)}.get("poll")
        now = clock.now()
    if looked is None:
        text = f"the bot has never polled on {settings.database_shown}: start `visabot run`"
        raise Failed(text)
    ago = f"{int((now - looked).total_seconds())} seconds ago"
    if now - looked > LATEST:
        text = f"the bot last polled {ago}: see its log, and start `visabot run` again"
        raise Failed(text)
    return f"polled {ago}"
