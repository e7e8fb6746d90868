"""`visabot db`."""

import asyncio
from pathlib import Path

import click

from bot.cli.errors import Failed, told
from bot.cli.example import example
from bot.cli.options import begin, config_option
from bot.config.settings import Settings
from bot.starting.opening import NoDatabaseError, make_folder
from storage.engine.database import Database
from storage.engine.upgrade import SchemaState


@click.group("db", epilog=example("visabot db upgrade"))
def command() -> None:
    """Upgrade or check the database."""


@command.command(
    "upgrade", epilog=example("VISABOT_DATABASE_URL=sqlite:////srv/visabot/visabot.sqlite3 visabot db upgrade")
)
@config_option
def upgrade(config: Path | None) -> None:
    """Bring the database to what this release needs; make it where there is none.

    `visabot run` does the same at its start.
    """
    with told():
        settings = begin(config)
        make_folder(settings)
        state = asyncio.run(_upgrade(settings))
        click.echo(f"{settings.database_shown} is at {state.found}, which this release needs")


@command.command("check", epilog=example("visabot db check"))
@config_option
def check(config: Path | None) -> None:
    """Tell whether the database is what this release needs; upgrade nothing.

    The exit code is 0 where it is, else 1.
    """
    with told():
        settings = begin(config)
        file = settings.database_file
        if file is not None and not file.exists():
            text = f"there is no database at {file} yet: make it with `visabot db upgrade`"
            raise NoDatabaseError(text)
        state = asyncio.run(_check(settings))
    shown = settings.database_shown
    if state.kind == "current":
        click.echo(f"{shown} is at {state.found}, which this release needs")
        return
    what = {
        "newer": str(state.too_new(shown)),
        "empty": f"{shown} is empty: run `visabot db upgrade`",
        "old": f"{shown} is at {state.found}, this release needs {state.wanted}: run `visabot db upgrade`",
    }
    raise Failed(what[state.kind])


async def _upgrade(settings: Settings) -> SchemaState:
    database = await Database.open(settings.database_url.get_secret_value())
    try:
        return await database.upgrade()
    finally:
        await database.close()


async def _check(settings: Settings) -> SchemaState:
    database = await Database.open(settings.database_url.get_secret_value())
    try:
        return await database.check()
    finally:
        await database.close()
