"""Search finds the same on both engines, in both languages."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.entry import Entry
from feeds.feed import FeedSpec
from feeds.text.tokens import search_tokens, search_words
from storage import feeds
from storage.search import index
from storage.search import loose as search_loose
from storage.search import strict as search_strict
from storage.search.index import Found
from storage.search.words import loosely
from storage.turn.intents import EntryIntent, Intents
from tests.storage.search.test_words import holds
from tests.storage.world import NOON, World, entry, match


async def find(world: World, query: str, *, limit: int = 9, scopes: frozenset[int] = frozenset({0})) -> list[Found]:
    async with world.database.read() as tx:
        return await index.search(tx, query, scopes=scopes, limit=limit)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("비자", ["한미 비자 워킹그룹 30일 첫 회의", "B-1비자로 장비 설치 가능"]),
        ("워킹그룹", ["한미 비자 워킹그룹 30일 첫 회의"]),
        ("b-1", ["B-1비자로 장비 설치 가능", "B-1 rules explained"]),
        ("VISA", ["New visas for 15,000 Koreans"]),
        ("visa koreans", ["New visas for 15,000 Koreans"]),
        ("quantum rules", ["B-1 rules explained"]),
        ("quantum", []),
        ("15000", ["New visas for 15,000 Koreans"]),
        ("short", ["B-1 rules explained", "New visas for 15,000 Koreans"]),
        ("", []),
        ("' \" * : ( AND", []),
    ],
)
async def test_words_may_occur_in_title_or_summary(world: World, query: str, titles: list[str]) -> None:
    reports = [
        entry("한미 비자 워킹그룹 30일 첫 회의", summary=""),
        entry("B-1비자로 장비 설치 가능", summary="", key="b1"),
        entry("B-1 rules explained"),
        entry("New visas for 15,000 Koreans"),
    ]
    await world.record(entries=tuple(EntryIntent(report) for report in reports))
    assert {one.title for one in await find(world, query)} == set(titles)


@pytest.mark.parametrize("query", ["비자워킹그룹", "비자 워킹그룹", "비자 워킹 그룹", "한미비자워킹그룹"])
async def test_korean_is_found_however_it_is_spaced(world: World, query: str) -> None:
    reports = [
        entry("한미 비자 워킹그룹 첫 회의", summary=""),
        entry("한미비자워킹그룹 첫 회의", summary=""),
        entry("소비자 물가 그룹", summary=""),
    ]
    await world.record(entries=tuple(EntryIntent(report) for report in reports))
    found = await find(world, query)
    assert {one.title for one in found[:2]} == {report.title for report in reports[:2]}


async def test_what_has_all_words_comes_first_then_what_has_most_and_each_newest_first(world: World) -> None:
    titles = ["Visa round in Seoul", "Old visa round", "New visa round", "Seoul round", "A visa", "Nothing of it"]
    reports = [
        entry(title, summary="", published=NOON.replace(hour=hour)) for hour, title in enumerate(titles, start=1)
    ]
    await world.record(entries=tuple(EntryIntent(report) for report in reversed(reports)))
    found = await find(world, "visa round seoul")
    assert [(one.title, one.missing) for one in found] == [
        ("Visa round in Seoul", 0),
        ("Seoul round", 1),
        ("New visa round", 1),
        ("Old visa round", 1),
        ("A visa", 2),
    ]


async def test_what_the_asker_does_not_count_is_left_out(world: World) -> None:
    reports = (entry("One visa report", summary="kept"), entry("Two visa reports", summary="not"))
    await world.record(entries=tuple(map(EntryIntent, reports)))
    async with world.database.read() as tx:
        found = await index.search(tx, "visa", scopes={0}, limit=9, keep=lambda _, summary: summary == "kept")
    assert [one.title for one in found] == ["One visa report"]


async def test_findings_come_by_date_and_a_story_once_with_its_newest(world: World) -> None:
    late, early = entry("Late visa report", published=NOON.replace(hour=14)), entry("Early visa report")
    story = await world.open_story(early, late)
    loose = entry("Loose visa report", published=NOON.replace(hour=13))
    await world.record(entries=(EntryIntent(loose),))
    found = await find(world, "visa")
    assert [(one.title, one.story, one.matched) for one in found] == [
        ("Late visa report", story, True),
        ("Loose visa report", None, False),
    ]
    assert (found[0].url, found[0].publisher, found[0].published) == (late.url, "wire", late.published)
    assert len(await find(world, "visa", limit=1)) == 1


async def test_other_workspaces_private_entries_are_not_found(world: World) -> None:
    await world.record(entries=(EntryIntent(entry("A visa report"), (match(),)),))
    assert await find(world, "visa", scopes=frozenset({7})) == []
    assert await find(world, "visa", scopes=frozenset()) == []


async def test_what_is_forgotten_is_not_found(world: World) -> None:
    made = await world.record(entries=(EntryIntent(entry("One visa report")), EntryIntent(entry("Two visa reports"))))
    async with world.database.write() as tx:
        await index.forget(tx, made.entries[:1])
    assert [one.entry for one in await find(world, "visa")] == [made.entries[1]]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=60))
async def test_whatever_a_title_says_it_is_found_by_its_own_words(world: World, text: str) -> None:
    report = entry(f"{text} 비자")
    made = await world.record(entries=(EntryIntent(report),))
    assert made.entries[0] in [one.entry for one in await find(world, report.title, limit=500)]


async def test_what_matched_a_topic_comes_before_newer_entries_that_did_not(world: World) -> None:
    talks = entry("한미 비자 회의", summary="", published=NOON.replace(hour=1))
    prices = entry("소비자 물가", summary="", published=NOON.replace(hour=9))
    await world.record(entries=(EntryIntent(talks, matches=(match(),)), EntryIntent(prices)))
    assert [one.title for one in await find(world, "비자")] == ["한미 비자 회의", "소비자 물가"]


COMMON = ("visa", "round", "비자", "협의", "seoul", "b-1", "한미비자협의")
"""Words that most of the drawn titles have some of."""
RARE = ("embassy", "워킹그룹", "소비자", "quota", "없는말")


@pytest.fixture
async def shelf(world: World) -> dict[int, Entry]:
    """Sixty entries of a few words each, a third of which matched, each at an hour of its own; by id."""
    random = Random(4687)
    hours = random.sample(range(1000), 60)
    reports = [
        entry(
            " ".join(random.choices(COMMON, k=random.randint(0, 4)) + random.choices(RARE, k=random.randint(0, 1)))
            or "x",
            summary="",
            published=NOON - timedelta(hours=hour),
        )
        for hour in hours
    ]
    matched = [EntryIntent(report, (match(),) if n % 3 == 0 else ()) for n, report in enumerate(reports)]
    made = await world.record(entries=tuple(matched))
    return dict(zip(made.entries, reports, strict=True))


def scanned(shelf: dict[int, Entry], query: str) -> list[tuple[int, int]]:
    """Return what a plain look at every entry finds: ids, with how many words each lacks."""
    words = list(dict.fromkeys(search_words(query)))
    matched = set(list(shelf)[::3])
    ranked = []
    for id_, report in shelf.items():
        tokens = frozenset(search_tokens(report.title))
        strict = all(token in tokens for word in words for token in word)
        missing = sum(not holds(loosely(word), tokens) for word in words)
        if strict or missing < len(words):
            ranked.append(((strict, -missing, id_ in matched, report.published), id_, 0 if strict else missing))
    return [(id_, missing) for _, id_, missing in sorted(ranked, reverse=True)]


QUERIES = st.lists(st.sampled_from(COMMON + RARE), min_size=1, max_size=6).map(" ".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES)
async def test_it_finds_what_a_plain_look_at_every_entry_finds_in_the_same_order(
    world: World, shelf: dict[int, Entry], query: str
) -> None:
    found = await find(world, query, limit=100)
    assert [(one.entry, one.missing) for one in found] == scanned(shelf, query)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, deep=st.integers(1, 20), few=st.integers(0, 60), measured=st.integers(1, 6))
async def test_it_finds_the_same_whichever_words_are_taken_for_rare(
    world: World, shelf: dict[int, Entry], query: str, *, deep: int, few: int, measured: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_strict, "DEEP", deep)
        patch.setattr(search_strict, "FEW", few)
        patch.setattr(search_strict, "MEASURED", measured)
        found = await find(world, query, limit=100)
    assert [(one.entry, one.missing) for one in found] == scanned(shelf, query)


async def test_however_many_others_private_entries_come_first_ones_own_are_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of what has most words is looked up at once: one of another workspace's must not end the search."""
    monkeypatch.setattr(search_loose, "PAGE", 3)
    async with world.database.write() as tx:
        await feeds.add(tx, FeedSpec("theirs", "https://theirs.example/rss", "theirs"), world.workspace.id, NOON)
        theirs = await feeds.by_slug(tx, "theirs", world.workspace.id)
    assert theirs is not None
    await world.record(entries=(EntryIntent(entry("Visa round in Seoul")),))
    flood = tuple(EntryIntent(entry("Visa round in Busan", publisher="theirs")) for _ in range(7))
    await world.record(Intents(world.update(feed=theirs.id), flood))
    found = await find(world, "visa round nowhere")
    assert [(one.title, one.missing) for one in found] == [("Visa round in Seoul", 1)]
    scopes = frozenset({0, world.workspace.id})
    assert len(await find(world, "visa round nowhere", scopes=scopes, limit=99)) == 8


async def test_a_word_counts_in_the_newest_entries_that_have_it_however_old_those_are(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a common word costs no more than another, and all of a rare one is found."""
    monkeypatch.setattr(search_loose, "COUNTED", 3)
    titles = ["Embassy in Seoul", *(f"Visa news {n}" for n in range(1, 5))]
    await world.record(entries=tuple(EntryIntent(entry(title, summary="")) for title in titles))
    found = await find(world, "visa embassy quota")
    assert {one.title for one in found} == {"Embassy in Seoul", "Visa news 2", "Visa news 3", "Visa news 4"}
