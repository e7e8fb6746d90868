"""What several commands take, and how they begin."""

from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from bot import logs
from bot.config.configure import load
from bot.config.settings import Settings
from feeds.desks.desk import Desk
from feeds.desks.loader import load_desk, shipped_desk

P = ParamSpec("P")
R = TypeVar("R")


def config_option(command: Callable[P, R]) -> Callable[P, R]:
    """Add `--config FILE`."""
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        help="Read settings from FILE instead of visabot.toml. (VISABOT_CONFIG does the same.)",
        metavar="FILE",
    )(command)


def posts_option(command: Callable[P, R]) -> Callable[P, R]:
    """Add `--posts text|json`."""
    return click.option(
        "--posts",
        type=click.Choice(["text", "json"]),
        help="How posts are written where there is no prompt: to be read, or one JSON object a line.",
    )(command)


def begin(config: Path | None, *, quiet: bool = True, **given: object) -> Settings:
    """Read the settings and switch logging on.

    Args:
        config: the file of settings that was named.
        quiet: whether only warnings are logged, and that a chat platform listens, where the settings do not say.
        given: settings that options of the command line decide; None: not given.

    Raises:
        SettingsError: with every mistake.

    """
    settings = load(config, **given)
    level = settings.log_level or ("warning" if quiet else "info")
    logs.configure(settings.log_format, level, settings.secrets(), listening=settings.log_level is None)
    return settings


def desk_of(settings: Settings) -> Desk:
    """Return the desk that the settings name: one that is shipped, or, where there is a slash in it, a folder's.

    Raises:
        DeskError: there is none, or it is wrong.

    """
    return load_desk(Path(settings.desk)) if "/" in settings.desk else shipped_desk(settings.desk)
