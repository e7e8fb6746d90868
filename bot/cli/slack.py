"""`visabot slack manifest` and `visabot slack check`."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import click
import yaml

from bot.cli.checks import show
from bot.cli.errors import Failed, told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of
from bot.config.settings import Settings
from bot.faces.slack.setup.manifest import manifest
from bot.locale.catalogue import load_catalogue

_NO_TOKEN = "set VISABOT_SLACK_BOT_TOKEN first: it begins with xoxb-, and stands on the app's page OAuth & Permissions"  # noqa: S105 - no token


@click.group("slack", epilog=example("visabot slack manifest"))
def command() -> None:
    """Set the bot up on Slack."""


@command.command("manifest", epilog=example("visabot slack manifest", "visabot slack manifest --format yaml"))
@config_option
@click.option("--format", "form", type=click.Choice(["json", "yaml"]), default="json", help="How it is written.")
@click.option(
    "--public-url",
    metavar="URL",
    help="Let Slack reach the bot at this https:// address, instead of Socket Mode.",
)
def manifest_command(config: Path | None, form: str, public_url: str | None) -> None:
    """Print the app's manifest, to paste when making the app.

    It is made from the bot's own declarations: commands, shortcuts, events and the least scopes.
    """
    with told():
        settings = begin(config)
        signed = settings.slack_signing_secret is not None and settings.slack_app_token is None
        address = _address(public_url) or settings.slack_public_url
        made = manifest(desk_of(settings), load_catalogue(), public_url=address, socket_mode=not (signed or public_url))
    if form == "json":
        click.echo(json.dumps(made, indent=2, ensure_ascii=False))
    else:
        click.echo(yaml.safe_dump(made, sort_keys=False, allow_unicode=True), nl=False)


def _address(public_url: str | None) -> str | None:
    if public_url is None:
        return None
    if not public_url.startswith("https://"):
        message = "begins with https://: Slack sends to no other addresses"
        raise click.BadParameter(message, param_hint="--public-url")
    return public_url.rstrip("/")


@command.command("check", epilog=example("visabot slack check"))
@config_option
def check_command(config: Path | None) -> None:
    """Ask Slack whether everything is as it should be.

    It says who the bot is, which scopes it lacks, whether it can hear, and what keeps it from posting where it is
    followed. Nothing is posted. The exit code is 0 where all is well, else 1.
    """
    with told():
        lines, problems = asyncio.run(_check(begin(config)))
    show(lines, problems)


async def _check(settings: Settings) -> tuple[Sequence[str], int]:
    """Return what was found, and how much of it is to be seen to."""
    # Here: what only this command needs would make `manifest` slow.
    from bot.chats import slack_settings  # noqa: PLC0415
    from bot.faces.slack.setup.check import CheckError, check  # noqa: PLC0415
    from bot.faces.slack.setup.check_report import report  # noqa: PLC0415
    from bot.starting.opening import opened_if_there  # noqa: PLC0415

    if settings.slack_bot_token is None and settings.slack_client_id is None:
        raise Failed(_NO_TOKEN)
    slack = slack_settings(settings)
    try:
        async with opened_if_there(settings) as database:
            findings = await check(slack, database)
    except CheckError as error:
        raise Failed(str(error)) from error
    return report(findings), findings.problems
