"""What a platform shows of a place, and when that is written: where it is new, or another than what is stored.

    registered(database, clock, workspace, seen) -> our number of the place

People ask and events come far more often than a place changes. What is stored is asked of the database each time, two
rows by their keys: what somebody removed a moment ago, or another process wrote, is never answered from memory.
"""

from dataclasses import dataclass, replace

from feeds.clock import Clock
from storage import destinations, outbox, subscriptions, workspaces
from storage.destinations import Destination
from storage.engine.database import Database, Tx
from storage.workspaces import Workspace

DIRECT = "direct"
"""The kind of a person's direct messages with the bot."""
DIRECT_NAME = "DM"
"""Instead of the person's name, which is not stored."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A place, as somebody asks there or an event tells of it."""

    external: str
    """The platform's id; of direct messages `storage.people.PERSON` and that of the person."""
    kind: str
    """The destination's, in the platform's words."""
    name: str
    locale: str
    """ISO 639-1; a language that the workspace's admins chose goes before it, but in direct messages."""
    zone: str
    """IANA: of a place that is new; a zone that admins chose goes before it."""
    is_told: bool = True
    """Whether the language is the place's own; else it is the one of who is there, and only for a place that is new."""
    chooses: bool = False
    """Whether who is there may set the place up: while nothing is followed there, its language and zone are theirs."""
    can_post: bool | None = None
    """Whether the bot may post there now; None: not known. One that was given up comes back only where it may, and one
    where it was refused is then tried at once."""


async def registered(database: Database, clock: Clock, workspace: int, seen: Seen) -> int:
    """Return our number of a place in a workspace, ours too: made, or brought up to date."""
    async with database.read() as tx:
        its = await workspaces.get(tx, workspace)
        known = await destinations.by_external(tx, workspace, seen.external)
        if known is not None:
            seen = await _standing(tx, known, seen)
    if known is not None and not _changed(its, known, seen):
        return known.id
    now = clock.now()
    async with database.write() as tx:
        if known is not None and known.refused_at is not None and seen.can_post:
            await outbox.try_now(tx, known.id, now)
        made = await destinations.put(
            tx,
            workspace=workspace,
            external=seen.external,
            kind=seen.kind,
            name=seen.name,
            locale=seen.locale,
            timezone=seen.zone,
            now=now,
        )
    return made.id


async def _standing(tx: Tx, known: Destination, seen: Seen) -> Seen:
    """Return what is seen of a known place, in the language and the zone that are to stand."""
    if seen.chooses and not await subscriptions.listing(tx, destination=known.id):
        return seen
    return replace(seen, locale=seen.locale if seen.is_told else known.locale, zone=known.timezone)


def _changed(its: Workspace | None, known: Destination, seen: Seen) -> bool:
    """Tell whether what is seen of a place is to be written.

    What is stored of one that was given up stays until it may be posted to: writing it would bring it back.
    """
    if its is None or its.blocked_at is not None or its.left_at is not None:
        return False
    if known.gone:
        return bool(seen.can_post)
    if seen.can_post and known.refused_at is not None and known.next_try_at is not None:
        return True
    chosen = (its.language, its.timezone) if seen.kind != DIRECT else (None, None)
    stands = (seen.kind, seen.name, chosen[0] or seen.locale, chosen[1] or seen.zone)
    return (known.kind, known.name, known.locale, known.timezone) != stands
