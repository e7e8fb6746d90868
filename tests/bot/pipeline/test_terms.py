"""What a workspace's own terms find becomes its own matches, and nobody else's."""

from dataclasses import replace

import pytest

from bot.pipeline.terms import OwnTerms
from bot.service import Service
from feeds.clock import SteppedClock
from feeds.feed import FeedSpec, Tier
from feeds.parse.document import Document
from feeds.terms.match import Evidence
from storage import entries, feeds, topics, workspaces
from storage.entries import StoredMatch
from storage.topics import own_key
from tests.bot.pipeline.news import News
from tests.builders import NOW, an_entry

PLANT = "Pyeongtaek plant hires two hundred workers"


@pytest.fixture
def news(service: Service, clock: SteppedClock) -> News:
    return News(service, clock)


async def another(service: Service) -> int:
    async with service.database.write() as tx:
        made = await workspaces.put(tx, platform="discord", external="g2", name="Two", locale="ko", now=NOW)
    return made.id


async def add(service: Service, expression: str, *, topic: str = "our-plant", workspace: int | None = None) -> int:
    async with service.database.write() as tx:
        mine = workspace or service.who.workspace
        return (await topics.add_term(tx, mine, topic, expression, by="u1", now=NOW)).id


async def matches(service: Service) -> dict[str, list[StoredMatch]]:
    async with service.database.read() as tx:
        stored = await entries.recent(tx, scopes=(0, service.who.workspace), limit=50)
        return {one.title: await entries.matches_of(tx, one.id) for one in stored}


async def test_an_entry_that_the_desk_does_not_know_is_matched_by_own_terms_with_evidence(
    service: Service, news: News
) -> None:
    await add(service, "pyeongtaek OR 평택")
    await add(service, "workers -strike")
    await news.arrive(PLANT, "Weather in Seoul")
    found = await matches(service)
    assert found["Weather in Seoul"] == []
    (stored,) = found[PLANT]
    assert stored.match.topic == own_key(service.who.workspace, "our-plant")
    assert stored.match.evidence == (Evidence("pyeongtaek", "title", 0, 10), Evidence("workers", "title", 35, 42))
    assert stored.match.reasons == ("pyeongtaek OR 평택", "workers -strike")


async def test_terms_on_a_topic_of_the_desk_add_to_it_under_the_workspaces_own_key(
    service: Service, news: News
) -> None:
    await add(service, "pyeongtaek", topic="kit-desk")
    await news.arrive("Pyeongtaek: Seoul and Washington hold visa working group talks")
    ((title, found),) = (await matches(service)).items()
    keys = [one.match.topic for one in found]
    assert own_key(service.who.workspace, "kit-desk") in keys
    assert "visa-talks" in keys, title


async def test_changes_take_effect_with_the_next_entry(service: Service, news: News) -> None:
    number = await add(service, "pyeongtaek")
    await news.arrive("Pyeongtaek one")
    async with service.database.write() as tx:
        await topics.edit_term(tx, service.who.workspace, number, "gumi")
    await news.arrive("Pyeongtaek two", "Gumi three")
    async with service.database.write() as tx:
        await topics.remove_term(tx, service.who.workspace, number)
    await news.arrive("Gumi four")
    assert sorted(title for title, found in (await matches(service)).items() if found) == [
        "Gumi three",
        "Pyeongtaek one",
    ]


async def test_a_private_feeds_entries_are_matched_by_its_own_workspace_alone(
    service: Service, clock: SteppedClock
) -> None:
    mine, other = service.who.workspace, await another(service)
    await add(service, "pyeongtaek")
    await add(service, "pyeongtaek", workspace=other)
    async with service.database.write() as tx:
        spec = FeedSpec("ours", "https://ours.invalid/rss", "ours")
        feed = await feeds.add(tx, spec, mine, clock.now())
    await service.poller.take(feed, Document("rss20", "", (an_entry(PLANT, published=clock.now()),)))
    ((_, found),) = (await matches(service)).items()
    assert [one.match.topic for one in found] == [own_key(mine, "our-plant")]


async def test_a_shared_feeds_entries_are_matched_by_every_workspace_apart(service: Service, news: News) -> None:
    other = await another(service)
    await add(service, "pyeongtaek")
    await add(service, "plant", workspace=other)
    await news.arrive(PLANT)
    ((_, found),) = (await matches(service)).items()
    assert {one.match.topic: one.match.reasons for one in found} == {
        own_key(service.who.workspace, "our-plant"): ("pyeongtaek",),
        own_key(other, "our-plant"): ("plant",),
    }


async def test_an_index_of_another_process_comes_in_step_by_reading_only_what_changed(service: Service) -> None:
    index = OwnTerms(service.database)
    first = await add(service, "pyeongtaek")
    await add(service, "gumi")
    assert (await index.refresh(), len(index)) == (2, 2)
    assert await index.refresh() == 0
    async with service.database.write() as tx:
        await topics.edit_term(tx, service.who.workspace, first, "pyeongtaek plant")
    assert (await index.refresh(), len(index)) == (1, 2)
    async with service.database.write() as tx:
        await topics.remove_term(tx, service.who.workspace, first)
    assert (await index.refresh(), len(index)) == (1, 1)
    assert index.match(an_entry(PLANT), Tier.NATIONAL, None) == ()
    async with service.database.write() as tx:
        await workspaces.remove(tx, service.who.workspace)
    assert (await index.refresh(), len(index)) == (1, 0)


async def test_a_stored_term_that_cannot_be_read_leaves_the_others_at_work(service: Service) -> None:
    index = OwnTerms(service.database)
    number = await add(service, "pyeongtaek")
    await add(service, "plant")
    await index.refresh()
    async with service.database.write() as tx:
        await topics.edit_term(tx, service.who.workspace, number, '"never closed')
    await index.refresh()
    (match,) = index.match(an_entry(PLANT), Tier.NATIONAL, None)
    assert match.reasons == ("plant",)


async def test_facts_are_read_only_where_the_desk_matched(service: Service, news: News) -> None:
    """Else a workspace's own find would come to the others as a fact of a shared story."""
    await add(service, "pyeongtaek")
    body = "The two sides will hold the second round of talks on October 22 in Washington."
    entry = an_entry(PLANT, n=77, published=news.clock.now(), summary=body)
    (reading,) = await service.poller._reader.read([replace(entry, text=body)], Tier.NATIONAL)
    assert [one.topic for one in reading.matches] == [own_key(service.who.workspace, "our-plant")]
    assert reading.facts == ()
