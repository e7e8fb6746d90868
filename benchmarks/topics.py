"""How right the desk's topics are: on the labelled sets, and on what they were not built on.

    python -m benchmarks.topics              figures of the points in topics.toml; fails where a bar is missed
    python -m benchmarks.topics --leave-out  also with points fitted anew, one story or one week left out at a time

The sets are in the folder VISABOT_TEST_DATA. Leaving out estimates twice: with every word of the desk, and with only
those that also occur outside of what is left out, as if the others had not been thought of. The first is too kind,
since whoever wrote the words had read the sets; the second is too harsh.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias
from zlib import crc32

from benchmarks._topics_fit import Active, fit
from feeds.desks.desk import Desk
from feeds.desks.loader import shipped_desk
from feeds.desks.rules import CEILING, THRESHOLD
from feeds.feed import Tier
from feeds.parse.items import read_item
from feeds.terms.entry_text import EntryText
from feeds.terms.matcher import TermIndex, WatchTerm
from feeds.terms.parser import parse

ROOT = Path(__file__).resolve().parent.parent
INVENTED = ROOT / "tests/feeds/topics/invented.jsonl"
PARTS_OF_OTHERS = 30
"""Items without a story are left out in so many parts."""
Term: TypeAlias = tuple[str, int]
"""A concept, and the number of one of its terms."""
BARS = {"wire_dev": (0.94, 0.85), "headlines_dev": (0.95, 0.90)}
"""F1 of relevant or not, and of all topics (issue 3)."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One item of a set, with the concepts' terms that hit it."""

    set: str
    id: str
    story: str
    week: str
    lang: str
    topics: frozenset[str]
    terms: Mapping[Term, bool]
    """By concept and number of the term: whether it hit the title."""


def main() -> int:
    """Print the figures; return 1 if a bar was missed."""
    parser = argparse.ArgumentParser(prog="benchmarks.topics", description="How right the desk's topics are.")
    parser.add_argument("--leave-out", action="store_true", help="fit anew for each story and each week (minutes)")
    args = parser.parse_args()
    desk = shipped_desk("korea_us_visa")
    folder = Path(os.environ.get("VISABOT_TEST_DATA", ROOT / "../shared")) / "eval"
    if not folder.is_dir():
        print(f"no labelled sets at {folder}: set VISABOT_TEST_DATA to the folder that holds eval/")
        return 0
    sets = {name: read(folder / f"{name}.jsonl", name, desk) for name in BARS}
    print("points as shipped")
    missed = False
    for name, items in sets.items():
        reached = show(items, {item.id: predict(desk, item, item.terms, None) for item in items})
        missed = missed or any(is_ < bar for is_, bar in zip(reached, BARS[name], strict=True))
    invented = read(INVENTED, "invented", desk)
    show(invented, {item.id: predict(desk, item, item.terms, None) for item in invented})
    if args.leave_out:
        everything = [item for items in sets.values() for item in items]
        for kind, key in (("story", story_key), ("week", lambda item: item.week)):
            for all_words in (True, False):
                words = "every word" if all_words else "only words seen elsewhere"
                print(f"one {kind} left out, points fitted anew, {words}")
                left_out = leave_out(desk, everything, key, all_words=all_words)
                for items in sets.values():
                    show(items, left_out)
    return int(missed)


def read(path: Path, name: str, desk: Desk) -> list[Labelled]:
    """Read a labelled set and find the desk's terms in it."""
    index = TermIndex(
        WatchTerm(f"{concept.id} {number}", parse(term))
        for concept in desk.concepts.values()
        for number, term in enumerate(concept.terms)
    )
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        label = json.loads(line)
        entry = read_item(line, number).entry()
        hits = index.hits(EntryText.of(entry, Tier.NATIONAL))
        terms = {
            (key.split()[0], int(key.split()[1])): any(one.field == "title" for one in evidence)
            for key, evidence in hits.items()
        }
        year, week, _ = datetime.fromisoformat(label["published"]).isocalendar()
        story = label.get("story") or ""
        topics = frozenset(label["topics"])
        found.append(Labelled(name, label["id"], story, f"{year}-{week:02}", label["lang"], topics, terms))
    return found


