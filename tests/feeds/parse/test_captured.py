"""Real feeds, as they were captured: what is read of them, and that identity holds from one state to the next."""

import asyncio
import csv
import re
import tarfile
from pathlib import Path

import pytest

from feeds.entry import Entry, Known
from feeds.parse.document import Document, ParseJob
from feeds.parse.hashing import body_digest
from feeds.parse.identity import recognise
from feeds.parse.workers import ParserPool
from tests.feeds.parse.documents import job

FEWER = {
    "calebwhite-io__monument-watch--tests_fixtures_google_news.xml": 2,  # one report under two tokens, twice
    "rometools__rome--rome-modules_src_test_resources_os_sample1.xml": 9,  # one item ten times
}
"""Items that appear twice and are there once."""
SKIPPED = {
    "lemon24__reader--tests_data_full.rss": 3,  # items of an id alone
    "lemon24__reader--tests_data_full.atom": 3,  # the same
    "rometools__rome--rome-modules_src_test_resources_xml_v_v4.xml": 1,  # an item of a video alone
}


@pytest.fixture(scope="module")
def captured(test_data: Path) -> dict[str, Document]:
    """The 59 feeds, read once for all tests."""
    paths = [path for path in sorted((test_data / "feeds").iterdir()) if path.suffix != ".tsv"]
    found = asyncio.run(_read([job(path.read_bytes()) for path in paths]))
    return {path.name: read for path, read in zip(paths, found, strict=True)}


@pytest.fixture(scope="module")
def states(test_data: Path) -> list[tuple[bytes, Document]]:
    """Forty consecutive states of one feed, and what is read of them."""
    with tarfile.open(test_data / "wire" / "chosun-snapshots.tar.gz") as archive:
        names = sorted(member.name for member in archive if member.isfile() and member.name.endswith(".xml"))
        bodies = [stream.read() for name in names if (stream := archive.extractfile(name))]
    jobs = [job(body, url="https://www.chosun.com/rss", publisher="chosun") for body in bodies]
    return list(zip(bodies, asyncio.run(_read(jobs)), strict=True))


async def _read(jobs: list[ParseJob]) -> list[Document]:
    """Read them in the workers that serve the program, on both cores."""
    async with ParserPool(timeout=60) as pool:
        results = await asyncio.gather(*(pool.parse(job) for job in jobs))
    return [result for result in results if isinstance(result, Document)]


def test_every_captured_feed_is_read_whole(test_data: Path, captured: dict[str, Document]) -> None:
    """Version and number of entries are those that feedparser found; what is fewer has its reason beside it."""
    with (test_data / "feeds" / "MANIFEST.tsv").open(encoding="utf-8") as manifest:
        rows = list(csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {row["file"] for row in rows} == set(captured)
    for row in rows:
        name = row["file"]
        found, skipped = captured[name], SKIPPED.get(name, 0)
        counted = (found.version, len(found.entries) + FEWER.get(name, 0), found.skipped)
        assert counted == (row["version"], int(row["entries"]) - skipped, skipped), name


def test_every_captured_feed_gives_plain_texts_and_web_links(captured: dict[str, Document]) -> None:
    for name, found in captured.items():
        for entry in found.entries:
            assert entry.url == "" or entry.url.startswith(("http://", "https://")), name
            assert entry.title == " ".join(entry.title.split()), name
            assert not re.search(r"&(amp|lt|gt|quot|apos|nbsp|#\d+);|</?[a-z]", entry.title + entry.summary), name


def test_forty_states_of_one_feed_bring_each_article_once(states: list[tuple[bytes, Document]]) -> None:
    """What is known is recognised as itself, what is new is not, and no article is known by two stored entries."""
    known: dict[bytes, Known] = {}
    by_url: dict[str, int] = {}
    items = 0
    for _, found in states:
        items += len(found.entries)
        for entry in found.entries:
            match = recognise(entry, known)
            assert (match.id if match else None) == by_url.get(entry.url), entry.url
            if match is None:
                _store(entry, known, by_url)
    assert len(states) == 40
    assert items > 3 * len(by_url) > 300


def _store(entry: Entry, known: dict[bytes, Known], by_url: dict[str, int]) -> None:
    stored = Known(len(by_url), 1, entry.title, entry.url, entry.published, frozenset({entry.content_digest()}))
    by_url[entry.url] = stored.id
    for key in entry.keys:
        known.setdefault(key.digest(), stored)


def test_states_of_one_digest_have_the_same_entries(states: list[tuple[bytes, Document]]) -> None:
    seen: dict[bytes, Document] = {}
    for body, found in states:
        assert seen.setdefault(body_digest(body), found).entries == found.entries
    assert len(seen) > 1
