"""Settling: from what a face answered to what is stored. Who loses a place hears of it, once (`losing`)."""

from datetime import datetime, timedelta

from bot.cards.lost_place import PLACE_GIVEN_UP, PLACE_GONE, PLACE_REFUSED
from bot.faces.face import Gone, InDoubt, Outcome, Refused, RetryLater, Sent
from bot.pipeline.losing import tell_of_place
from storage import destinations, outbox
from storage.engine.database import Tx
from storage.outbox import Delivery

LOOK_AGAIN = timedelta(minutes=1)
"""When looking for a post could not tell, look again after this long."""

REFUSED_AGAIN = timedelta(minutes=15)
REFUSED_FOR_LONG = timedelta(hours=1)
"""When to try again where we may not post: soon after the first time, then hourly."""

REFUSED_FOR_GOOD = timedelta(days=7)
"""A place that refused us for so long counts as gone."""


async def settle(
    tx: Tx,
    delivery: Delivery,
    outcome: Outcome,
    now: datetime,
    *,
    shown: int | None = None,
    again_in: timedelta = LOOK_AGAIN,
) -> None:
    """Store what became of a claimed row.

    Args:
        tx: a write.
        delivery: the row.
        outcome: the face's answer.
        now: UTC.
        shown: the version of its story that the message shows; None: not known, it is brought up to date.
        again_in: when to look for it, where the answer was lost.

    """
    match outcome:
        case Sent(message, publish):
            await outbox.sent(tx, delivery, message=message, shown=shown or 0, now=now, publish=publish)
        case RetryLater(after, reason):
            await outbox.retry(tx, delivery, until=now + after, reason=reason)
        case InDoubt(reason):
            await outbox.doubt(tx, delivery, until=now + again_in, reason=reason)
        case Gone(reason) | Refused(reason) if await _has_moved(tx, delivery):
            await outbox.retry(tx, delivery, until=now, reason=reason)
        case Refused(reason, todo):
            await _refused(tx, delivery, reason, todo, now)
        case Gone(reason):
            await outbox.gone(tx, delivery, reason=reason, now=now)
            await tell_of_place(tx, delivery.destination, PLACE_GONE, now, reason=reason)


async def _has_moved(tx: Tx, delivery: Delivery) -> bool:
    """Tell whether the place has another id since the row was claimed: then the answer is of the former one."""
    place = await destinations.get(tx, delivery.destination.id)
    return place is not None and place.external != delivery.destination.external


async def _refused(tx: Tx, delivery: Delivery, reason: str, todo: tuple[str, ...], now: datetime) -> None:
    """Wait for an admin to put it right, but not for ever."""
    since = delivery.destination.refused_at
    if since is not None and now - since >= REFUSED_FOR_GOOD:
        await outbox.gone(tx, delivery, reason=reason, now=now)
        await tell_of_place(tx, delivery.destination, PLACE_GIVEN_UP, now, reason=reason)
        return
    wait = REFUSED_FOR_LONG if since else REFUSED_AGAIN
    if await outbox.refused(tx, delivery, until=now + wait, reason=reason, now=now):
        await tell_of_place(tx, delivery.destination, PLACE_REFUSED, now, reason=reason, missing=" ".join(todo))
