"""Cost of watch terms: `python benchmarks/terms.py` prints it for 100, 10,000 and 100,000 terms.

The bars of issue 3: normalising and scanning an entry against 100,000 terms takes at most 400 µs (median), rebuilding
one shard at most 30 ms. Terms and entries are made up with a seed, in both scripts. Of an ordinary entry's words one in
two hundred is of the field that the terms are about, which gives more hits than half of the captured wire; of a busy
one's nearly all: such an entry is what thousands of terms wait for. The wire is read too where it is there
(VISABOT_TEST_DATA).
"""

import gc
import gzip
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from feeds.terms.entry_text import EntryText  # noqa: E402 - started as a script, from anywhere
from feeds.terms.matcher import TermIndex, WatchTerm  # noqa: E402
from feeds.terms.parser import parse  # noqa: E402

ENGLISH = """
visa working group talks seoul washington embassy consulate worker engineer plant battery georgia raid detention refusal
immigration customs border entry waiver equipment install repair investor desk minister secretary state delegation round
department congress bill quota specialist trainer hyundai samsung energy solution supplier contractor tariff investment
joint factory delay resume fact sheet official announce summit trade alliance policy
"""
KOREAN = """
비자 워킹그룹 협의 외교부 국무부 대사관 총영사관 근로자 기술자 공장 배터리 조지아 구금 단속 이민 입국 거부
면제 장비 설치 보수 투자 데스크 장관 의회 법안 쿼터 전문직 현대차 협력사 관세 합작 지연 재개 회의 대표단
정부 발표 정상회담 통상 동맹 정책 출장 파견 인력 체류 자격 석방 귀국
"""
CODES = ("B-1", "ESTA", "E-4", "H-1B", "L-1", "ICE", "CBP", "H.R. 4687")
LETTERS = "aaabcdeeefghiiklmnooprstuvwy"
ITEM_BYTES = 327
"""The mean of the items that were captured."""
TITLE_CHARACTERS = 40
PASSES = 3
MEDIAN_US = 400
REBUILD_MS = 30
SHAPES = (
    (0.25, '"{0}"'),
    (0.30, '"{0} {1}"'),
    (0.20, '"{0}" "{1}"'),
    (0.05, '"{0}" OR "{1}"'),
    (0.05, '"{0}" -"{2}"'),
    (0.05, '"{0}" ("{1}" OR "{2}")'),
    (0.03, 'title:"{0}" "{1}"'),
    (0.02, '"{0}"~5 "{1}"'),
    (0.02, '="{0}" "{2}"'),
    (0.02, '"{0}"* "{2}"'),
    (0.01, "/{0}.{{1,9}}{1}/"),
)
"""Shares of shapes of expressions, a guess: most are short."""


@dataclass(frozen=True, slots=True)
class Source:
    """What an entry's text is made from."""

    title: str
    summary: str
    lang: str

    def text(self) -> EntryText:
        """Return it normalised."""
        return EntryText.plain(self.title, self.summary, "yonhap", self.lang, "wire")


def syllable(random_: random.Random) -> str:
    """Return one of some 400 common syllables: 19 initials, plain vowels, most without a final (Unicode, 3.12)."""
    initial, vowel, final = (
        random_.randrange(19),
        random_.choice((0, 4, 8, 13, 18, 20)),
        random_.choice((0, 0, 0, 4, 8, 21)),
    )
    return chr(0xAC00 + (initial * 21 + vowel) * 28 + final)


def other(random_: random.Random, *, korean: bool) -> str:
    """Return a made-up word."""
    if korean:
        return "".join(syllable(random_) for _ in range(random_.randint(2, 4)))
    return "".join(random_.choices(LETTERS, k=random_.randint(4, 9)))


def of_field(random_: random.Random, *, korean: bool) -> str:
    """Return a word of the field; one in ten is a code."""
    if not random_.randrange(10):
        return random_.choice(CODES)
    return random_.choice((KOREAN if korean else ENGLISH).split())


def word(random_: random.Random) -> str:
    """Return a word of a term: two in three are of the field."""
    korean = bool(random_.randrange(2))
    return of_field(random_, korean=korean) if random_.randrange(3) else other(random_, korean=korean)


