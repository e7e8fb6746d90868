"""How well, and how fast, facts are extracted: `python -m benchmarks.facts`.

Needs the labelled set (VISABOT_TEST_DATA, ../shared by default). Its texts are invented, and the rules were written
with them at hand: figures on a set kept apart tell more. It is scored by its own scorer, so that they mean what its
README says.
"""

import importlib.util
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from feeds.desks.loader import shipped_desk
from feeds.entry import DatedBy, Entry, Key, KeyKind
from feeds.facts.extract import Extractor, as_json

ROUNDS = 20


def read_items(data: Path) -> list[dict[str, Any]]:
    """Return the labelled texts."""
    lines = (data / "eval" / "facts_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def as_entry(item: Mapping[str, Any]) -> Entry:
    """Return a labelled text as an entry, as if a feed had carried it."""
    key = Key(KeyKind.URL, str(item["id"]))
    when = datetime.fromisoformat(str(item["published"]))
    return Entry((key,), item["title"], "", "", when, DatedBy.PUBLISHED, item["lang"], "", text=item["text"])


def score(data: Path, extractor: Extractor) -> dict[str, float]:
    """Return F1 overall, by kind and by language, and the share of texts without facts that stayed empty."""
    scorer = _load_scorer(data / "eval" / "score_facts.py")
    gold: dict[str, dict[str, Any]] = {}
    found: dict[str, dict[str, Any]] = {}
    for item in read_items(data):
        gold[item["id"]] = {"facts": _keyed(scorer, item["facts"]), "lang": item["lang"]}
        facts = [as_json(fact) for fact in extractor.extract(as_entry(item))]
        found[item["id"]] = {"facts": _keyed(scorer, facts), "lang": item["lang"]}
    result, _ = scorer.score(gold, found)
    empty = result["no_fact_texts"]
    figures = {name: float(row["f1"] or 0) for name, row in result["scores"].items()}
    return figures | {"no-fact texts left empty": empty["clean"] / (empty["total"] or 1)}


def _keyed(scorer: Any, facts: list[dict[str, Any]]) -> dict[Any, Any]:  # noqa: ANN401 - a module read from a file
    return {scorer.key(fact): fact for fact in facts}


def _load_scorer(path: Path) -> Any:  # noqa: ANN401 - a module read from a file
    spec = importlib.util.spec_from_file_location("score_facts", path)
    if spec is None or spec.loader is None:
        message = f"no scorer at {path}"
        raise FileNotFoundError(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lines(data: Path) -> Iterator[str]:
    extractor = Extractor(shipped_desk("korea_us_visa"))
    for name, value in score(data, extractor).items():
        yield f"{name:<28} {value:.3f}"
    entries = [as_entry(item) for item in read_items(data)]
    began = time.process_time()
    for entry in entries * ROUNDS:
        extractor.extract(entry)
    each = (time.process_time() - began) / (len(entries) * ROUNDS)
    yield f"{'CPU an entry':<28} {each * 1000:.2f} ms"


def main() -> None:
    data = Path(os.environ.get("VISABOT_TEST_DATA", "../shared"))
    if not (data / "eval" / "facts_dev.jsonl").is_file():
        sys.exit(f"no labelled facts at {data}: set VISABOT_TEST_DATA to the folder that holds eval/")
    for line in _lines(data):
        print(line)


if __name__ == "__main__":
    main()
