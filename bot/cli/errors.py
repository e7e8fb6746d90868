"""How mistakes and failures are told: what, where, what to do. Never a traceback for a person's mistake."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from bot.config.configure import SettingsError
from bot.starting.opening import NoDatabaseError
from feeds.desks.errors import DeskError
from storage.engine.errors import StorageError, StorageProblem

FAILURE = 1
"""The exit code of what failed; that of wrong input is 2, as click has it for wrong options."""

_ASKED_FOR = frozenset({StorageProblem.BAD_URL, StorageProblem.FOLDER_MISSING, StorageProblem.CONFLICT})
"""Problems of the database that come from what a person wrote."""


class Told(click.ClickException):
    """Something to tell instead of going on."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Write it to standard error."""
        click.echo(f"visabot: {self.message}", file=file, err=file is None)


class Failed(Told):
    """What was asked for could not be done."""

    exit_code = FAILURE


class WrongInput(Told):
    """What was asked for was wrong."""

    exit_code = 2


@contextmanager
def told() -> Iterator[None]:
    """Turn the errors of settings, desk and database into something to tell."""
    try:
        yield
    except (SettingsError, DeskError) as error:
        raise WrongInput(str(error)) from error
    except StorageError as error:
        raise (WrongInput if error.problem in _ASKED_FOR else Failed)(str(error)) from error
    except NoDatabaseError as error:
        raise Failed(str(error)) from error