def story_key(item: Labelled) -> str:
    """Return what is left out together: a story, or a part of the items that have none."""
    return item.story or f"part {crc32(item.id.encode()) % PARTS_OF_OTHERS}"


def leave_out(
    desk: Desk, items: Sequence[Labelled], key: Callable[[Labelled], str], *, all_words: bool
) -> dict[str, frozenset[str]]:
    """Predict each group of items with points fitted to all others."""
    predicted: dict[str, frozenset[str]] = {}
    for group in sorted({key(item) for item in items}):
        inside = [item for item in items if key(item) == group]
        outside = [item for item in items if key(item) != group]
        seen = {term for item in outside for term in item.terms}
        points = fitted(desk, outside)
        for item in inside:
            predicted[item.id] = predict(desk, item, item.terms if all_words else seen, points)
    return predicted


def fitted(desk: Desk, items: Sequence[Labelled]) -> dict[str, list[int]]:
    """Fit the points of every topic to `items`, beginning from what the form of a signal alone suggests."""
    return {
        topic.id: fit(
            topic.rule,
            [(active(desk, item, topic.id, item.terms), topic.id in item.topics) for item in items],
        )
        for topic in desk.topics.values()
    }


def active(desk: Desk, item: Labelled, topic: str, allowed: Container[Term]) -> Active:
    """Return the numbers of the signals of a topic that an item shows, using the `allowed` terms only."""
    anywhere = {term[0] for term in item.terms if term in allowed}
    in_title = {term[0] for term, title in item.terms.items() if title and term in allowed}

    def there(concepts: Iterable[str], *, title_only: bool) -> bool:
        return not (in_title if title_only else anywhere).isdisjoint(concepts)

    return tuple(
        number
        for number, signal in enumerate(desk.topics[topic].rule.signals)
        if all(there(part.concepts, title_only=part.title_only) for part in signal.has)
        and not any(there(part.concepts, title_only=part.title_only) for part in signal.lacks)
    )


def predict(
    desk: Desk, item: Labelled, allowed: Container[Term], points: Mapping[str, Sequence[int]] | None
) -> frozenset[str]:
    """Return the topics of an item, with the desk's points or with `points`."""
    found = set()
    for topic in desk.topics.values():
        given = [
            points[topic.id][number] if points else topic.rule.signals[number].points
            for number in active(desk, item, topic.id, allowed)
        ]
        total = min(CEILING, sum(each for each in given if each > 0)) + sum(each for each in given if each < 0)
        if total >= THRESHOLD:
            found.add(topic.id)
    return frozenset(found)


def show(items: Sequence[Labelled], predicted: Mapping[str, frozenset[str]]) -> tuple[float, float]:
    """Print the figures of one set, as eval/score_topics.py counts them; return F1 of relevant, and of topics."""
    cells = []
    relevant = 0.0
    for lang in ("ko", "en", "all"):
        part = [item for item in items if lang in ("all", item.lang)]
        right = sum(bool(item.topics) and bool(predicted[item.id]) for item in part)
        said, true = sum(bool(predicted[item.id]) for item in part), sum(bool(item.topics) for item in part)
        cell, relevant = _f1(right, said, true)
        cells.append(f"{lang} {cell}")
    right = sum(len(item.topics & predicted[item.id]) for item in items)
    said, true = sum(len(predicted[item.id]) for item in items), sum(len(item.topics) for item in items)
    cell, micro = _f1(right, said, true)
    print(f"  {items[0].set:14} relevant {'  '.join(reversed(cells))}   topics {cell}")
    return relevant, micro


def _f1(right: int, said: int, true: int) -> tuple[str, float]:
    precision, recall = right / said if said else 1.0, right / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}", f1


if __name__ == "__main__":
    sys.exit(main())
