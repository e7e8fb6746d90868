"""`visabot slack manifest`."""

import json
from pathlib import Path

import click
import yaml

from bot.cli.errors import told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of
from bot.faces.slack.manifest import manifest
from bot.locale.catalogue import load_catalogue


@click.group("slack", epilog=example("visabot slack manifest"))
def command() -> None:
    """Set the bot up on Slack."""


@command.command("manifest", epilog=example("visabot slack manifest", "visabot slack manifest --format yaml"))
@config_option
@click.option("--format", "form", type=click.Choice(["json", "yaml"]), default="json", help="How it is written.")
@click.option(
    "--public-url",
    metavar="URL",
    help="Let Slack reach the bot at this address, instead of Socket Mode. It begins with https://.",
)
def manifest_command(config: Path | None, form: str, public_url: str | None) -> None:
    """Print the app's manifest, to paste when making the app.

    It is made from the bot's own declarations: commands, shortcuts, events and the least scopes.
    """
    with told():
        made = manifest(desk_of(begin(config)), load_catalogue(), public_url=_address(public_url))
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
