"""Subscriptions: what a destination hears, how often, and when it is quiet.

When a digest is due is computed by the caller, in the subscription's zone; here it is one moment in UTC, so that
neither a restart nor a daylight-saving change loses or repeats one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select, update

from storage import quiet
from storage.engine.database import Tx
from storage.engine.statements import upsert
from storage.engine.types import AnyRow
from storage.quiet_hours import QuietHours, quiet_hours
from storage.schema import destinations, subscriptions
from storage.turn.candidates import ALL_TOPICS


class Mode(StrEnum):
    """How often."""

    INSTANT = "instant"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed: all of a subscription that a person chooses."""

    mode: Mode
    timezone: str
    """IANA, of `at` and `weekday`; quiet hours have their own."""
    locale: str
    """ISO 639-1."""
    at: time | None = None
    """Local time of daily and weekly digests."""
    weekday: int | None = None
    """Of weekly digests; 0 is Monday."""
    quiet: QuietHours | None = None
    official_only: bool = False
    """Hears of a story once an official publisher reported it."""
    min_publishers: int = 1
    """Hears of a story once so many publishers reported it."""
    urgent: bool = False
    """Developments pass quiet hours."""
    empty: bool = False
    """Digests say "nothing new"; else no digest comes then."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Destination and topic, with what was agreed and where it stands."""

    id: int
    destination: int
    topic: str | None
    """None: all topics."""
    terms: Terms
    next_due_at: datetime | None
    """Of the next digest; None for instant ones."""
    digested_at: datetime | None
    """When the last digest was made: the next one reaches back to it."""
    paused_until: datetime | None
    created_at: datetime
    dropped_at: datetime | None = None
    """Since when its topic is no more, as far as is known: see `storage.dropped`."""

    @property
    def reaches_back_to(self) -> datetime:
        """What happened before is told, or was not asked for."""
        return self.digested_at or self.created_at


async def add(
    tx: Tx, destination: int, topic: str | None, terms: Terms, *, next_due_at: datetime | None, now: datetime
) -> Subscription:
    """Subscribe a destination to a topic (None: all); where it is subscribed already, change the terms, end a pause.

    Nothing is lost or repeated by a change: see `place_after`. `next_due_at` is when the first digest of the new terms
    is due.
    """
    wanted = (subscriptions.c.destination == destination, subscriptions.c.topic == (topic or ALL_TOPICS))
    row = (await tx.execute(select(subscriptions).where(*wanted).with_for_update())).one_or_none()
    place = place_after(from_row(row) if row else None, terms.mode, next_due_at, now)
    agreed = _columns(terms) | {
        "next_due_at": place.next_due_at,
        "digested_at": place.digested_at,
        "paused_until": None,
    }
    put = upsert(tx.dialect, subscriptions).values(
        destination=destination, topic=topic or ALL_TOPICS, created_at=now, **agreed
    )
    put = put.on_conflict_do_update(index_elements=["destination", "topic"], set_=agreed)
    made = from_row((await tx.execute(put.returning(*subscriptions.c))).one())
    await quiet.put_off(tx, made.id, now)  # what is held is looked at again, by the quiet hours as they are now
    return made


@dataclass(frozen=True, slots=True)
class Place:
    """Where a subscription stands in its digests."""

    next_due_at: datetime | None
    digested_at: datetime | None


def place_after(before: Subscription | None, mode: Mode, next_due_at: datetime | None, now: datetime) -> Place:
    """Return where a subscription stands after a change of its terms, so that no story is lost and none told twice.

    From digest to digest it keeps its place. From digest to instant a last digest is due at once, of what has not been
    told yet. From instant to digest, what was told until now is told. A pause ends with what happened in it.

    Args:
        before: as it was; None: it is new.
        mode: from now on.
        next_due_at: when the first digest of this mode is due; None for instant.
        now: of the change.

    """
    if before is None:
        return Place(next_due_at, None)
    digested = before.digested_at
    if before.paused_until is not None:
        digested = max(before.reaches_back_to, min(before.paused_until, now))
    pending = before.next_due_at is not None
    if mode is Mode.INSTANT:
        # A digest reaches to the moment before it is made: only a later one has all that was recorded until now.
        last = before.next_due_at if before.terms.mode is mode else now + timedelta.resolution
        return Place(last if pending else None, digested)
    return Place(next_due_at, digested if pending else now)


async def remove(tx: Tx, destination: int, topic: str | None) -> bool:
    """End one subscription; False: there was none."""
    wanted = (subscriptions.c.destination == destination, subscriptions.c.topic == (topic or ALL_TOPICS))
    return bool((await tx.execute(delete(subscriptions).where(*wanted))).rowcount)


