"""No query that runs in steady state walks through a whole table: it may hold ten million entries."""

import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from feeds.entry import Refile
from feeds.stories.grouping import lookup_keys
from storage import (
    digests,
    entries,
    facts,
    feeds,
    heartbeats,
    mutes,
    outbox,
    posts,
    publishing,
    quiet,
    retention,
    stories,
    subscriptions,
)
from storage.coverage import by_hour
from storage.engine.database import Tx
from storage.search import index
from storage.turn.intents import EntryIntent, Intents, Notice
from storage.turn.record import record, snapshot
from tests.storage.world import DESK, NOON, World, entry, match

LARGE = (
    "entries|entry_keys|matches|revisions|facts|stories|story_topics|story_keys|developments|"
    "outbox|posts|subscriptions|destinations|quiet_alerts|mutes"
)
SHORT = "ix_outbox_backlog|ix_outbox_sending|ix_destinations_notices|ix_destinations_operator"
"""Partial indices that hold little more than is asked for."""

HOURS = timedelta(hours=2)

Asked = list[tuple[str, Any]]


@contextmanager
def listening(tx: Tx) -> Iterator[Asked]:
    """Collect the statements of a transaction."""
    asked: Asked = []

    def hear(_: Connection, __: object, statement: str, parameters: Any, *___: object) -> None:
        asked.append((statement, parameters[0] if isinstance(parameters, list) and parameters else parameters))

    event.listen(tx.sync_connection, "before_cursor_execute", hear)
    yield asked
    event.remove(tx.sync_connection, "before_cursor_execute", hear)


async def walks(tx: Tx, asked: Asked) -> list[str]:
    """Return the statements that walk a large table, with their plans."""
    sqlite = tx.dialect.name == "sqlite"
    found: list[str] = []
    if not sqlite:
        await tx.exec_driver_sql("SET LOCAL enable_seqscan = off")  # so that an index is taken, where one would do
    for statement, parameters in asked:
        if not statement.startswith(("SELECT", "UPDATE", "DELETE")):
            continue
        rows = await tx.exec_driver_sql(("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + statement, parameters)
        lines = [str(row[-1]) for row in rows]
        walk = rf"SCAN (?:{LARGE})\b(?! USING (?:COVERING )?INDEX (?:{SHORT})\b)"
        pattern = walk if sqlite else rf"Seq Scan on (?:{LARGE})\b"
        if any(re.search(pattern, line) for line in lines):
            found.append("\n".join([statement, *lines]))
    return found


async def a_turn(world: World, tx: Tx) -> None:
    report = entry(refile=Refile("LEAD", 1))
    keys = {key.digest() for key in report.keys}
    await snapshot(
        tx,
        feed=world.feed.id,
        keys=keys,
        story_keys=set(lookup_keys(report)),
        refile_publishers={"wire"},
        since=NOON - HOURS,
        topics={"visa-talks"},
        now=NOON,
    )
    story = (await stories.latest(tx, scopes={0}, limit=1))[0]
    revision = EntryIntent(report, (match(),), revises=story.members[0].entry)
    notices = (Notice("feed-1", "e1:well", {}, follows="e1"),)
    update = world.update(seen=(story.members[0].entry,))
    await record(tx, Intents(update, (revision,), notices=notices), desk_version="v1", now=NOON)


async def polling(_: World, tx: Tx) -> None:
    await feeds.next_due(tx)
    await feeds.claim_due(tx, NOON, 10, "me", NOON + HOURS)
    await feeds.last_ok(tx, None)
    await entries.by_keys(tx, scope=0, keys=[b"k" * 16])


async def delivering(world: World, tx: Tx) -> None:
    await outbox.has_due(tx, NOON, platforms=["discord"])
    await outbox.next_due(tx, platforms=["discord"])
    await outbox.backlog(tx, NOON, older_than=HOURS, more_than=0)
    lease = NOON + HOURS
    (delivery,) = await outbox.claim(tx, NOON, platforms=["discord"], owner="me", lease_until=lease, limit=10)
    await outbox.recover(tx, "me", until=NOON)
    await outbox.retry(tx, delivery, until=NOON, reason="x")
    await outbox.sent(tx, delivery, message="m", shown=1, now=NOON, publish=True)
    await publishing.want(tx, world.channel.id, "m", NOON)
    (unpublished,) = await publishing.due(tx, NOON, platforms=["discord"], limit=10)
    await publishing.later(tx, unpublished, until=NOON)
    await publishing.done(tx, unpublished)
    await outbox.gone(tx, delivery, reason="x", now=NOON)
    await posts.stale(tx, NOON, platforms=["discord"], limit=10)
    await posts.messages(tx, {(world.channel.id, 1)})
    await posts.of_story(tx, 1)


async def digesting(world: World, tx: Tx) -> None:
    await subscriptions.next_due(tx)
    await subscriptions.due(tx, NOON, 10)
    await digests.histories(tx, NOON - HOURS, scopes={0, 7})
    await digests.alerted(tx, world.channel.id, [1])
    await digests.topics_of(tx, [1])
    await quiet.due(tx, NOON)
    held = [(story.id, 2) for story in await stories.latest(tx, scopes={0}, limit=2)]
    await quiet.tell(tx, world.channel.id, held, NOON)
    await mutes.of_destination(tx, world.channel.id)


async def answering(world: World, tx: Tx) -> None:
    await stories.latest(tx, scopes={0, 7}, limit=5, before=(NOON, 99))
    await stories.latest(tx, scopes={0, 7}, topics=["visa-talks"], limit=5, before=(NOON, 99))
    await stories.newest_by_topic(tx, ["visa-talks", "b1-esta"], 3, scopes={0})
    await by_hour(tx, ["visa-talks", "7/visa-talks"], NOON - HOURS, scopes={0, 7})
    await entries.recent(tx, scopes={0}, limit=5, matched=True)
    await entries.get(tx, 1)
    await entries.matches_of(tx, 1)
    await entries.wordings_of(tx, 1)
    await facts.latest(tx, "meeting", scopes={0}, limit=5)
    await facts.of_story(tx, 1)
    await index.search(tx, "visa working-group 비자워킹그룹", scopes={0, 7}, limit=5)
    await subscriptions.listing(tx, destination=world.channel.id)
    await subscriptions.listing(tx, workspace=world.workspace.id)
    await heartbeats.listing(tx)


async def retaining(_: World, tx: Tx) -> None:
    later = NOON + timedelta(days=900)
    await retention.sweep(tx, later, unmatched_days=30, matched_days=400, outbox_days=90, suggestion_days=90, batch=100)


@pytest.mark.parametrize("job", [a_turn, polling, delivering, digesting, answering, retaining])
async def test_no_steady_query_walks_a_whole_table(world: World, job: Callable[[World, Tx], Awaitable[None]]) -> None:
    for _ in range(3):
        await world.open_story()
    async with world.database.turn(DESK) as tx:
        with listening(tx) as asked:
            await job(world, tx)
        assert asked
        assert await walks(tx, asked) == []


async def test_a_query_that_walks_is_noticed(world: World) -> None:
    async with world.database.turn(DESK) as tx:
        with listening(tx) as asked:
            await tx.exec_driver_sql("SELECT count(*) FROM entries WHERE title = 'no index for this'")
        assert len(await walks(tx, asked)) == 1