def terms(count: int, seed: int = 20250904) -> list[WatchTerm]:
    """Return `count` terms of many workspaces; the same expressions come up again, as they will."""
    random_ = random.Random(seed)
    shares = [share for share, _ in SHAPES]
    shapes = random_.choices([shape for _, shape in SHAPES], shares, k=count)
    return [
        WatchTerm(f"t{i}", parse(shape.format(*(word(random_) for _ in range(3))))) for i, shape in enumerate(shapes)
    ]


def entries(count: int, share: float, seed: int = 20250930) -> list[Source]:
    """Return made-up entries of about 327 bytes, half of them Korean, with a share of the field's words."""
    random_ = random.Random(seed)
    made = []
    for i in range(count):
        korean = bool(i % 2)
        ends = ("", "을", "은", "의", "에서", ",", "·") if korean else ("", "", "s", ",", "’s", ".")
        text = ""
        while len(text.encode()) < ITEM_BYTES:
            one = of_field(random_, korean=korean) if random_.random() < share else other(random_, korean=korean)
            text += one + random_.choice(ends) + " "
        made.append(Source(text[:TITLE_CHARACTERS], text[TITLE_CHARACTERS:].strip(), "ko" if korean else "en"))
    return made


def wire(count: int) -> Iterator[Source]:
    """Yield real entries where they are at hand."""
    folder = Path(os.environ.get("VISABOT_TEST_DATA", "../shared"))
    path = (folder if folder.is_absolute() else ROOT / folder) / "wire" / "wire-2025-09.jsonl.gz"
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for _, line in zip(range(count), lines, strict=False):
                item = json.loads(line)
                yield Source(item["title"], item.get("summary") or "", "ko")


def time_entries(index: TermIndex, sources: list[Source]) -> tuple[float, float, float, float]:
    """Return median and 99th percentile in µs, median of normalising alone, and mean hits.

    An entry's time is its best of three passes over all entries: the caches are cold each time, as between polls,
    but what other processes took does not count.
    """
    whole, normalising, hits = [float("inf")] * len(sources), [float("inf")] * len(sources), 0
    for _ in range(PASSES):
        hits = 0
        for i, source in enumerate(sources):
            start = time.perf_counter()
            text = source.text()
            middle = time.perf_counter()
            found = index.hits(text)
            whole[i] = min(whole[i], (time.perf_counter() - start) * 1e6)
            normalising[i] = min(normalising[i], (middle - start) * 1e6)
            hits += len(found)
    percentiles = statistics.quantiles(whole, n=100)
    return percentiles[49], percentiles[98], statistics.median(normalising), hits / len(sources)


def time_rebuild(index: TermIndex) -> float:
    """Return the median of rebuilding the largest shard, in ms."""
    shard = max(index.shards, key=len)
    times = []
    for _ in range(9):
        start = time.perf_counter()
        shard.rebuild()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def main() -> int:
    """Print the table; return 1 if a bar was missed."""
    missed = False
    sets = {"ordinary": entries(1_000, 1 / 200), "busy": entries(200, 7 / 8), "real": list(wire(2_000))}
    print(
        "  terms  shards  entries     number  bytes  median µs   p99 µs  normalising µs  hits/entry  rebuild ms/shard"
    )
    for count in (100, 10_000, 100_000):
        index = TermIndex(terms(count))
        gc.collect()
        gc.freeze()  # as after the start of a process: what lives for ever is not looked at again
        rebuild = time_rebuild(index)
        for name, sources in sets.items():
            if not sources:
                continue
            size = statistics.mean(len(f"{each.title} {each.summary}".encode()) for each in sources)
            median, high, normalising, hits = time_entries(index, sources)
            missed = missed or rebuild > REBUILD_MS or (name != "busy" and median > MEDIAN_US)
            print(
                f"{count:7}  {len(index.shards):6}  {name:10}  {len(sources):6}  {size:5.0f}  {median:9.0f} {high:8.0f}"
                f"  {normalising:14.0f}  {hits:10.1f}  {rebuild:16.1f}"
            )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
