"""Arrivals: what captured files hold, as entries in the order in which they appeared."""

import gzip
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zlib import error as ZlibError  # noqa: N812 - its own name is "error"

from feeds.desks.desk import Desk
from feeds.entry import Entry
from feeds.feed import FeedSpec, Tier
from feeds.parse.document import Document, ParseJob
from feeds.parse.items import ItemError, read_item
from feeds.parse.workers import ParserPool

LARGEST = 64 * 1024 * 1024
"""Bytes of one captured feed, unpacked: eight times what a live one may have."""

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One entry and the feed it came by."""

    feed: FeedSpec
    entry: Entry


@dataclass(slots=True)
class Capture:
    """All that was read, and all that could not be."""

    arrivals: list[Arrival] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """One sentence each: which file or line, what is wrong."""

    def in_order(self) -> list[Arrival]:
        """Return the arrivals by date; those of one date in the order of the files."""
        return sorted(self.arrivals, key=lambda arrival: arrival.entry.published)


async def read_files(files: Sequence[Path], desk: Desk, parser: ParserPool, now: datetime) -> Capture:
    """Read captured feeds (RSS, Atom, JSON Feed) and files of items (.jsonl), each also gzipped.

    Args:
        files: what to read; a file that cannot be read is a problem of the capture, not an error.
        desk: for the tiers and languages of publishers it knows.
        parser: reads the feeds, in its worker processes.
        now: the latest date an entry may have.

    """
    capture = Capture()
    for path in files:
        try:
            if path.name.removesuffix(".gz").endswith((".jsonl", ".ndjson")):
                _read_items(path, desk, capture, now)
            else:
                await _read_feed(path, desk, parser, capture, now)
        except (OSError, EOFError, ZlibError) as error:
            capture.problems.append(f"{path}: cannot be read: {error}")
    return capture


async def _read_feed(path: Path, desk: Desk, parser: ParserPool, capture: Capture, now: datetime) -> None:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        body = file.read(LARGEST + 1)
    if len(body) > LARGEST:
        capture.problems.append(f"{path}: is larger than {LARGEST // 1024 // 1024} MB unpacked")
        return
    spec = _spec(path.name.partition(".")[0], desk, None)
    parsed = await parser.parse(ParseJob(body, {}, spec, now))
    if isinstance(parsed, Document):
        capture.arrivals += [Arrival(spec, entry) for entry in parsed.entries]
        if parsed.complaint:
            capture.problems.append(f"{path}: read in spite of a fault: {parsed.complaint}")
    else:
        capture.problems.append(f"{path}: {parsed.problem}: {parsed.detail}")


def _read_items(path: Path, desk: Desk, capture: Capture, now: datetime) -> None:
    specs: dict[tuple[str, str | None], FeedSpec] = {}
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            item = read_item(line, number)
            spec = specs.setdefault((item.source, item.lang), _spec(item.source, desk, item.lang))
            capture.arrivals.append(Arrival(spec, item.entry(spec, now)))
        except ItemError as error:
            capture.problems.append(f"{path}: {error}")


def _lines(path: Path) -> Iterator[str]:
    with (
        gzip.open(path, "rt", encoding="utf-8", errors="replace")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8", errors="replace")
    ) as lines:
        yield from lines


def _spec(source: str, desk: Desk, lang: str | None) -> FeedSpec:
    """Return a feed that stands for a source. Its address is one that cannot be reached (RFC 6761, section 6.4)."""
    slug = _NOT_SLUG.sub("-", source.lower()).strip("-")[:50] or "source"
    known = desk.publishers.get(source)
    tier = known.tier if known else Tier.NATIONAL
    return FeedSpec(f"replay-{slug}", f"https://{slug}.invalid/", source, tier, lang)


def batches(arrivals: Iterable[Arrival], seconds: float) -> Iterator[tuple[datetime, dict[str, list[Arrival]]]]:
    """Yield what arrives within `seconds` of each other as one, by feed, with the date of the last of it."""
    batch: dict[str, list[Arrival]] = {}
    first = last = None
    for arrival in arrivals:
        when = arrival.entry.published
        if first is not None and last is not None and (when - first).total_seconds() > seconds:
            yield last, batch
            batch, first = {}, None
        first = first or when
        last = when
        batch.setdefault(arrival.feed.id, []).append(arrival)
    if last is not None and batch:
        yield last, batch
