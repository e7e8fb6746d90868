"""Engines that compile each statement once for all databases of a process, as one bot's do for the one it has."""

from typing import Any

from sqlalchemy import URL
from sqlalchemy.engine import Engine
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import LRUCache

STATEMENTS = 5000
"""More than there are; SQLAlchemy by itself keeps 500 of an engine."""


class SharedStatements:
    """Makes engines as `create_async_engine` does; those of one driver share what they have compiled.

    SQLAlchemy keeps compiled statements by their dialect, so that is what they share: one that has been connected once,
    and knows its server.
    """

    def __init__(self) -> None:
        self._known: dict[str, Engine] = {}

    def __call__(self, url: URL, **more: Any) -> AsyncEngine:
        engine = create_async_engine(url, **more)
        made, known = engine.sync_engine, self._known.get(url.drivername)
        if known is None or known.dialect.server_version_info is None:
            made._compiled_cache = LRUCache(STATEMENTS)
            self._known[url.drivername] = made
        else:
            made.dialect, made._compiled_cache = known.dialect, known._compiled_cache
        return engine
