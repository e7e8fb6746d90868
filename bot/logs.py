"""Logs: one line an event, to standard error, as text or JSON; what the libraries log goes the same way; no secrets."""

import logging
import re
import sys
from collections.abc import Iterable
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from storage.engine.errors import StorageError

_USER_IN_URL = re.compile(r"(?<=://)[^\s/@'\"<>]+@")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
HIDDEN = "***"
_SHORTEST_SECRET = 4
"""Shorter texts are part of every other word: hiding them would only tell where they stand."""

_QUIET = {
    "apscheduler": logging.WARNING,
    "alembic": logging.WARNING,
    "asyncio": logging.WARNING,
    # A connection that a failing database took with it cannot be given back in order: a traceback each.
    "sqlalchemy.pool": logging.CRITICAL,
    "psycopg": logging.ERROR,
}
"""Libraries that tell what we tell better ourselves."""


LISTENING = "bot.listening"
"""The logger that a chat platform says by that people can reach the bot there: above the prompt, too."""


class _Stderr(logging.StreamHandler[TextIO]):
    """Writes to whatever standard error is at the moment: the prompt replaces it while it is open."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


def configure(
    form: Literal["text", "json"],
    level: Literal["debug", "info", "warning", "error"],
    secrets: Iterable[str],
    *,
    listening: bool = False,
) -> None:
    """Send everything that is logged from now on to standard error, without any of `secrets`.

    `listening`: that a chat platform listens is told whatever the level is. In text form an exception's traceback stays
    below its line; in JSON it is a value in the line.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        _Cleaner(secrets),
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0, sort_keys=False)
    )
    handler = _Stderr()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name, quiet in _QUIET.items():
        logging.getLogger(name).setLevel(max(quiet, root.level))
    logging.getLogger(LISTENING).setLevel(logging.INFO if listening else logging.NOTSET)
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            _drop_outages,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _drop_outages(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:  # noqa: ARG001 - structlog's
    """Drop what failed because the database did: that was logged when it began, and each job would say it each second.

    Raises:
        DropEvent: the event's exception is such an outage.
    """
    given = event.get("exc_info")
    error = sys.exc_info()[1] if given is True else given
    if isinstance(error, StorageError) and error.is_outage:
        raise structlog.DropEvent
    return event


class _Cleaner:
    """Takes secrets, users in URLs and control characters out of all that an event holds."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = sorted({each for each in secrets if len(each) >= _SHORTEST_SECRET}, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> EventDict:  # noqa: ARG002 - structlog's
        return {key: value if key in _INTERNAL else self._clean(value, key) for key, value in event.items()}

    def _clean(self, value: object, key: str = "") -> object:
        match value:
            case bool() | int() | float() | None:
                return value
            case dict():
                return {str(each): self._clean(inner) for each, inner in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self._clean(each) for each in value]
        text = value if isinstance(value, str) else str(value)
        text = self._secrets.sub(HIDDEN, text) if self._secrets else text
        text = _USER_IN_URL.sub(f"{HIDDEN}@", text)
        if key != "exception":  # a traceback has lines; feeds' texts must not forge any
            text = text.replace("\r", " ").replace("\n", " ")
        return _CONTROL.sub("", text)


_INTERNAL = ("_record", "_from_structlog")
