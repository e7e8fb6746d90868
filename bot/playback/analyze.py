"""`visabot analyze`: items through the same matching, grouping and extraction that live entries take, as a stream.

One JSON object a line in, one a line out, in the same order. Nothing is stored.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from bot.pipeline.decide import decide
from bot.pipeline.reader import Compiled, Reader
from bot.pipeline.sighting import Sighting
from bot.playback.shelf import Shelf
from feeds.desks.desk import Desk
from feeds.facts.extract import as_json
from feeds.feed import Tier
from feeds.parse.identity import recognise
from feeds.parse.items import Item, ItemError, read_item
from storage.turn.intents import FeedUpdate
from storage.turn.snapshot import Snapshot


def analyze(lines: Iterable[str], desk: Desk, *, everything: bool = False) -> Iterator[str]:
    """Answer each input line with one line.

    Args:
        lines: items, as in `feeds.parse.items`, in order of publication. Empty lines are passed over.
        desk: whose topics, names and phrases are used.
        everything: also group items that matched nothing, and extract their facts.

    A line that is no item is answered with its number and an `error` that says what is wrong; the others go on.
    """
    reader = Reader(Compiled.of(desk))
    shelf = Shelf()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answer = _answer(read_item(line, number), reader, shelf, desk, everything=everything)
        except ItemError as error:
            answer = {"id": None, "line": number, "error": str(error)}
        yield json.dumps(answer, ensure_ascii=False)


def _answer(item: Item, reader: Reader, shelf: Shelf, desk: Desk, *, everything: bool) -> dict[str, Any]:
    publisher = desk.publishers.get(item.source)
    tier = publisher.tier if publisher else Tier.NATIONAL
    entry = item.entry()
    reading = reader.read_one(entry, tier, facts_always=everything)
    snapshot = shelf.snapshot(entry, tier, entry.published)
    known = recognise(entry, snapshot.known)
    story = known.story if known else None
    if reading.matches or everything:
        update = _update(snapshot)
        intents = decide(snapshot, [reading], update, entry.published, Sighting(1, 0), everything=everything)
        story = shelf.record(intents, entry.publisher, tier) or story
    return {
        "id": item.id,
        "topics": [match.topic for match in reading.matches],
        "matches": [
            {"topic": match.topic, "term": one.term, "field": one.field, "span": [one.start, one.end]}
            for match in reading.matches
            for one in match.evidence
        ],
        "reasons": {match.topic: list(match.reasons) for match in reading.matches if match.reasons},
        "story": None if story is None else f"s{story}",
        "facts": [as_json(fact) for fact in reading.facts],
    }


def _update(snapshot: Snapshot) -> FeedUpdate:
    now = snapshot.feed.next_poll_at
    return FeedUpdate(feed=snapshot.feed.id, asked_at=now, next_poll_at=now + timedelta(minutes=1), ok=True)
