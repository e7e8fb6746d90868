"""Recording entries: a statement a table for all new ones of a feed, and one by one what is revised."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, insert, select, update

from feeds.entry import Entry
from feeds.stories.grouping import lookup_keys
from feeds.text.tokens import search_tokens
from storage.engine.database import Tx
from storage.engine.statements import ROWS_AT_ONCE, batches, new_ids, upsert, write
from storage.engine.types import moment
from storage.schema import entries, entry_keys, facts, matches, revisions, story_keys
from storage.search.index import index
from storage.turn.intents import EntryIntent
from storage.turn.snapshot import FeedState

SEEN_TO_WITHIN = timedelta(days=7)
"""How stale `entries.seen_at` may get: a window that stays costs an entry one write a week, not one a poll."""

_TOKENS_AT_ONCE = 20
"""Entries cut into tokens before other tasks get their turn: about 10 ms of CPU (promise 5 allows 50)."""


async def record_entries(
    tx: Tx,
    intents: Sequence[EntryIntent],
    story_of: Sequence[int | None],
    *,
    feed: FeedState,
    desk_version: str,
    now: datetime,
) -> list[int]:
    """Write entries and revisions, and all that hangs on them. Return the stored entry of each intent, in order.

    `story_of` holds the story of each intent.
    """
    both = list(zip(intents, story_of, strict=True))
    new = [(intent, story) for intent, story in both if intent.revises is None]
    ids = await new_ids(tx, entries, len(new))
    for part in batches(list(zip(ids, new, strict=True)), ROWS_AT_ONCE):
        await tx.execute(insert(entries), [_row(number, *one, feed, now) for number, one in part])
    by_ref = {intent.ref: number for (intent, _), number in zip(new, ids, strict=True) if intent.ref}
    following = iter(ids)
    numbers: list[int] = []
    for intent, story in both:
        if intent.revises is None:
            numbers.append(next(following))
            continue
        revised = intent.revises if intent.revises > 0 else by_ref[intent.revises]
        numbers.append(revised)
        await _revise(tx, revised, intent, story, now)
    newest = dict(zip(numbers, intents, strict=True))
    stories = dict(zip(numbers, story_of, strict=True))
    await _keys(tx, zip(numbers, intents, story_of, strict=True), feed.scope)
    await _findings(tx, newest, stories, feed, desk_version)
    await _words(tx, newest)
    return numbers


async def touch(tx: Tx, seen: Sequence[int], now: datetime) -> None:
    """Note that a feed's window holds entries: see `storage.retention`."""
    for batch in batches(sorted(set(seen))):
        aged = update(entries).where(entries.c.id.in_(batch), entries.c.seen_at < now - SEEN_TO_WITHIN)
        await tx.execute(aged.values(seen_at=now))


async def _revise(tx: Tx, number: int, intent: EntryIntent, story: int | None, now: datetime) -> None:
    """Keep what the entry said, as it was; then let it say the new."""
    kept = (
        "title",
        "summary",
        "url",
        "updated",
        "refile_marker",
        "refile_rank",
        "content",
        "change",
        "reason",
        "silent",
    )
    before = select(entries.c.id, *(entries.c[name] for name in kept), moment(now)).where(entries.c.id == number)
    await tx.execute(insert(revisions).from_select(["entry", *kept, "replaced_at"], before))
    changes = _said(intent.entry) | {
        "updated": case(
            (entries.c.updated < intent.entry.published, moment(intent.entry.published)), else_=entries.c.updated
        ),
        "seen_at": now,
        "matched": bool(intent.matches),
        "change": intent.change,
        "reason": intent.reason,
        "silent": intent.silent,
    }
    if story is not None:
        changes["story"] = story
        changes["joined_at"] = case((entries.c.story == story, entries.c.joined_at), else_=moment(now))
    await tx.execute(update(entries).where(entries.c.id == number).values(**changes))


async def _keys(tx: Tx, recorded: Iterable[tuple[int, EntryIntent, int | None]], scope: int) -> None:
    """Let entries be recognised, and their stories be found, by every wording they had."""
    identities: list[dict[str, Any]] = []
    leads: list[dict[str, Any]] = []
    for done, (number, intent, story) in enumerate(recorded, 1):
        if done % _TOKENS_AT_ONCE == 0:
            await asyncio.sleep(0)
        identities += [{"scope": scope, "digest": key.digest(), "entry": number} for key in intent.entry.keys]
        if story is not None:
            leads += [{"scope": scope, "digest": key, "story": story} for key in lookup_keys(intent.entry)]
    await write(tx, upsert(tx.dialect, entry_keys).on_conflict_do_nothing(), identities)
    await write(tx, upsert(tx.dialect, story_keys).on_conflict_do_nothing(), leads)


async def _findings(
    tx: Tx, newest: Mapping[int, EntryIntent], stories: Mapping[int, int | None], feed: FeedState, desk_version: str
) -> None:
    """Store what the newest wording matched and stated, in place of what an earlier one did."""
    revised = [number for number, intent in newest.items() if intent.revises is not None]
    for batch in batches(revised):
        await tx.execute(delete(matches).where(matches.c.entry.in_(batch)))
        await tx.execute(delete(facts).where(facts.c.entry.in_(batch)))
    hits = [
        {
            "entry": number,
            "topic": match.topic,
            "desk_version": desk_version,
            "evidence": [[hit.term, hit.field, hit.start, hit.end] for hit in match.evidence],
            "reasons": list(match.reasons),
        }
        for number, intent in newest.items()
        for match in intent.matches
    ]
    await write(tx, insert(matches), hits)
    stated = [
        {
            "scope": feed.scope,
            "entry": number,
            "story": stories[number],
            "kind": fact.kind,
            "sentence": fact.sentence,
            "data": dict(fact.data),
            "background": fact.background,
            "publisher": intent.entry.publisher,
            "tier": feed.spec.tier.value,
            "url": intent.entry.url,
            "published": intent.entry.published,
        }
        for number, intent in newest.items()
        for fact in intent.facts
    ]
    await write(tx, insert(facts), stated)


async def _words(tx: Tx, newest: Mapping[int, EntryIntent]) -> None:
    words: dict[int, list[str]] = {}
    for number, intent in newest.items():
        if len(words) % _TOKENS_AT_ONCE == _TOKENS_AT_ONCE - 1:
            await asyncio.sleep(0)
        words[number] = search_tokens(f"{intent.entry.title} {intent.entry.summary}")
    await index(tx, words)


def _said(entry: Entry) -> dict[str, Any]:
    """Return what a new wording changes."""
    return {
        "title": entry.title,
        "summary": entry.summary,
        "url": entry.url,
        "refile_marker": entry.refile.marker if entry.refile else None,
        "refile_rank": entry.refile.rank if entry.refile else None,
        "content": entry.content_digest(),
    }


def _row(number: int, intent: EntryIntent, story: int | None, feed: FeedState, now: datetime) -> dict[str, Any]:
    entry = intent.entry
    return _said(entry) | {
        "id": number,
        "scope": feed.scope,
        "feed": feed.id,
        "publisher": entry.publisher,
        "tier": feed.spec.tier.value,
        "lang": entry.lang,
        "published": entry.published,
        "updated": entry.published,
        "dated_by": entry.dated_by.value,
        "first_seen": now,
        "seen_at": now,
        "matched": bool(intent.matches),
        "story": story,
        "joined_at": None if story is None else now,
        "change": intent.change,
        "reason": intent.reason,
        "silent": intent.silent,
    }