async def pause(tx: Tx, subscription: int, until: datetime) -> None:
    """Say nothing until that moment: what happens meanwhile, and what was held for later, is not told afterwards.

    To end a pause, pause until now.
    """
    await tx.execute(update(subscriptions).where(subscriptions.c.id == subscription).values(paused_until=until))
    await quiet.drop(tx, subscription)


async def get(tx: Tx, subscription: int) -> Subscription | None:
    """Return one subscription."""
    row = (await tx.execute(select(subscriptions).where(subscriptions.c.id == subscription))).one_or_none()
    return from_row(row) if row else None


async def listing(tx: Tx, *, destination: int | None = None, workspace: int | None = None) -> list[Subscription]:
    """Return the subscriptions of a destination or of a whole workspace, those of gone destinations too."""
    wanted = select(subscriptions).order_by(subscriptions.c.destination, subscriptions.c.topic)
    if destination is not None:
        wanted = wanted.where(subscriptions.c.destination == destination)
    if workspace is not None:
        wanted = wanted.join(destinations, destinations.c.id == subscriptions.c.destination)
        wanted = wanted.where(destinations.c.workspace == workspace)
    return [from_row(row) for row in await tx.execute(wanted)]


async def languages(tx: Tx, places: Collection[int]) -> dict[int, str]:
    """Return the languages that destinations' subscriptions are spoken in, by destination; without those of none.

    One post shows a story to all of a destination, so that they share a language: `bot.commands.following` sees to it.
    """
    spoken = select(subscriptions.c.destination, subscriptions.c.locale).where(subscriptions.c.destination.in_(places))
    found: dict[int, str] = {}
    for row in await tx.execute(spoken.order_by(subscriptions.c.destination, subscriptions.c.topic)):
        found.setdefault(row.destination, row.locale)
    return found


async def due(tx: Tx, now: datetime, limit: int, *, lock: bool = False) -> list[Subscription]:
    """Return subscriptions whose digest is due, longest due first, those of gone destinations too.

    One whose topic is no more gets none: it would say "nothing new" for ever.

    With `lock`, in a write, no other process gets them until it is committed.
    """
    wanted = (
        select(subscriptions)
        .where(subscriptions.c.next_due_at.is_not(None), subscriptions.c.next_due_at <= now)
        .where(subscriptions.c.dropped_at.is_(None))
        .order_by(subscriptions.c.next_due_at)
        .limit(limit)
    )
    if lock:
        wanted = wanted.with_for_update(skip_locked=True)
    return [from_row(row) for row in await tx.execute(wanted)]


async def next_due(tx: Tx) -> datetime | None:
    """Return when the next digest is due; None: there are no digests."""
    dated = subscriptions.c.next_due_at.is_not(None), subscriptions.c.dropped_at.is_(None)
    first = select(subscriptions.c.next_due_at).where(*dated)
    found: datetime | None = await tx.scalar(first.order_by(subscriptions.c.next_due_at).limit(1))
    return found


async def advance(tx: Tx, subscription: int, *, digested_at: datetime, next_due_at: datetime | None) -> None:
    """Note that a digest was made, also an empty one, and when the next is due.

    In the transaction that writes its outbox row: `digest:SUBSCRIPTION:PERIOD`.
    """
    values = {"digested_at": digested_at, "next_due_at": next_due_at}
    await tx.execute(update(subscriptions).where(subscriptions.c.id == subscription).values(**values))


async def put_off(tx: Tx, subscription: int, next_due_at: datetime | None) -> None:
    """Note that a due digest was not made, and when the next is due: it tells what this one would have."""
    later = update(subscriptions).where(subscriptions.c.id == subscription)
    await tx.execute(later.values(next_due_at=next_due_at))


def _columns(terms: Terms) -> dict[str, Any]:
    return {
        "mode": terms.mode.value,
        "at": terms.at,
        "weekday": terms.weekday,
        "timezone": terms.timezone,
        "locale": terms.locale,
        "quiet_from": terms.quiet.begin if terms.quiet else None,
        "quiet_to": terms.quiet.end if terms.quiet else None,
        "quiet_timezone": terms.quiet.timezone if terms.quiet else None,
        "official_only": terms.official_only,
        "min_publishers": terms.min_publishers,
        "urgent": terms.urgent,
        "empty": terms.empty,
    }


def from_row(row: AnyRow) -> Subscription:
    """Return the subscription in a row of its table."""
    return Subscription(
        id=row.id,
        destination=row.destination,
        topic=row.topic or None,
        terms=Terms(
            mode=Mode(row.mode),
            timezone=row.timezone,
            locale=row.locale,
            at=row.at,
            weekday=row.weekday,
            quiet=quiet_hours(row),
            official_only=row.official_only,
            min_publishers=row.min_publishers,
            urgent=row.urgent,
            empty=row.empty,
        ),
        next_due_at=row.next_due_at,
        digested_at=row.digested_at,
        paused_until=row.paused_until,
        created_at=row.created_at,
        dropped_at=row.dropped_at,
    )
