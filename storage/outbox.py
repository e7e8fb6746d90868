"""The outbox: things to say, each said once.

A row is `waiting` until it is claimed, `sending` until its answer is known, then `sent`, `told` (within another row) or
`dropped`. A destination's rows go strictly in order, one in flight. A row found `sending` after its lease is in doubt:
it may have been said.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, update

from storage.backlog import Backlog, backlog, collapse
from storage.destinations import Destination, from_row, joined
from storage.engine.database import Tx
from storage.engine.statements import upsert
from storage.engine.types import AnyRow
from storage.outbox_rows import NewRow, put
from storage.schema import OPEN, SENDING, WAITING, destinations, installation, outbox, posts, stories

__all__ = [
    "Backlog",
    "Delivery",
    "NewRow",
    "OutboxCounts",
    "backlog",
    "claim",
    "collapse",
    "counts",
    "doubt",
    "dropped",
    "end",
    "gone",
    "has_due",
    "next_due",
    "put",
    "recover",
    "refused",
    "retry",
    "sent",
    "try_now",
]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One claimed row. Give it back to exactly one of `sent`, `retry`, `doubt`, `refused`, `gone` and `dropped`."""

    id: int
    token: str
    """At most 25 characters, the same at each attempt, and in no other database: Discord's nonce, Slack's metadata."""
    key: str
    kind: str
    """"alert", "digest", "notice" or "backlog"."""
    destination: Destination
    story: int | None
    revision: int | None
    payload: Mapping[str, Any]
    due_at: datetime
    attempts: int
    """This one included."""
    in_doubt: bool
    """An answer was lost: look for the token in the channel before saying it again."""


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How much is to be said."""

    waiting: int
    sending: int
    oldest_due_at: datetime | None


async def has_due(tx: Tx, now: datetime, *, platforms: Collection[str], but: Collection[int] = ()) -> bool:
    """Tell whether `claim` would find anything. Reads only."""
    return bool(await _due(tx, now, platforms, 1, but, lock=False))


async def next_due(tx: Tx, *, platforms: Collection[str]) -> datetime | None:
    """Return when the next waiting row is to be tried, whatever stands before it; None: nothing waits."""
    moments: list[datetime] = []
    for platform in platforms:
        first = select(outbox.c.try_at).where(WAITING, outbox.c.platform == platform).order_by(outbox.c.try_at)
        moments += await tx.scalars(first.limit(1))
    return min(moments, default=None)


async def claim(
    tx: Tx,
    now: datetime,
    *,
    platforms: Collection[str],
    owner: str,
    lease_until: datetime,
    limit: int,
    but: Collection[int] = (),
) -> list[Delivery]:
    """Take rows to send: of each destination only the first that is open, longest due first.

    `but` names rows that the caller is still sending: where the clock has jumped, their leases may be over.

    Destinations that are gone, or must wait, are passed over. A row whose lease ended while it was being sent comes
    back in doubt. Commit before sending.
    """
    rows = await _due(tx, now, platforms, limit, but, lock=True)
    if not rows:
        return []
    claimed = update(outbox).where(outbox.c.id.in_(rows))
    await tx.execute(
        claimed.values(
            state="sending",
            in_doubt=or_(outbox.c.in_doubt, SENDING),
            attempts=outbox.c.attempts + 1,
            lease_owner=owner,
            lease_until=lease_until,
        )
    )
    marked = await tx.scalar(select(installation.c.id))
    found = joined().add_columns(*outbox.c).join(outbox, outbox.c.destination == destinations.c.id)
    deliveries = {row.id: _delivery(row, str(marked)) for row in await tx.execute(found.where(outbox.c.id.in_(rows)))}
    return [deliveries[row] for row in rows]


async def sent(tx: Tx, delivery: Delivery, *, message: str, shown: int, now: datetime, publish: bool = False) -> None:
    """The platform has it. An alert's message becomes the post of its story, unless the destination has one.

    Args:
        tx: a write.
        delivery: the claimed row.
        message: the platform's id of the message.
        shown: the version of the story that the message shows; 0: not known.
        now: UTC.
        publish: whether it is still to be passed on: see `storage.publishing`.

    """
    await _settle(tx, delivery, "sent", now, message=message, reason=None, publish_at=now if publish else None)
    if delivery.destination.refused_at is not None:
        works = update(destinations).where(destinations.c.id == delivery.destination.id)
        await tx.execute(works.values(refused_at=None, reason=None))
    if delivery.kind != "alert" or delivery.story is None:
        return
    showing = {"message": message, "shown": shown, "state": "active", "reason": None, "try_at": now, "posted_at": now}
    post = {"destination": delivery.destination.id, "platform": delivery.destination.platform, **showing}
    # The lock makes a turn that is changing the story wait, or us for it: no version falls between the two.
    there = select(stories.c.id, stories.c.version, *(literal(post[name], posts.c[name].type) for name in post))
    there = there.where(stories.c.id == delivery.story).with_for_update(read=True, of=stories)
    new = upsert(tx.dialect, posts).from_select(["story", "wanted", *post], there)
    again = {name: new.excluded[name] for name in ("wanted", *showing)}
    ended = posts.c.state == "ended"
    await tx.execute(new.on_conflict_do_update(index_elements=["destination", "story"], set_=again, where=ended))


async def retry(tx: Tx, delivery: Delivery, *, until: datetime, reason: str) -> None:
    """It was certainly not said this time: try again at `until`. The destination waits as long, its edits too."""
    await _put_back(tx, delivery, until, reason, in_doubt=delivery.in_doubt)


async def doubt(tx: Tx, delivery: Delivery, *, until: datetime, reason: str) -> None:
    """The answer was lost: look for it in the channel at `until`, before saying it again."""
    await _put_back(tx, delivery, until, reason, in_doubt=True)


async def refused(tx: Tx, delivery: Delivery, *, until: datetime, reason: str, now: datetime) -> bool:
    """We may not post there: try again at `until`. Return whether that is new: the first time since it last worked."""
    await retry(tx, delivery, until=until, reason=reason)
    worked = (destinations.c.id == delivery.destination.id, destinations.c.refused_at.is_(None))
    return bool((await tx.execute(update(destinations).where(*worked).values(refused_at=now))).rowcount)


async def gone(tx: Tx, delivery: Delivery, *, reason: str, now: datetime) -> None:
    """The platform says that the destination is gone."""
    await end(tx, delivery.destination.id, reason=reason, now=now)


async def end(tx: Tx, destination: int, *, reason: str, now: datetime) -> None:
    """The destination is gone: nothing more is said there, its posts are not edited, its subscriptions stay listed."""
    ended = {"state": "gone", "reason": reason, "gone_at": now}
    await tx.execute(update(destinations).where(destinations.c.id == destination).values(**ended))
    dropping = {"state": "dropped", "reason": reason, "settled_at": now, "lease_owner": None, "lease_until": None}
    await tx.execute(update(outbox).where(outbox.c.destination == destination, OPEN).values(**dropping))
    await tx.execute(update(posts).where(posts.c.destination == destination).values(state="ended", reason=reason))


async def try_now(tx: Tx, destination: int, now: datetime) -> bool:
    """Try at once again to post where we were refused: we may now. False: we were not, or are about to try anyway."""
    waits = (destinations.c.id == destination, destinations.c.refused_at.is_not(None), destinations.c.next_try_at > now)
    if not (await tx.execute(update(destinations).where(*waits).values(next_try_at=None))).rowcount:
        return False
    later = (outbox.c.destination == destination, WAITING, outbox.c.try_at > now)
    await tx.execute(update(outbox).where(*later).values(try_at=now))
    return True


async def dropped(tx: Tx, delivery: Delivery, *, reason: str, now: datetime) -> None:
    """It will not be said, for the reason given."""
    await _settle(tx, delivery, "dropped", now, reason=reason)


async def recover(tx: Tx, owner: str, *, until: datetime) -> int:
    """At the start: end the leases that an earlier process of this name left, at `until`. Return how many rows.

    They come back in doubt then.
    """
    left = update(outbox).where(SENDING, outbox.c.lease_owner == owner)
    return (await tx.execute(left.values(lease_until=until))).rowcount


async def counts(tx: Tx) -> OutboxCounts:
    """Count what is open, for health."""
    waiting = (await tx.execute(select(func.count(), func.min(outbox.c.due_at)).where(WAITING))).one()
    sending = await tx.scalar(select(func.count()).select_from(outbox).where(SENDING))
    return OutboxCounts(int(waiting[0]), int(sending or 0), waiting[1])


async def _due(
    tx: Tx, now: datetime, platforms: Collection[str], limit: int, but: Collection[int], *, lock: bool
) -> list[int]:
    rows: list[int] = []
    earlier = outbox.alias("earlier")
    first = (
        ~select(earlier.c.id)
        .where(earlier.c.destination == outbox.c.destination, earlier.c.settled_at.is_(None))
        .where(earlier.c.id < outbox.c.id)
        .exists()
    )
    for platform in sorted(platforms):
        lost = _of(platform, now).where(SENDING, outbox.c.lease_until <= now, outbox.c.id.not_in(list(but)))
        lost = lost.order_by(outbox.c.lease_until)
        waiting = _of(platform, now).where(WAITING, outbox.c.try_at <= now, first)
        for wanted in (lost, waiting.order_by(outbox.c.try_at, outbox.c.id)):
            if len(rows) < limit:
                some = wanted.limit(limit - len(rows))
                rows += (await tx.scalars(some.with_for_update(of=outbox, skip_locked=True) if lock else some)).all()
    return rows


def _of(platform: str, now: datetime) -> Select[int]:
    """Return the rows of a platform whose destination can be posted to now."""
    ready: ColumnElement[bool] = or_(destinations.c.next_try_at.is_(None), destinations.c.next_try_at <= now)
    return (
        select(outbox.c.id)
        .join(destinations, destinations.c.id == outbox.c.destination)
        .where(outbox.c.platform == platform, destinations.c.state == "active", ready)
    )


async def _put_back(tx: Tx, delivery: Delivery, until: datetime, reason: str, *, in_doubt: bool) -> None:
    # `attempts` tells our claim from a later one: who lost the lease has no say any more.
    ours = update(outbox).where(outbox.c.id == delivery.id, SENDING, outbox.c.attempts == delivery.attempts)
    waiting = {"state": "waiting", "try_at": until, "reason": reason, "in_doubt": in_doubt}
    done = await tx.execute(ours.values(**waiting, lease_owner=None, lease_until=None))
    if done.rowcount:
        destination = update(destinations).where(destinations.c.id == delivery.destination.id)
        await tx.execute(destination.values(next_try_at=until, reason=reason))


async def _settle(tx: Tx, delivery: Delivery, state: str, now: datetime, **values: Any) -> None:  # noqa: ANN401 - columns
    open_row = update(outbox).where(outbox.c.id == delivery.id, OPEN)
    await tx.execute(open_row.values(state=state, settled_at=now, lease_owner=None, lease_until=None, **values))


def _delivery(row: AnyRow, mark: str) -> Delivery:
    return Delivery(
        id=row.id,
        token=f"{mark}-{row.id:x}",
        key=row.key,
        kind=row.kind,
        destination=from_row(row),
        story=row.story,
        revision=row.revision,
        payload=row.payload,
        due_at=row.due_at,
        attempts=row.attempts,
        in_doubt=row.in_doubt,
    )
