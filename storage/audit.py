"""Who changed what: each command that changes something leaves a line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from storage.engine.database import Tx
from storage.schema import audit


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One change."""

    at: datetime
    workspace: int | None
    """None: the operator's, of no workspace."""
    actor: str
    """The platform's id of the person, or "operator"."""
    action: str
    """"feed.add", "term.remove" …"""
    subject: str
    detail: Mapping[str, Any] = field(default_factory=dict)


async def note(tx: Tx, line: AuditLine) -> None:
    """Write a line, in the transaction that makes the change."""
    values = {"at": line.at, "workspace": line.workspace, "actor": line.actor, "action": line.action}
    await tx.execute(insert(audit).values(**values, subject=line.subject, detail=dict(line.detail)))


async def latest(tx: Tx, *, workspace: int | None, limit: int) -> list[AuditLine]:
    """Return the last changes of a workspace (None: of the operator), newest first."""
    of_one = audit.c.workspace.is_(None) if workspace is None else audit.c.workspace == workspace
    wanted = select(audit).where(of_one).order_by(audit.c.id.desc()).limit(limit)
    return [
        AuditLine(row.at, row.workspace, row.actor, row.action, row.subject, row.detail)
        for row in await tx.execute(wanted)
    ]
