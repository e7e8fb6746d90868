"""Places to post in, as tests need them stored."""

from datetime import datetime
from typing import Any

from storage import destinations
from storage.destinations import Destination
from storage.engine.database import Tx


async def a_place(tx: Tx, workspace: int, external: str, now: datetime, **said: Any) -> Destination:
    """Return a place of a workspace, made: an English channel in UTC, called as its id, unless it is said otherwise."""
    values: dict[str, Any] = {"kind": "channel", "name": external, "locale": "en", "timezone": "UTC"}
    return await destinations.put(tx, workspace=workspace, external=external, now=now, **(values | said))
