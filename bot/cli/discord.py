"""`visabot discord invite`, `visabot discord sync` and `visabot discord check`."""

import asyncio
from pathlib import Path

import click

from bot.cli.checks import show
from bot.cli.errors import Failed, told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of
from bot.config.settings import Settings

_NO_TOKEN = "set VISABOT_DISCORD_TOKEN first: the developer portal shows it once, on the page Bot, under Reset Token"  # noqa: S105 - no token
_NO_APPLICATION = "VISABOT_DISCORD_TOKEN is no bot's token: copy it again from the developer portal, page Bot"


@click.group("discord", epilog=example("visabot discord invite"))
def command() -> None:
    """Set the bot up on Discord."""


@command.command("invite", epilog=example("visabot discord invite --application 123456789012345678"))
@config_option
@click.option("--application", type=click.IntRange(min=10**14), metavar="ID", help="Instead of the token's own.")
def invite(config: Path | None, application: int | None) -> None:
    """Print the link that adds the bot to a server.

    It asks for the least permissions, and says why each is needed.
    """
    # Here: Discord's library is slow to import, and `visabot --help` imports every command.
    from bot.faces.discord.setup.invite import person_link, server_link  # noqa: PLC0415
    from bot.faces.discord.setup.permissions import IN_A_SERVER  # noqa: PLC0415

    with told():
        number = application or _application(begin(config))
        click.echo(f"To a server:          {server_link(number)}")
        click.echo(f"To your own account:  {person_link(number)}")
        click.echo("\nThe server's link asks for:")
        for needed in IN_A_SERVER:
            click.echo(f"  {needed.flag.replace('_', ' ')}: {needed.why}")


@command.command("sync", epilog=example("visabot discord sync"))
@config_option
def sync(config: Path | None) -> None:
    """Register the slash commands anew.

    `visabot run` does so by itself when they have changed.
    """
    with told():
        settings = begin(config)
        names = asyncio.run(_sync(settings))
        click.echo(f"registered: {', '.join(names)}")


@command.command("check", epilog=example("visabot discord check"))
@config_option
def check_command(config: Path | None) -> None:
    """Ask Discord whether everything is as it should be.

    It says who the bot is, in which servers it is, what it is not allowed where it is followed, and whether its
    commands are registered and current. Nothing is posted. The exit code is 0 where all is well, else 1.
    """
    with told():
        lines, problems = asyncio.run(_check(begin(config)))
    show(lines, problems)


def _application(settings: Settings) -> int:
    from bot.faces.discord.setup.invite import application_of  # noqa: PLC0415 - as above

    if settings.discord_token is None:
        raise Failed(_NO_TOKEN)
    number = application_of(settings.discord_token.get_secret_value())
    if number is None:
        raise Failed(_NO_APPLICATION)
    return number


async def _sync(settings: Settings) -> list[str]:
    from bot.chats import discord_settings  # noqa: PLC0415 - as above
    from bot.faces.discord.commands.register import register_anew  # noqa: PLC0415
    from bot.faces.discord.setup.reaching import ErrandError  # noqa: PLC0415
    from bot.starting.opening import opened_if_there  # noqa: PLC0415
    from feeds.clock import SystemClock  # noqa: PLC0415

    _application(settings)
    discord, desk = discord_settings(settings), desk_of(settings)
    try:
        async with opened_if_there(settings) as database:
            return await register_anew(discord, desk, database, SystemClock())
    except ErrandError as error:
        raise Failed(str(error)) from error


async def _check(settings: Settings) -> tuple[list[str], int]:
    """Return what was found, and how much of it is to be seen to."""
    from bot.chats import discord_settings  # noqa: PLC0415 - as above
    from bot.faces.discord.setup.check import check  # noqa: PLC0415
    from bot.faces.discord.setup.check_report import report  # noqa: PLC0415
    from bot.faces.discord.setup.reaching import ErrandError  # noqa: PLC0415
    from bot.starting.opening import opened_if_there  # noqa: PLC0415

    _application(settings)
    discord, desk = discord_settings(settings), desk_of(settings)
    try:
        async with opened_if_there(settings) as database:
            findings = await check(discord, desk, database)
    except ErrandError as error:
        raise Failed(str(error)) from error
    return report(findings), findings.problems
