"""`visabot`: the commands, each imported only when it is called, so that `--version` answers at once."""

import importlib

import click

from bot import __version__
from bot.cli.example import example

_COMMANDS = {
    "run": "bot.cli.run",
    "demo": "bot.cli.demo",
    "ask": "bot.cli.ask",
    "replay": "bot.cli.replay",
    "analyze": "bot.cli.analyze",
    "feeds": "bot.cli.feeds",
    "desk": "bot.cli.desk",
    "discord": "bot.cli.discord",
    "slack": "bot.cli.slack",
    "db": "bot.cli.db",
    "health": "bot.cli.health",
    "export": "bot.cli.exchange:export_command",
    "import": "bot.cli.exchange:import_command",
    "cards": "bot.cli.cards",
}
"""Where each is: a module, whose variable `command` it is unless another is named."""
_DEFAULT = "run"
_OWN = ("-h", "--help", "--version")


class Commands(click.Group):
    """Commands by the module that has them, each in its variable `command`; `run` where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `run` before options that are not the group's own: `visabot --headless`."""
        if not args or (args[0].startswith("-") and args[0] not in _OWN):
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names, in the order in which one needs them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import one command."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, variable = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), variable or "command")
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=example(
        "visabot                       start, with a prompt",
        'visabot ask "/visa latest"    answer one command from the database',
    ),
)
@click.version_option(__version__, prog_name="visabot")
def visabot() -> None:
    """Run a news desk in chat about the Korea-US visa talks.

    Without a command, it runs. Settings come from the environment (VISABOT_...) and from visabot.toml in the working
    folder; the environment wins.
    """
