"""A database of generated entries, written past the bot: a million take half a minute."""

import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks._words import vocabulary
from bot.commands.call import Who
from bot.commands.command import Permission
from feeds.desks.desk import Desk
from feeds.entry import Key, KeyKind
from feeds.text.tokens import search_tokens
from storage import feeds, subscriptions, workspaces
from storage.engine.database import Database
from tests.places import a_place

MATCHED = 0.02
"""Of all entries, as on the captured wire of September 2025."""
A_STORY = 4
"""Reports of one story; every five-hundredth has three hundred."""
AT_ONCE = 20_000


async def make(path: Path, count: int, desk: Desk, start: datetime) -> None:
    """Make the database to ask."""
    database = await Database.open(f"sqlite:///{path}")
    try:
        await database.upgrade()
        await prepare(database, desk, start)
    finally:
        await database.close()
    began = time.monotonic()
    generate(path, count, list(desk.topics), start)
    print(f"answers: {count} entries generated in {time.monotonic() - began:.0f} s", flush=True)


async def prepare(database: Database, desk: Desk, now: datetime) -> Who:
    """Register the desk's feeds, and the place that asks."""
    async with database.write() as tx:
        await feeds.register(tx, desk.feeds, now)
        workspace = await workspaces.put(tx, platform="terminal", external="local", name="", locale="en", now=now)
        here = await a_place(tx, workspace.id, "terminal", now, kind="terminal", name="", timezone="Asia/Seoul")
        terms = subscriptions.Terms(subscriptions.Mode.INSTANT, "Asia/Seoul", "en")
        await subscriptions.add(tx, here.id, None, terms, next_due_at=None, now=now)
    return Who("terminal", workspace.id, here.id, "local", "en", "Asia/Seoul", Permission.OPERATOR)


def generate(path: Path, count: int, topics: Sequence[str], start: datetime) -> None:
    """Fill an upgraded database. Feed 1, workspace 1 and destination 1 are there already."""
    random, words = Random(4687), vocabulary()
    tokens = {word: " ".join(search_tokens(word)) for word in words.words}
    with sqlite3.connect(path) as base:
        for pragma in ("synchronous=OFF", "cache_size=-400000", "foreign_keys=OFF"):
            base.execute(f"PRAGMA {pragma}")
        step = timedelta(days=400) / count
        for first in range(1, count + 1, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, count + 1))
            _put(base, [_row(n, words.draw(random, 14), start + n * step) for n in numbers], tokens)
            base.commit()
        _stories(base, count, topics, start, step)
        base.commit()
    base.close()


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    words: Sequence[str]
    at: str

    @property
    def title(self) -> str:
        return " ".join(self.words[:9])


def _row(number: int, words: Sequence[str], at: datetime) -> _Row:
    return _Row(number, words, _moment(at))


def _moment(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(" ", "microseconds")


def link(number: int) -> str:
    """Return the link of an entry."""
    return f"https://paper{number % 40}.example/{number}"


def _put(base: sqlite3.Connection, rows: Sequence[_Row], tokens: Mapping[str, str]) -> None:
    columns = "id, scope, feed, publisher, tier, title, summary, url, lang, published, updated, dated_by, content"
    base.executemany(
        f"INSERT INTO entries ({columns}, first_seen, seen_at, matched, reason) "  # noqa: S608 - our own names
        "VALUES (?, 0, 1, ?, 'national', ?, ?, ?, 'ko', ?, ?, 'published', ?, ?, ?, 0, '')",
        (
            (
                row.number,
                f"paper{row.number % 40}",
                row.title,
                " ".join(row.words[9:]),
                link(row.number),
                row.at,
                row.at,
                row.number.to_bytes(16, "big"),
                row.at,
                row.at,
            )
            for row in rows
        ),
    )
    keys = sorted((Key(KeyKind.URL, link(row.number)).digest(), row.number) for row in rows)
    base.executemany("INSERT INTO entry_keys (scope, digest, entry) VALUES (0, ?, ?)", keys)
    said = ((row.number, " ".join(tokens[word] for word in row.words)) for row in rows)
    base.executemany("INSERT INTO entry_words (rowid, words) VALUES (?, ?)", said)


def _stories(base: sqlite3.Connection, count: int, topics: Sequence[str], start: datetime, step: timedelta) -> None:
    """Make a story of every few of the entries that matched, each of one topic, or two."""
    matched = list(range(1, count + 1, int(1 / MATCHED)))
    number, at = 0, 0
    while at < len(matched):
        number += 1
        members = matched[at : at + (300 if number % 500 == 0 else A_STORY)]
        at += len(members)
        of = {topics[number % len(topics)], topics[number % 3]}
        opened, newest = _moment(start + members[0] * step), _moment(start + members[-1] * step)
        base.execute(
            "INSERT INTO stories (id, scope, revision, version, told, opened_at, changed_at, revised_at, newest_at) "
            "VALUES (?, 0, 1, 1, 1, ?, ?, ?, ?)",
            (number, opened, newest, opened, newest),
        )
        present = {row[1] for row in base.execute("PRAGMA table_info(story_topics)")}
        values = {"story": number, "scope": 0, "newest_at": newest}
        values |= dict.fromkeys(present - values.keys() - {"topic"}, opened)
        for topic in sorted(of):
            _insert(base, "story_topics", values | {"topic": topic})
            evidence = '[["visa","title",0,4]]'
            for member in members:
                match = {"entry": member, "topic": topic, "desk_version": "1", "evidence": evidence, "reasons": "[]"}
                _insert(base, "matches", match)
        marks = ",".join("?" * len(members))
        base.execute(
            f"UPDATE entries SET matched = 1, story = ?, change = 'repeat', reason = 'same link' "  # noqa: S608 - marks only
            f"WHERE id IN ({marks})",
            (number, *members),
        )
        row = {"id": number, "destination": 1, "platform": "terminal", "key": f"alert:{number}:1", "kind": "alert"}
        row |= {"story": number, "revision": 1, "payload": "{}", "state": "sent", "in_doubt": 0, "attempts": 1}
        _insert(base, "outbox", row | {"due_at": opened, "try_at": opened, "settled_at": opened})


def _insert(base: sqlite3.Connection, table: str, values: Mapping[str, object]) -> None:
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    base.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608 - our own names
