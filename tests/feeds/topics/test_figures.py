"""The desk's topics reach their bars on the labelled sets (issue 3), and alert on little else in a month of news."""

import gzip
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from feeds.desks.loader import shipped_desk
from feeds.feed import Tier
from feeds.parse.items import read_item
from feeds.topics.matcher import TopicMatcher

Item = dict[str, Any]
Say = Callable[[str], frozenset[str]]


@pytest.fixture(scope="module")
def say() -> Say:
    """Return a function that tells the topics of an item, given as a line of JSON."""
    matcher = TopicMatcher(shipped_desk("korea_us_visa"))
    return lambda line: frozenset(match.topic for match in matcher.match(read_item(line, 1).entry(), Tier.NATIONAL))


def f1(right: int, said: int, true: int) -> float:
    return 2 * right / (said + true) if said + true else 1.0


def relevant(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> float:
    pairs = list(pairs)
    right = sum(bool(true) and bool(said) for true, said in pairs)
    return f1(right, sum(bool(said) for _, said in pairs), sum(bool(true) for true, _ in pairs))


def micro(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> float:
    pairs = list(pairs)
    right = sum(len(true & said) for true, said in pairs)
    return f1(right, sum(len(said) for _, said in pairs), sum(len(true) for true, _ in pairs))


def judged(lines: Iterable[str], say: Say) -> list[tuple[Item, frozenset[str], frozenset[str]]]:
    items = [(json.loads(line), line) for line in lines]
    return [(item, frozenset(item["topics"]), say(line)) for item, line in items]


@pytest.mark.parametrize(
    ("name", "relevant_bar", "micro_bar"), [("wire_dev", 0.94, 0.85), ("headlines_dev", 0.95, 0.90)]
)
def test_the_bars_of_the_labelled_sets_are_reached(
    test_data: Path, say: Say, name: str, relevant_bar: float, micro_bar: float
) -> None:
    lines = (test_data / f"eval/{name}.jsonl").read_text("utf-8").splitlines()
    pairs = [(true, said) for _, true, said in judged(lines, say)]
    assert relevant(pairs) >= relevant_bar
    assert micro(pairs) >= micro_bar


def test_the_languages_are_within_eight_points_of_each_other(test_data: Path, say: Say) -> None:
    lines = [
        line
        for name in ("wire_dev", "headlines_dev")
        for line in (test_data / f"eval/{name}.jsonl").read_text("utf-8").splitlines()
    ]
    all_of_them = judged(lines, say)
    english, korean = (
        [(true, said) for item, true, said in all_of_them if item["lang"] == lang] for lang in ("en", "ko")
    )
    assert abs(relevant(english) - relevant(korean)) <= 0.08
    assert abs(micro(english) - micro(korean)) <= 0.08


def test_a_month_of_news_brings_few_alerts_that_nobody_labelled_relevant(test_data: Path, say: Say) -> None:
    labelled = {
        item["title"]: bool(item["topics"])
        for item in map(json.loads, (test_data / "eval/wire_dev.jsonl").read_text("utf-8").splitlines())
    }
    with gzip.open(test_data / "wire/wire-2025-09.jsonl.gz", "rt", encoding="utf-8") as lines:
        alerts = [labelled.get(json.loads(line)["title"], False) for line in lines if _may_match(line) and say(line)]
    assert len(alerts) >= 140
    assert sum(alerts) / len(alerts) >= 0.90


def _may_match(line: str) -> bool:
    """Tell apart two thirds of the month that name none of what every topic is about, to save their seconds."""
    about = (
        "비자",
        "visa",
        "Visa",
        "H-1B",
        "한국",
        "Korea",
        "韓",
        "구금",
        "단속",
        "Georgia",
        "Hyundai",
        "출장",
        "인력",
    )
    return any(word in line for word in about)


def test_headlines_of_our_own_stay_right(say: Say) -> None:
    """Written in nine rounds, each before the rules had seen it; so no estimate, but nothing of it may be lost."""
    lines = (Path(__file__).parent / "invented.jsonl").read_text("utf-8").splitlines()
    pairs = [(true, said) for _, true, said in judged(lines, say)]
    assert relevant(pairs) >= 0.96
    assert micro(pairs) >= 0.88
