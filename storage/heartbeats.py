"""Heartbeats: when each job last came to its end, for health."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.engine.database import Tx
from storage.engine.statements import upsert
from storage.schema import heartbeats


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """One job's last run."""

    job: str
    """"poll", "deliver", "digest", "retention"."""
    at: datetime
    detail: Mapping[str, Any]


async def beat(tx: Tx, job: str, now: datetime, detail: Mapping[str, Any] | None = None) -> None:
    """Note that a job came to its end."""
    values = {"at": now, "detail": dict(detail or {})}
    row = upsert(tx.dialect, heartbeats).values(job=job, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["job"], set_=values))


async def listing(tx: Tx) -> list[Heartbeat]:
    """Return the last run of every job, by name."""
    rows = await tx.execute(select(heartbeats).order_by(heartbeats.c.job))
    return [Heartbeat(row.job, row.at, row.detail) for row in rows]
