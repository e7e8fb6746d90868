"""A version of the desk runs for the first time: who followed what it drops, or what it has again, is told.

In the transaction that notes the version, so that it is told once, whatever happens in between.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.cards.dropped_topics import TOPICS_BACK, TOPICS_DROPPED
from feeds.desks.desk import Desk
from storage import desks, dropped, outbox
from storage.dropped import Affected
from storage.engine.database import Tx
from storage.outbox import NewRow


async def take_up(tx: Tx, desk: Desk, now: datetime) -> None:
    """Note that a version of the desk runs, and what that changes for those who follow.

    What changed is looked for at every start, and not only at a version's first: an older version may run again, and
    a database may be brought here from elsewhere. Where nothing changed, nothing is found.
    """
    await desks.note(tx, desk, now)
    noted = await dropped.note(tx, desk.topics, now)
    stamp = f"{now:%Y%m%dT%H%M%SZ}"
    rows = [*_rows(noted.gone, TOPICS_DROPPED, stamp, now), *_rows(noted.back, TOPICS_BACK, f"{stamp}:back", now)]
    await outbox.put(tx, rows)


def _rows(affected: Iterable[Affected], kind: str, episode: str, now: datetime) -> Iterator[NewRow]:
    for one in affected:
        data: dict[str, str | int] = {"kind": kind, "destination": one.destination, "topics": " ".join(one.topics)}
        for told in one.told:
            elsewhere = {} if told == one.destination else {"place": one.name, "channel": one.external}
            payload = {"data": data | elsewhere}
            yield NewRow(told, f"notice:topics-{one.destination}:{episode}", "notice", now, payload=payload)
