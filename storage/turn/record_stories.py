"""Recording stories: opened, grown, and what follows for their posts and for those who hear of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, String, and_, bindparam, case, delete, insert, or_, select, update

from storage import quiet
from storage.engine.database import Tx
from storage.engine.statements import batches, new_ids
from storage.engine.types import UtcDateTime
from storage.outbox_rows import NewRow
from storage.schema import posts, stories, story_topics
from storage.turn.intents import StoryIntent

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


async def record_stories(
    tx: Tx, intents: Sequence[StoryIntent], *, scope: int, now: datetime
) -> tuple[list[int], list[NewRow]]:
    """Write stories. Return the id of each, and the outbox rows of their alerts, which are due now."""
    if not intents:
        return [], []
    opened = [intent for intent in intents if intent.story is None]
    ids = await new_ids(tx, stories, len(opened))
    if opened:
        rows = [_row(intent, scope, now) | {"id": number} for intent, number in zip(opened, ids, strict=True)]
        await tx.execute(insert(stories), rows)
    following = iter(ids)
    numbers = [next(following) if intent.story is None else intent.story for intent in intents]
    changed = [intent for intent in intents if intent.story is not None]
    if changed:
        await _change(tx, changed, now)
    await _topics(tx, list(zip(numbers, intents, strict=True)), now)
    rising = list(zip(numbers, intents, strict=True))
    told = [(alert.destination, number) for number, intent in rising for alert in intent.alerts]
    await quiet.settle(tx, told)
    await quiet.hold(tx, [(number, one) for number, intent in rising for one in intent.holds], now)
    alerts = [
        NewRow(
            alert.destination, f"alert:{number}:{alert.revision}", "alert", now, story=number, revision=alert.revision
        )
        for number, intent in rising
        for alert in intent.alerts
    ]
    return numbers, alerts


async def _change(tx: Tx, intents: Sequence[StoryIntent], now: datetime) -> None:
    """Grow stories first and their posts after: `outbox.sent` locks in the same order, so no edit is missed."""
    newest, now_ = bindparam("newest", type_=UtcDateTime()), bindparam("now", type_=UtcDateTime())
    first_told = and_(~stories.c.told, bindparam("is_told", type_=Boolean()))
    announced = or_(stories.c.revision < bindparam("to_revision"), first_told)
    values: list[dict[str, Any]] = [
        {
            "number": intent.story,
            "to_revision": intent.revision,
            "to_version": intent.version,
            "is_told": intent.told,
            "newest": _newest(intent),
            "now": now,
        }
        for intent in intents
    ]
    await tx.execute(
        update(stories)
        .where(stories.c.id == bindparam("number"))
        .values(
            revised_at=case((announced, now_), else_=stories.c.revised_at),
            revision=bindparam("to_revision"),
            version=bindparam("to_version"),
            told=bindparam("is_told"),
            newest_at=case((stories.c.newest_at < newest, newest), else_=stories.c.newest_at),
            changed_at=now_,
        ),
        values,
    )
    wanted = update(posts).where(posts.c.story == bindparam("number"), posts.c.wanted < bindparam("to_version"))
    posted = [{"number": intent.story, "to_version": intent.version} for intent in intents]
    await tx.execute(wanted.values(wanted=bindparam("to_version")), posted)


async def _topics(tx: Tx, numbered: Sequence[tuple[int, StoryIntent]], now: datetime) -> None:
    """Write the topics anew, with the story's date beside them, and since when it has them."""
    had: dict[tuple[int, str], datetime] = {}
    for batch in batches([number for number, intent in numbered if intent.story is not None]):
        for row in await tx.execute(select(story_topics).where(story_topics.c.story.in_(batch))):
            had[row.story, row.topic] = row.since_at
    await tx.execute(
        delete(story_topics).where(story_topics.c.story == bindparam("number")),
        [{"number": number} for number, _ in numbered],
    )
    rows = [
        {"number": number, "to_topic": topic, "since": had.get((number, topic), now)}
        for number, intent in numbered
        for topic in sorted(intent.topics)
    ]
    if rows:
        columns = ("story", "topic", "since_at", "scope", "newest_at")
        dated = select(
            stories.c.id,
            bindparam("to_topic", type_=String()),
            bindparam("since", type_=UtcDateTime()),
            stories.c.scope,
            stories.c.newest_at,
        ).where(stories.c.id == bindparam("number"))
        await tx.execute(insert(story_topics).from_select(columns, dated), rows)


def _newest(intent: StoryIntent) -> datetime:
    """Return the date of the newest report it brings; where it brings none, one that changes no story's."""
    return max((entry.entry.published for entry in intent.entries), default=_LONG_AGO)


def _row(intent: StoryIntent, scope: int, now: datetime) -> dict[str, Any]:
    return {
        "scope": scope,
        "revision": intent.revision,
        "version": intent.version,
        "told": intent.told,
        "opened_at": now,
        "changed_at": now,
        "revised_at": now,
        "newest_at": _newest(intent),
    }
