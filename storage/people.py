"""What is stored about people, and how it is removed.

`COLUMNS` is the whole list; PRIVACY.md says the same in words, and a test compares both with the schema.
"""

from dataclasses import dataclass

from sqlalchemy import delete, or_, select, update

from storage.engine.database import Tx
from storage.schema import audit, destinations, held, managers, mutes, suggestions, watch_terms, workspaces

FORGOTTEN = "forgotten"
"""Stands where a person's id stood: that something was done stays known, by whom does not."""

PERSON = "@"
"""Before a person's id it is that of their direct messages, and of the workspace that these are on their own."""

COLUMNS = (
    "audit.actor",
    "held.person",
    "managers.named_by",
    "managers.person",
    "mutes.by",
    "suggestions.person",
    "watch_terms.created_by",
)
"""Every column that holds a platform's id of a person, but for the ids of direct conversations."""


@dataclass(frozen=True, slots=True)
class Stored:
    """How much is stored about a person."""

    changes: int
    """Lines of the audit."""
    terms: int
    """Watch terms they wrote."""
    mutes: int
    suggestions: int
    named: int
    """Workspaces that named them as a manager, and people whom they named."""
    held: int
    """Codes of buttons that would do something for them."""
    conversations: int
    """Direct conversations, each with its subscriptions and posts."""

    @property
    def total(self) -> int:
        """All of it."""
        return self.changes + self.terms + self.mutes + self.suggestions + self.named + self.held + self.conversations


async def forget(tx: Tx, platform: str, person: str, *, conversation: int | None = None) -> Stored:
    """Remove what is stored about a person of a platform, in all its workspaces, and return how much that was.

    What they changed stays in force, without their id; suggestions and codes of buttons go, and what they may do as a
    manager. So does the direct conversation with them: the one that `conversation` names, those whose id is made of
    theirs, and a workspace that is theirs alone. Rare, so it may walk these tables: all are small.
    """
    ids = (person, f"{platform}:{person}")
    theirs = select(workspaces.c.id).where(workspaces.c.platform == platform)
    places = select(destinations.c.id).where(destinations.c.platform == platform)
    # The audit outlives its workspace, and no longer says which that was.
    in_audit = or_(audit.c.workspace.in_(theirs), audit.c.workspace.is_(None))
    changed = update(audit).where(audit.c.actor.in_(ids), in_audit)
    wrote = update(watch_terms).where(watch_terms.c.created_by.in_(ids), watch_terms.c.workspace.in_(theirs))
    muted = update(mutes).where(mutes.c.by.in_(ids), mutes.c.destination.in_(places))
    suggested = delete(suggestions).where(suggestions.c.person.in_(ids), suggestions.c.workspace.in_(theirs))
    asked = delete(held).where(held.c.person.in_(ids), held.c.destination.in_(places))
    may = delete(managers).where(managers.c.person.in_(ids), managers.c.workspace.in_(theirs))
    let = update(managers).where(managers.c.named_by.in_(ids), managers.c.workspace.in_(theirs))
    own = (workspaces.c.platform == platform, workspaces.c.external == f"{PERSON}{person}")
    made_of_it = (destinations.c.platform == platform) & (destinations.c.external == f"{PERSON}{person}")
    direct = delete(destinations).where(
        or_(destinations.c.id == conversation, made_of_it), destinations.c.kind == "direct"
    )
    named = (await tx.execute(may)).rowcount + (await tx.execute(let.values(named_by=FORGOTTEN))).rowcount
    stored = Stored(
        changes=(await tx.execute(changed.values(actor=FORGOTTEN))).rowcount,
        terms=(await tx.execute(wrote.values(created_by=FORGOTTEN))).rowcount,
        mutes=(await tx.execute(muted.values(by=FORGOTTEN))).rowcount,
        suggestions=(await tx.execute(suggested)).rowcount,
        named=named,
        held=(await tx.execute(asked)).rowcount,
        conversations=(await tx.execute(direct)).rowcount,
    )
    await tx.execute(delete(workspaces).where(*own))
    return stored
