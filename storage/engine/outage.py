"""Noticing that the database fails, and that it is well again: each once, whoever meets it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import URL

from storage.engine.errors import StorageError
from storage.engine.trouble import told


@dataclass(frozen=True, slots=True)
class Outage:
    """The database began to fail, or ceased to."""

    error: StorageError | None
    """How it fails; None: it is well again."""


class Watch:
    """Turns the errors of a failing database into StorageError, and hears of each episode once."""

    def __init__(self, url: URL, heard: Callable[[Outage], None]) -> None:
        """`heard` is told when an episode begins and when it ends."""
        self._url = url
        self._heard = heard
        self._failing: set[bool] = set()
        """Whether reading (True) and writing (False) fails: a full disk can be read, and that ends no episode."""

    @contextmanager
    def used(self, *, reading: bool = False) -> Iterator[None]:
        """Watch over one use of the database."""
        try:
            with told(self._url, reading=reading):
                yield
        except StorageError as error:
            if error.is_outage:
                first = not self._failing
                self._failing.add(reading)
                if first:
                    self._heard(Outage(error))
            raise
        if self._failing:
            # Who can write can read.
            self._failing -= {True} if reading else {True, False}
            if not self._failing:
                self._heard(Outage(None))
