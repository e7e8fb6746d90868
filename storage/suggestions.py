"""Suggestions: "this post is not relevant", said by people, with what caused the match; for the admins to read.

Nothing learns from them by itself: an admin edits a term, or does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.engine.database import Tx
from storage.engine.statements import upsert
from storage.schema import suggestions
from storage.schema.tenants import SETTLED, UNSETTLED


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a story belongs to one topic."""

    topic: str
    """Its slug, as the workspace sees it."""
    reasons: tuple[str, ...]
    """The workspace's expressions that hit, or the reasons of the desk's topic."""
    words: tuple[str, ...]
    """What was found in the text, as written in the terms."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What people of a workspace said about one story."""

    id: int
    """Of the first who said so."""
    story: int
    title: str
    url: str
    causes: tuple[Cause, ...]
    people: int
    created_at: datetime
    """When the first said so."""


async def add(
    tx: Tx,
    workspace: int,
    story: int,
    *,
    person: str,
    title: str,
    url: str,
    causes: Sequence[Cause],
    now: datetime,
) -> bool:
    """Keep that a person finds a story not relevant; False: they have said so before."""
    row = upsert(tx.dialect, suggestions).values(
        workspace=workspace,
        story=story,
        person=person,
        title=title,
        url=url,
        causes=[[cause.topic, list(cause.reasons), list(cause.words)] for cause in causes],
        created_at=now,
    )
    return await tx.scalar(row.on_conflict_do_nothing().returning(suggestions.c.id)) is not None


async def waiting(tx: Tx, workspace: int) -> list[Suggestion]:
    """Return what no admin has dealt with, one for each story, the latest said first."""
    rows = await tx.execute(
        select(suggestions).where(UNSETTLED, suggestions.c.workspace == workspace).order_by(suggestions.c.id)
    )
    found: dict[int, Suggestion] = {}
    for row in rows:
        first = found.get(row.story)
        found[row.story] = Suggestion(
            id=first.id if first else row.id,
            story=row.story,
            title=row.title,
            url=row.url,
            causes=tuple(Cause(topic, tuple(reasons), tuple(words)) for topic, reasons, words in row.causes),
            people=first.people + 1 if first else 1,
            created_at=first.created_at if first else row.created_at,
        )
    return sorted(found.values(), key=lambda one: one.id, reverse=True)


async def settle(tx: Tx, workspace: int, suggestion: int, now: datetime) -> str | None:
    """Take a story off the list, whoever said it; return its title. None: nothing of that number waits."""
    mine = UNSETTLED, suggestions.c.workspace == workspace
    one = (await tx.execute(select(suggestions).where(*mine, suggestions.c.id == suggestion))).one_or_none()
    if one is None:
        return None
    await tx.execute(update(suggestions).where(*mine, suggestions.c.story == one.story).values(settled_at=now))
    return str(one.title)


async def forget_settled(tx: Tx, before: datetime, batch: int) -> int:
    """Remove up to `batch` of what was dealt with before a moment, and return how many went."""
    old = select(suggestions.c.id).where(SETTLED, suggestions.c.settled_at < before)
    ids = (await tx.scalars(old.order_by(suggestions.c.settled_at).limit(batch))).all()
    if ids:
        await tx.execute(delete(suggestions).where(suggestions.c.id.in_(ids)))
    return len(ids)
