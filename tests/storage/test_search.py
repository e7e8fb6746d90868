"""Search finds the same on both engines, in both languages."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import search
from storage.intents import EntryIntent
from storage.search import Found
from tests.storage.world import NOON, World, entry, match


async def find(world: World, query: str, *, limit: int = 9, scopes: frozenset[int] = frozenset({0})) -> list[Found]:
    async with world.database.read() as tx:
        return await search.search(tx, query, scopes=scopes, limit=limit)


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
        found = await search.search(tx, "visa", scopes={0}, limit=9, keep=lambda _, summary: summary == "kept")
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
        await search.forget(tx, made.entries[:1])
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
