"""Publishing: messages that are there, and are still to be passed on to those who follow the channel elsewhere.

It is a second step, with no place in the order of what is said: a message that cannot be passed on for an hour holds up
no other. Passing on twice does no harm.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from storage.destinations import Destination, from_row, joined
from storage.engine.database import Tx
from storage.schema import destinations, outbox


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A message that is to be passed on."""

    id: int
    """Of the outbox row that said it."""
    destination: Destination
    message: str
    """The platform's id of it."""
    sent_at: datetime


async def due(
    tx: Tx, now: datetime, *, platforms: Collection[str], limit: int, but: Collection[int] = ()
) -> list[Unpublished]:
    """Return what is to be passed on now, longest due first. `but` names what the caller is at already."""
    wanted = (
        joined()
        .add_columns(outbox.c.id.label("row"), outbox.c.message, outbox.c.settled_at)
        .join(outbox, outbox.c.destination == destinations.c.id)
        .where(outbox.c.platform.in_(list(platforms)), outbox.c.publish_at <= now, outbox.c.id.not_in(list(but)))
        .where(destinations.c.state == "active")
        .order_by(outbox.c.publish_at)
        .limit(limit)
    )
    return [Unpublished(one.row, from_row(one), one.message, one.settled_at) for one in await tx.execute(wanted)]


async def want(tx: Tx, destination: int, message: str, now: datetime) -> None:
    """A message that was sent earlier is to be passed on."""
    its = update(outbox).where(outbox.c.destination == destination, outbox.c.message == message)
    await tx.execute(its.where(outbox.c.state == "sent", outbox.c.publish_at.is_(None)).values(publish_at=now))


async def later(tx: Tx, one: Unpublished, *, until: datetime) -> None:
    """It failed: try again at `until`."""
    await tx.execute(update(outbox).where(outbox.c.id == one.id).values(publish_at=until))


async def done(tx: Tx, one: Unpublished) -> None:
    """It is passed on, or never will be."""
    await tx.execute(update(outbox).where(outbox.c.id == one.id).values(publish_at=None))
